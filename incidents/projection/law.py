"""Provisions in force at the facts, and the status of each respondent."""

from incidents.documents import Document
from incidents.models import (
    Actor,
    Incident,
    LegalBasis,
    ProcedureEvent,
)
from incidents.procedures import Event, statuses
from incidents.projection.values import actor


def in_force_at(basis: LegalBasis, incident: Incident) -> bool | None:
    """Whether the provision was in force on all days the facts may have happened; None when the
    days are not known or only some of them fall inside."""
    if incident.earliest is None or incident.latest is None:
        return None
    starts, ends = basis.in_force_from, basis.in_force_to
    if (starts and incident.latest < starts) or (ends and incident.earliest > ends):
        return False
    if (starts and incident.earliest < starts) or (ends and incident.latest > ends):
        return None
    return True


def key_of(respondent: Actor | None) -> str | None:
    """How the pure layer tells respondents apart."""
    return str(respondent.pk) if respondent else None


def statuses_of(events: list[ProcedureEvent], steps: list[Event]) -> list[Document]:
    """One status per respondent that an event names; one for all where none does."""
    named = {key_of(event.respondent): event.respondent for event in events if event.respondent}
    return [
        {"respondent": actor(named[key]) if key else None, "status": status.value}
        for key, status in statuses(steps).items()
    ]
