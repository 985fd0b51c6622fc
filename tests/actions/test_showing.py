"""Whoever edits a record has edited every incident whose document shows it."""

from collections.abc import Callable
from typing import Any

import pytest

from incidents import models
from incidents.actions import claim, procedure, record
from incidents.actions.citation import cite
from incidents.actions.showing import incidents_showing
from incidents.actions.transcript import assign_speaker
from incidents.codes import AnswerKind, Role, State, Supports
from incidents.dates import FactDate
from incidents.procedures import EventKind
from incidents.projection import document
from tests.factories import (
    AppearanceEventFactory,
    AppearanceFactory,
    ClaimAnswerFactory,
    ClaimFactory,
    IncidentFactory,
    InvolvementFactory,
    ObservationFactory,
    ProcedureEventFactory,
    ProcedureFactory,
    SourceMediaFactory,
    TranscriptFactory,
    UserFactory,
)
from tracker.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return UserFactory(roles=["reporter"])


@pytest.fixture
def source() -> models.SourceMedia:
    made: models.SourceMedia = TranscriptFactory(texts=["Un.", "Deux."]).source
    return made


@pytest.fixture(autouse=True)
def elsewhere() -> models.Incident:
    """An incident that shows none of what is edited."""
    made: models.Incident = IncidentFactory(state=State.APPROVED)
    return made


def edited_by(person: User) -> set[int]:
    return set(models.Incident.objects.filter(updated_by=person).values_list("pk", flat=True))


def on_claim(incident: models.Incident) -> Any:
    return ClaimFactory(incidents=[incident])


def on_answer(incident: models.Incident) -> Any:
    """A claim of another incident that answers one of this incident."""
    return ClaimAnswerFactory(claim=on_claim(incident)).answer


def on_answer_to_answer(incident: models.Incident) -> Any:
    return ClaimAnswerFactory(claim=on_answer(incident)).answer


def on_answer_to_involvement(incident: models.Incident) -> Any:
    involved = InvolvementFactory(incident=incident, role=Role.PROMOTED)
    return ClaimAnswerFactory(claim=None, involvement=involved).answer


def on_event(incident: models.Incident) -> Any:
    return ProcedureEventFactory(procedure__incidents=[incident])


OWNERS: dict[str, Callable[[models.Incident], Any]] = {
    "claim": on_claim,
    "answer": on_answer,
    "answer to an answer": on_answer_to_answer,
    "answer to an involvement": on_answer_to_involvement,
    "involvement": lambda incident: InvolvementFactory(incident=incident),
    "appearance event": lambda incident: AppearanceEventFactory(appearance__incident=incident),
    "observation": lambda incident: ObservationFactory(appearance__incident=incident),
    "procedure event": on_event,
    "incident": lambda incident: incident,
}
"""Whatever may cite, and an incident that shows it."""
SAVED = {name: make for name, make in OWNERS.items() if name != "procedure event"} | {
    "appearance": lambda incident: AppearanceFactory(incident=incident),
    "procedure": lambda incident: ProcedureFactory(incidents=[incident]),
}
"""Whatever is saved by ``record.save``; events of procedures are only added."""


@pytest.mark.parametrize("name", SAVED)
def test_saving_a_record_edits_the_incident_that_shows_it(person: User, name: str) -> None:
    incident = IncidentFactory(state=State.APPROVED)
    edited = SAVED[name](incident)

    record.save(record=edited, by=person)

    stored = models.Incident.objects.get(pk=incident.pk)
    assert (stored.updated_by, stored.version, stored.state) == (person, 2, State.DRAFT)


@pytest.mark.parametrize("name", OWNERS)
def test_so_does_saving_a_citation(person: User, source: models.SourceMedia, name: str) -> None:
    incident = IncidentFactory(state=State.APPROVED)
    owner = OWNERS[name](incident)
    supports = Supports.WHAT if name == "incident" else ""

    made = cite(owner=owner, source=source, quote="Un", by=person, supports=supports)

    stored = models.Incident.objects.get(pk=incident.pk)
    assert (stored.updated_by, stored.version, stored.state) == (person, 2, State.DRAFT)
    assert set(incidents_showing(made)) == set(incidents_showing(owner))


@pytest.mark.parametrize("name", OWNERS)
def test_so_does_saying_who_speaks_in_a_source_it_cites(
    person: User, source: models.SourceMedia, name: str
) -> None:
    incident = IncidentFactory()
    supports = Supports.WHAT if name == "incident" else ""
    author = UserFactory(roles=["reporter"])
    cite(owner=OWNERS[name](incident), source=source, quote="Un", by=author, supports=supports)
    before = document(models.Incident.objects.get(pk=incident.pk))

    assign_speaker(
        transcript=source.transcripts.get(), label="Une voix", positions=[(0, 0)], by=person
    )

    assert incident.pk in edited_by(person)
    assert document(models.Incident.objects.get(pk=incident.pk)) != before


def test_a_transcript_that_nothing_cites_edits_nothing(
    person: User, source: models.SourceMedia
) -> None:
    ClaimFactory()

    assign_speaker(
        transcript=source.transcripts.get(), label="Une voix", positions=[(0, 0)], by=person
    )

    assert edited_by(person) == set()


def test_what_shows_nothing_of_it_stays_as_it_is(
    person: User, source: models.SourceMedia, elsewhere: models.Incident
) -> None:
    for make in SAVED.values():
        record.save(record=make(IncidentFactory()), by=person)

    stored = models.Incident.objects.get(pk=elsewhere.pk)
    assert (stored.version, stored.state) == (1, State.APPROVED)


def test_an_answered_incident_is_edited_and_its_answer_does_not_edit_the_answer(
    person: User,
) -> None:
    """Down the chain only: a claim is not shown where its answers were recorded."""
    accusation = ClaimFactory()
    denial = ClaimAnswerFactory(claim=accusation).answer

    record.save(record=accusation, by=person)

    assert edited_by(person) == {accusation.incidents.get().pk}
    assert denial.incidents.get().pk not in edited_by(person)


def test_an_answer_to_an_answer_edits_the_first_incident(person: User) -> None:
    """Its document shows the answer as soon as it is recorded."""
    accusation = ClaimFactory()
    denial = ClaimAnswerFactory(claim=accusation).answer
    retort = ClaimFactory()

    claim.answer(answer=retort, to=denial, kind=AnswerKind.COUNTERS, by=person)

    first = accusation.incidents.get()
    assert retort.public_id in {shown["id"] for shown in document(first)["claims"]}
    assert edited_by(person) == {c.incidents.get().pk for c in (accusation, denial, retort)}


def test_a_step_of_a_procedure_edits_each_of_its_incidents(person: User) -> None:
    incidents = [IncidentFactory(), IncidentFactory()]
    pursuit = ProcedureFactory(incidents=incidents)

    procedure.add_event(
        procedure=pursuit, kind=EventKind.CONSIDERED, by=person, fact_date=FactDate.unknown()
    )

    assert edited_by(person) == {incident.pk for incident in incidents}


def test_a_register_that_is_renamed_edits_no_incident(person: User) -> None:
    involved = InvolvementFactory()
    source = SourceMediaFactory()
    cite(owner=involved, source=source, by=UserFactory(roles=["reporter"]))

    record.save(record=involved.actor, by=person)
    record.save(record=source, by=person)

    assert edited_by(person) == set()
