"""The notice of the next Publication: written beside the edit, approved with it, published by
somebody else."""

from incidents.actions.move import MoveRefused, check_none
from incidents.actions.permission import check_may
from incidents.actions.private_names import private_names
from incidents.actions.record import ChangedMeanwhile, touch
from incidents.canonical import digest
from incidents.codes import PublicationKind, State
from incidents.documents import Document
from incidents.input_error import gettext_noop
from incidents.models import Incident, Notice, Publication, Term
from incidents.models.base import Person
from incidents.recorded import recorded


@recorded
def propose(
    *,
    incident: Incident,
    by: Person,
    kind: PublicationKind,
    correction_class: Term | None = None,
    notice_fr: str = "",
    notice_en: str = "",
    seen: int | None = None,
) -> Notice:
    """Write the notice, or another in its place: an edit of the incident, which voids approvals.

    ``seen`` is the version that its writer has read, 0 for none. The class is a correction's only.
    Raises NotAllowed, MoveRefused, ChangedMeanwhile; then nothing is saved.
    """
    check_may(by, "change_incident")
    locked = Incident.objects.select_for_update().get(pk=incident.pk)
    if locked.state != State.PUBLISHED:
        raise MoveRefused(gettext_noop("only what is public has a next publication to announce"))
    found = of(locked) or Notice(incident=locked, version=0, created_by=by)
    if seen is not None and seen != found.version:
        raise ChangedMeanwhile(
            gettext_noop("version %(version)s of this record is no longer the stored one"),
            version=seen,
        )
    found.kind = kind
    found.correction_class = correction_class if kind == PublicationKind.CORRECTION else None
    found.notice_fr, found.notice_en = notice_fr.strip(), notice_en.strip()
    found.version += 1
    found.updated_by = by
    _check_words(found)
    found.save()
    touch(incidents=[locked], by=by)
    incident.refresh_from_db(fields=["version", "updated_by", "updated_at"])
    return found


def of(incident: Incident) -> Notice | None:
    """The notice that waits for the next Publication of an incident."""
    return Notice.objects.filter(incident=incident).select_related("correction_class").first()


def digest_of(notice: Notice | None) -> str:
    """What an approval holds of a notice; empty where there is none."""
    if notice is None:
        return ""
    return digest(
        {
            "kind": notice.kind,
            "class": notice.correction_class.code if notice.correction_class else None,
            "notice": {"fr": notice.notice_fr, "en": notice.notice_en},
        }
    )


def check(current: Publication, content: Document, notice: Notice | None) -> Notice:
    """The notice under which this content may follow the current Publication.

    Raises MoveRefused: where nothing changed, without a notice, where the kind does not say what
    the change is, or with a private name in it.
    """
    if current.digest == digest(content):
        raise MoveRefused(
            gettext_noop("nothing changed since publication %(number)d"), number=current.number
        )
    if notice is None:
        raise MoveRefused(
            gettext_noop("the next publication needs its public notice, approved with it")
        )
    _check_words(notice)
    _check_replies(current, content, PublicationKind(notice.kind))
    return notice


def _check_words(notice: Notice) -> None:
    if notice.kind == PublicationKind.FIRST:
        raise MoveRefused(
            gettext_noop("it is public already: say whether this corrects or develops it")
        )
    if not (notice.notice_fr or notice.notice_en).strip():
        raise MoveRefused(gettext_noop("a correction or development needs its public notice"))
    if notice.kind == PublicationKind.CORRECTION and notice.correction_class is None:
        raise MoveRefused(gettext_noop("a correction needs its class"))
    check_none(private_names((notice.notice_fr, notice.notice_en)))


def _check_replies(current: Publication, content: Document, kind: PublicationKind) -> None:
    """The log of replies misses none: what adds one is called so, unless it corrects as well."""
    before = {reply["id"] for reply in current.content.get("replies", ())}
    added = {reply["id"] for reply in content["replies"]} - before
    if added and kind == PublicationKind.DEVELOPMENT:
        raise MoveRefused(gettext_noop("a right of reply becomes public with this: call it so"))
    if not added and kind == PublicationKind.REPLY:
        raise MoveRefused(gettext_noop("no right of reply becomes public with this"))
