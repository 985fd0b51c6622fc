"""One procedure in public: provisions in force at the facts, respondents, platforms' reasons."""

from collections.abc import Sequence

from incidents.documents import Document
from incidents.models import Incident, LegalBasis, ProcedureEvent
from incidents.projection.values import actor, day


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


def respondents_of(events: Sequence[ProcedureEvent]) -> dict[str | None, Document | None]:
    """Whom the events name, by the keys that their steps have."""
    named = [event.respondent.final for event in events if event.respondent]
    return {str(person.pk): actor(person) for person in named}


def statement(event: ProcedureEvent) -> Document | None:
    """The statement of reasons of a platform's decision, where one is recorded; a correction of
    the decision keeps it."""
    found = event.statement
    if found is None:
        return None
    return {
        "uuid": str(found.uuid) if found.uuid else None,
        "permalink": found.permalink,
        "ground": found.ground,
        "category": found.category,
        "content_types": found.content_types,
        "source_type": found.source_type,
        "automated_detection": found.automated_detection,
        "automated_decision": found.automated_decision,
        "territories": found.territories,
        "content_on": day(found.content_on),
        "applies_from": day(found.applies_from),
    }
