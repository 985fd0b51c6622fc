"""The two pairs of eyes: who may agree to a content, and whose agreement it has."""

from datetime import datetime

from django.db.models import QuerySet

from incidents.actions.move import MoveRefused
from incidents.canonical import digest
from incidents.codes import ApprovalKind
from incidents.documents import Document
from incidents.input_error import gettext_noop
from incidents.models import Approval, Incident
from incidents.models.base import Person
from incidents.publication import approvals_needed


def missing_approvals(incident: Incident, content: Document) -> list[ApprovalKind]:
    """Kinds of approval that this content needs and does not have."""
    given = set(approvals_of(incident, content).values_list("kind", flat=True))
    return sorted(approvals_needed(content) - {ApprovalKind(kind) for kind in given})


def approvals_of(incident: Incident, content: Document) -> QuerySet[Approval]:
    """Approvals of exactly this content in exactly this version of the incident."""
    return incident.approvals.filter(digest=digest(content), version=incident.version)


def give(
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


def check_approved(incident: Incident, content: Document) -> None:
    missing = missing_approvals(incident, content)
    if missing:
        raise MoveRefused(
            gettext_noop("missing for this content: %(kinds)s approval"), kinds=missing
        )
