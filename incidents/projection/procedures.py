"""Legal follow-ups in public: their events, and what follows from these."""

from collections.abc import Sequence

from incidents import derived
from incidents.codes import Track
from incidents.documents import Document
from incidents.models import Incident, LegalBasis, Procedure, ProcedureEvent
from incidents.projection.citations import Cited
from incidents.projection.law import in_force_at, respondents_of, statement
from incidents.projection.values import actor, both, day, fact_date


def procedure(
    procedure: Procedure, events: Sequence[ProcedureEvent], incident: Incident, cited: Cited
) -> Document:
    """A procedure with its public events and what follows from them."""
    steps = [event.step for event in events]
    bases = list(procedure.bases.all())
    platform = procedure.platform
    return {
        "id": procedure.public_id,
        "track": procedure.track,
        "authority": actor(procedure.authority) if procedure.authority else None,
        "authority_reference": procedure.authority_reference,
        "complainants": [actor(a) for a in procedure.complainants.all()],
        "respondents": [actor(a) for a in procedure.respondents.all()],
        "against_x": procedure.against_x,
        "platform": {"code": platform.code, "name": both(platform, "name")} if platform else None,
        "appearances": [
            seen.public_id
            for seen in procedure.appearances.all()
            if seen.incident_id == incident.pk
        ],
        "bases": [_basis(basis, incident) for basis in bases],
        "review_on": day(procedure.review_on),
        "events": [_event(order, event, cited) for order, event in enumerate(events, 1)],
        **derived.of_procedure(
            Track(procedure.track),
            steps,
            respondents_of(events),
            review_on=procedure.review_on,
            bases=[basis.code for basis in bases],
            facts_from=incident.earliest,
            others=procedure.has_others(steps),
        ),
    }


def _basis(basis: LegalBasis, incident: Incident) -> Document:
    return {
        "code": basis.code,
        "short": basis.short,
        "title": both(basis, "title"),
        "in_force_from": day(basis.in_force_from),
        "in_force_to": day(basis.in_force_to),
        "in_force_at_facts": in_force_at(basis, incident),
    }


def _event(order: int, event: ProcedureEvent, cited: Cited) -> Document:
    return {
        "id": event.public_id,
        "kind": event.kind,
        "date": fact_date(event),
        "order": order,
        "respondent": actor(event.respondent.final) if event.respondent else None,
        "outcome": event.outcome,
        "channel": event.channel,
        "decisions": event.decisions,
        "statement_of_reasons": statement(event),
        "note": both(event, "note"),
        "outside_table_reason": both(event, "outside_table_reason"),
        "citations": cited.of(event),
    }
