"""Which incidents show a record in their public document: who edits it has edited them."""

from functools import singledispatch
from typing import Any

from django.db.models import Q, QuerySet

from incidents.models import (
    Appearance,
    AppearanceEvent,
    Citation,
    Claim,
    ClaimAnswer,
    Incident,
    Involvement,
    Observation,
    Procedure,
    ProcedureEvent,
    Transcript,
)

CITING = (
    "citations",
    "involvements__citations",
    "procedures__events__citations",
    "appearances__events__citations",
    "appearances__observations__citations",
)
"""Ways from an incident to a citation, but for those of claims."""


@singledispatch
def incidents_showing(record: Any) -> QuerySet[Incident]:
    """None, for a record that no incident owns: a register that is renamed voids no approval."""
    return Incident.objects.none()


@incidents_showing.register
def _(record: Incident) -> QuerySet[Incident]:
    return Incident.objects.filter(pk=record.pk)


@incidents_showing.register(Involvement)
@incidents_showing.register(Appearance)
def _(record: Involvement | Appearance) -> QuerySet[Incident]:
    return Incident.objects.filter(pk=record.incident_id)


@incidents_showing.register(AppearanceEvent)
@incidents_showing.register(Observation)
def _(record: AppearanceEvent | Observation) -> QuerySet[Incident]:
    return Incident.objects.filter(appearances=record.appearance_id)


@incidents_showing.register
def _(record: Claim) -> QuerySet[Incident]:
    return showing_claims({record.pk})


@incidents_showing.register
def _(record: Procedure) -> QuerySet[Incident]:
    return _distinct(Q(procedures=record))


@incidents_showing.register
def _(record: ProcedureEvent) -> QuerySet[Incident]:
    return _distinct(Q(procedures=record.procedure_id))


@incidents_showing.register
def _(record: Citation) -> QuerySet[Incident]:
    owner = (
        record.claim
        or record.procedure_event
        or record.appearance_event
        or record.observation
        or record.involvement
        or record.incident
    )
    return incidents_showing(owner)


@incidents_showing.register
def _(record: Transcript) -> QuerySet[Incident]:
    """Every incident that cites its source, whatever the record that does."""
    claims = Claim.objects.filter(citations__source=record.source_id)
    wanted = Q(pk__in=showing_claims(set(claims.values_list("pk", flat=True))).values("pk"))
    for path in CITING:
        citing = Incident.objects.filter(**{f"{path}__source": record.source_id})
        wanted |= Q(pk__in=citing.values("pk"))
    return Incident.objects.filter(wanted)


def showing_claims(claims: set[int]) -> QuerySet[Incident]:
    """Incidents of these claims and of whatever they answer, to any depth: an incident shows the
    answers to its claims and involvements, and the answers to those. One query per step."""
    answered: set[int] = set()
    step = claims
    while step:
        answered |= step
        following = ClaimAnswer.objects.filter(answer__in=step, claim__isnull=False)
        step = set(following.values_list("claim", flat=True)) - answered
    return _distinct(Q(claims__in=answered) | Q(involvements__answered_by__answer__in=answered))


def _distinct(wanted: Q) -> QuerySet[Incident]:
    return Incident.objects.filter(pk__in=Incident.objects.filter(wanted).values("pk"))
