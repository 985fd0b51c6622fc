"""What waits for whose approval: in review, approved and edited since in what it shows, or public
with a notice of what is to follow.

An approval stands while its content does. Of that the database knows the version, the schema of the
document, and when a source, an actor or the election it shows was last saved; the exact answer, the
digest of the document, is the incident's own page to give. So one too many is listed rather than
one too few.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

from incidents import derived
from incidents.codes import ACCUSING_ROLES, ActorKind, ApprovalKind, ReplyDecision, State
from incidents.models import Approval, Claim, Incident, Involvement, Notice, Procedure, Reply
from incidents.models.incident import IncidentQuerySet

OF_THE_VERSION = """
FROM incidents_approval AS approval
JOIN incidents_incident AS incident
    ON incident.id = approval.incident_id AND incident.version = approval.version
LEFT JOIN incidents_reviewedcontent AS agreed ON agreed.digest = approval.digest
WHERE (
    incident.state IN ('in_review', 'approved') OR incident.state = 'published'
    AND EXISTS (SELECT FROM incidents_notice WHERE incident_id = incident.id)
)
"""
SHOWN = """
EXISTS (
    SELECT FROM (
        SELECT updated_at, updated_by_id FROM incidents_sourcemedia WHERE public_id IN (
            SELECT source->>'id' FROM jsonb_array_elements(agreed.content->'sources') AS source
        )
        UNION ALL
        SELECT updated_at, updated_by_id FROM incidents_actor WHERE slug IN (
            SELECT slug #>> '{}' FROM jsonb_path_query(agreed.content, '$.**.slug') AS slug
        )
        UNION ALL
        SELECT updated_at, updated_by_id FROM incidents_election WHERE id = incident.election_id
    ) AS shown WHERE
"""
OUTDATED = f"""
SELECT approval.id {OF_THE_VERSION} AND (
    agreed.content->>'schema' IS DISTINCT FROM %s
    OR {SHOWN} shown.updated_at > approval.approved_at)
)
"""
"""Approvals of the version that stands whose content does not: of an older schema, no longer kept,
or with a record that was saved since. Few rows: nothing but what waits is looked at."""
EDITED_BY = f"""
SELECT incident.id {OF_THE_VERSION}
AND {SHOWN} shown.updated_by_id = %s AND shown.updated_at > incident.updated_at)
"""
"""Incidents of which a person last saved something that an approved content shows: those words are
theirs (``actions/approval.py``)."""


def approvable(user: Any, kind: ApprovalKind) -> IncidentQuerySet:
    """Without this approval, as far as it may be needed; and neither written nor last edited nor
    announced nor approved by them."""
    of = {"incident": OuterRef("pk")}
    notice = Notice.objects.filter(**of)
    given = Approval.objects.filter(version=OuterRef("version"), **of).exclude(
        pk__in=RawSQL(OUTDATED, [str(derived.SCHEMA)])
    )
    settled = Q(kind=kind) | Q(approved_by=user) | ~Q(kinds_needed__contains=[kind])
    waits = Q(state__in=(State.IN_REVIEW, State.APPROVED))
    return (
        Incident.objects.filter(waits | Q(Exists(notice), state=State.PUBLISHED))
        .exclude(created_by=user)
        .exclude(updated_by=user)
        .exclude(Exists(notice.filter(updated_by=user)))
        .exclude(pk__in=RawSQL(EDITED_BY, [user.pk]))
        .exclude(Exists(given.filter(settled)))
    )


def legally_approvable(user: Any) -> IncidentQuerySet:
    """Where the legal approval may be needed: a person, an accusation, a procedure or a reply; what
    exactly is needed the incident's page says."""
    of = {"incident": OuterRef("pk")}
    grave = Involvement.objects.filter(
        Q(role__in=ACCUSING_ROLES) | Q(actor__kind=ActorKind.PERSON, actor__is_private=False), **of
    )
    claims = Claim.objects.filter(incidents=OuterRef("pk"))
    procedures = Procedure.objects.filter(incidents=OuterRef("pk"))
    replies = Reply.objects.filter(decision=ReplyDecision.ACCEPTED, **of)
    return approvable(user, ApprovalKind.LEGAL).filter(
        Q(Exists(grave)) | Q(Exists(claims)) | Q(Exists(procedures)) | Q(Exists(replies))
    )
