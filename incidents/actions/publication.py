"""From draft to the public and back: every move of an incident's state."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from incidents import listing
from incidents.actions.permission import check_may
from incidents.actions.readiness import Obstacle, in_silence, obstacles, private_names
from incidents.canonical import digest
from incidents.codes import ApprovalKind, PublicationKind, State
from incidents.documents import Document
from incidents.input_error import InputError, gettext_noop
from incidents.models import (
    Approval,
    Incident,
    Publication,
    ReferenceCounter,
    Term,
    Withdrawal,
)
from incidents.models.base import Person
from incidents.projection import document
from incidents.publication import Move, Transition, approvals_needed, find


class MoveRefused(InputError):
    """The table, a missing approval or an obstacle stands against this move."""


@transaction.atomic
def submit(*, incident: Incident, by: Person) -> None:
    """Hand a draft to review."""
    locked, transition = _begin(incident, Move.SUBMIT, by)
    _finish(incident, locked, transition)


@transaction.atomic
def request_changes(*, incident: Incident, by: Person, reason: str) -> None:
    """Give it back to its author, with a reason."""
    locked, transition = _begin(incident, Move.REQUEST_CHANGES, by, reason)
    locked.review_note = reason
    _finish(incident, locked, transition)


@transaction.atomic
def reject(*, incident: Incident, by: Person, reason: str) -> None:
    """Refuse it for good, with a reason."""
    locked, transition = _begin(incident, Move.REJECT, by, reason)
    locked.review_note = reason
    _finish(incident, locked, transition)


@transaction.atomic
def approve(
    *, incident: Incident, kind: ApprovalKind, by: Person, at: datetime | None = None
) -> Approval:
    """Agree to the content as it stands now. The state moves when every approval needed is there;
    what a reviewer had asked for is settled then.

    Raises MoveRefused when the approver wrote it or edited it last, or something is missing.
    """
    locked, transition = _begin(incident, Move.APPROVE, by, permission=f"approve_{kind}")
    content = document(locked)
    _check_ready(locked, content)
    approval = _approval(locked, kind, digest(content), by, at or timezone.now())
    if not missing_approvals(locked, content):
        locked.review_note = ""
        _finish(incident, locked, transition)
    return approval


@transaction.atomic
def publish(
    *,
    incident: Incident,
    by: Person,
    at: datetime | None = None,
    kind: PublicationKind = PublicationKind.CORRECTION,
    correction_class: Term | None = None,
    notice_fr: str = "",
    notice_en: str = "",
    silence_override: str = "",
) -> Publication:
    """Make the content public: the first Publication, or the next one with its public notice.

    ``kind``, class and notice concern the next one only. Raises MoveRefused.
    """
    listing.one_at_a_time()
    locked, transition = _begin(incident, Move.PUBLISH, by)
    at = _not_in_the_future(at)
    content = document(locked)
    _check_ready(locked, content)
    _check_approved(locked, content)
    _check_silence(locked, content, at, silence_override)
    current = locked.publications.current().first()
    if current is not None:
        _check_notice(current, content, kind, correction_class, (notice_fr, notice_en))
        end(current, at)
    publication = Publication.objects.create(
        incident=locked,
        reference=_reference(locked, at),
        number=current.number + 1 if current else 1,
        kind=kind if current else PublicationKind.FIRST,
        content=content,
        digest=digest(content),
        published_at=at,
        first_published_at=current.first_published_at if current else at,
        published_by=by,
        correction_class=correction_class if current else None,
        notice_fr=notice_fr if current else "",
        notice_en=notice_en if current else "",
        silence_override=silence_override,
    )
    publication.approvals.set(_approvals_of(locked, content))
    listing.add(publication)
    _finish(incident, locked, transition)
    return publication


@transaction.atomic
def withdraw(
    *,
    incident: Incident,
    by: Person,
    reason_class: Term,
    reason: str,
    at: datetime | None = None,
) -> Withdrawal:
    """Take it out of the public; a tombstone with reference, dates and class of reason stays."""
    listing.one_at_a_time()
    locked, transition = _begin(incident, Move.WITHDRAW, by, reason)
    at = at or timezone.now()
    current = locked.publications.current().get()
    end(current, at)
    withdrawal = Withdrawal.objects.create(
        incident=locked,
        reference=current.reference,
        first_published_at=current.first_published_at,
        withdrawn_at=at,
        withdrawn_by=by,
        reason_class=reason_class,
        internal_reason=reason,
    )
    _finish(incident, locked, transition)
    return withdrawal


def missing_approvals(incident: Incident, content: Document) -> list[ApprovalKind]:
    """Kinds of approval that this content needs and does not have."""
    given = set(_approvals_of(incident, content).values_list("kind", flat=True))
    return sorted(approvals_needed(content) - {ApprovalKind(kind) for kind in given})


def _begin(
    incident: Incident,
    move: Move,
    by: Person,
    reason: str | None = None,
    permission: str = "",
) -> tuple[Incident, Transition]:
    """Lock the row and ask the table, the permission and the reason, in this order."""
    locked = Incident.objects.select_for_update().get(pk=incident.pk)
    transition = find(move, State(locked.state))
    if transition is None:
        raise MoveRefused(
            gettext_noop("“%(move)s” is not possible from the state “%(state)s”"),
            move=move,
            state=State(locked.state),
        )
    check_may(by, permission or transition.permission)
    if transition.needs_reason and not (reason or "").strip():
        raise MoveRefused(gettext_noop("“%(move)s” needs a reason"), move=move)
    return locked, transition


def _finish(incident: Incident, locked: Incident, transition: Transition) -> None:
    """A move is no edit: version and last editor stay."""
    locked.state = transition.target
    fields = {
        "state": locked.state,
        "reference": locked.reference,
        "review_note": locked.review_note,
    }
    Incident.objects.filter(pk=locked.pk).update(**fields)
    for name, value in fields.items():
        setattr(incident, name, value)


def _approvals_of(incident: Incident, content: Document) -> QuerySet[Approval]:
    """Approvals of exactly this content in exactly this version of the incident."""
    return incident.approvals.filter(digest=digest(content), version=incident.version)


def _check_ready(incident: Incident, content: Document) -> None:
    _refuse(obstacles(incident, content))


def _refuse(found: list[Obstacle]) -> None:
    if found:
        raise MoveRefused(gettext_noop("not ready: %(obstacles)s"), obstacles=list(found))


def _approval(
    incident: Incident, kind: ApprovalKind, content_digest: str, by: Person, at: datetime
) -> Approval:
    if by.pk in (incident.created_by_id, incident.updated_by_id):
        raise MoveRefused(gettext_noop("whoever wrote or last edited it cannot approve it"))
    given = incident.approvals.filter(digest=content_digest, version=incident.version)
    if given.filter(kind=kind).exists():
        raise MoveRefused(gettext_noop("this content already has its %(kind)s approval"), kind=kind)
    if given.filter(approved_by=by).exists():
        raise MoveRefused(gettext_noop("the second approval is for a second person to give"))
    return Approval.objects.create(
        incident=incident,
        kind=kind,
        digest=content_digest,
        version=incident.version,
        approved_by=by,
        approved_at=at,
        author=incident.created_by,
        last_editor=incident.updated_by,
    )


def _check_approved(incident: Incident, content: Document) -> None:
    missing = missing_approvals(incident, content)
    if missing:
        raise MoveRefused(
            gettext_noop("missing for this content: %(kinds)s approval"), kinds=missing
        )


def _check_silence(incident: Incident, content: Document, at: datetime, override: str) -> None:
    held = in_silence(incident, content, at)
    if held is not None and not override.strip():
        raise MoveRefused(
            gettext_noop("held: silence period of %(round)s until %(until)s"),
            round=str(held),
            until=timezone.localtime(held.silence_to).isoformat(timespec="minutes"),
        )


def _not_in_the_future(at: datetime | None) -> datetime:
    now = timezone.now()
    if at is not None and at > now:
        raise MoveRefused(
            gettext_noop("%(at)s is in the future: nothing is published ahead of time"),
            at=timezone.localtime(at).isoformat(timespec="minutes"),
        )
    return at or now


def _check_notice(
    current: Publication,
    content: Document,
    kind: PublicationKind,
    correction_class: Term | None,
    notices: tuple[str, str],
) -> None:
    if current.digest == digest(content):
        raise MoveRefused(
            gettext_noop("nothing changed since publication %(number)d"), number=current.number
        )
    if kind is PublicationKind.FIRST:
        raise MoveRefused(
            gettext_noop("it is public already: say whether this corrects or develops it")
        )
    if not "".join(notices).strip():
        raise MoveRefused(gettext_noop("a correction or development needs its public notice"))
    if kind is PublicationKind.CORRECTION and correction_class is None:
        raise MoveRefused(gettext_noop("a correction needs its class"))
    _refuse(private_names(notices))


def end(current: Publication, at: datetime) -> None:
    """It is public no more, in no list either."""
    Publication.objects.filter(pk=current.pk).update(ended_at=at)
    listing.remove(current)


def _reference(incident: Incident, at: datetime) -> str:
    """The incident's reference, minted at first publication (Paris year), never reused."""
    if incident.reference:
        return incident.reference
    year = timezone.localtime(at).year
    ReferenceCounter.objects.get_or_create(year=year)
    counter = ReferenceCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    incident.reference = str(counter)
    return incident.reference
