"""The two pairs of eyes: who may agree to a content, and whose agreement it has."""

from datetime import datetime

from django.db.models import QuerySet

from incidents import documents
from incidents.actions import notice as notices
from incidents.actions.move import MoveRefused
from incidents.canonical import digest
from incidents.codes import ApprovalKind
from incidents.documents import Document
from incidents.input_error import gettext_noop
from incidents.models import (
    Actor,
    Approval,
    Election,
    Incident,
    Notice,
    ReviewedContent,
    SourceMedia,
)
from incidents.models.base import Person
from incidents.publication import approvals_needed


def missing_approvals(incident: Incident, content: Document) -> list[ApprovalKind]:
    """Kinds of approval that this content needs and does not have."""
    given = set(approvals_of(incident, content).values_list("kind", flat=True))
    return sorted(approvals_needed(content) - {ApprovalKind(kind) for kind in given})


def approvals_of(incident: Incident, content: Document) -> QuerySet[Approval]:
    """Approvals of exactly this content in exactly this version of the incident, and of the notice
    under which it would follow what is public."""
    return incident.approvals.filter(
        digest=digest(content),
        version=incident.version,
        notice_digest=notices.digest_of(notices.of(incident)),
    )


def give(
    incident: Incident, kind: ApprovalKind, content: Document, by: Person, at: datetime
) -> Approval:
    """The approval, and the content itself: what was agreed to can be read again."""
    notice = notices.of(incident)
    _check_second_pair(incident, content, notice, by)
    given = approvals_of(incident, content)
    if given.filter(kind=kind).exists():
        raise MoveRefused(gettext_noop("this content already has its %(kind)s approval"), kind=kind)
    if given.filter(approved_by=by).exists():
        raise MoveRefused(gettext_noop("the second approval is for a second person to give"))
    content_digest = digest(content)
    ReviewedContent.objects.bulk_create(
        [ReviewedContent(digest=content_digest, content=content)], ignore_conflicts=True
    )
    return Approval.objects.create(
        incident=incident,
        kind=kind,
        digest=content_digest,
        notice_digest=notices.digest_of(notice),
        notice_by=notice.updated_by if notice else None,
        version=incident.version,
        kinds_needed=sorted(approvals_needed(content)),
        approved_by=by,
        approved_at=at,
        author=incident.created_by,
        last_editor=incident.updated_by,
    )


def _check_second_pair(
    incident: Incident, content: Document, notice: Notice | None, by: Person
) -> None:
    """The words of the incident, of what it shows and of its notice are not theirs."""
    if by.pk in (incident.created_by_id, incident.updated_by_id):
        raise MoveRefused(gettext_noop("whoever wrote or last edited it cannot approve it"))
    if _edited_what_it_shows(incident, content, by):
        raise MoveRefused(
            gettext_noop("whoever last edited a source, actor or election of it cannot approve it")
        )
    if notice is not None and by.pk == notice.updated_by_id:
        raise MoveRefused(gettext_noop("whoever wrote the notice cannot approve it"))


def _edited_what_it_shows(incident: Incident, content: Document, by: Person) -> bool:
    """Whether this person saved a shared record that the content shows after the incident's own
    last edit. That is no edit of the incident, but the words are theirs all the same."""
    saved = {"updated_by": by, "updated_at__gt": incident.updated_at}
    sources = [source["id"] for source in content["sources"]]
    actors = {actor["slug"] for actor in documents.actors(content) if actor["slug"]}
    shown = (
        SourceMedia.objects.filter(public_id__in=sources, **saved),
        Actor.objects.filter(slug__in=actors, **saved),
        Election.objects.filter(incident=incident, **saved),
    )
    return any(rows.exists() for rows in shown)


def check_approved(incident: Incident, content: Document) -> None:
    missing = missing_approvals(incident, content)
    if missing:
        raise MoveRefused(
            gettext_noop("missing for this content: %(kinds)s approval"), kinds=missing
        )
