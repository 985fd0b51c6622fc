"""The standing of procedures in SQL is that of the pure layer, whatever happened in them."""

from datetime import date
from typing import Any

import pytest
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from incidents.codes import Track
from incidents.models import Actor, Incident, Procedure
from incidents.procedures import CLOCKS, EventKind, deadlines, follow_ups, overall
from tests import factories as make

DAYS = some.none() | some.dates(date(2024, 1, 1), date(2026, 12, 31))
STEPS = some.lists(
    some.tuples(some.sampled_from(EventKind), some.sampled_from([None, 0, 1]), DAYS, DAYS),
    max_size=8,
)
BASES = sorted({basis for clock in CLOCKS for basis in clock.bases})


@pytest.fixture
def people(db: None) -> list[Any]:
    return [make.ActorFactory(kind="person") for _each in range(2)]


@given(
    track=some.sampled_from(Track),
    steps=STEPS,
    bases=some.sets(some.sampled_from(BASES)),
    facts=DAYS,
    review=DAYS,
    today=some.dates(date(2024, 1, 1), date(2027, 12, 31)),
    merged=some.booleans(),
)
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_sql_and_python_say_the_same(
    people: list[Any],
    track: Track,
    steps: list[Any],
    bases: set[str],
    facts: date | None,
    review: date | None,
    today: date,
    merged: bool,
) -> None:
    Actor.objects.filter(pk=people[1].pk).update(merged_into=people[0] if merged else None)
    on = {"earliest": facts, "latest": facts, "precision": "day"} if facts else {}
    incident = make.IncidentFactory(**on)
    procedure = make.ProcedureFactory(track=track, incidents=[incident], review_on=review)
    for code in bases:
        known = make.models.LegalBasis.objects.filter(code=code).first()
        procedure.bases.add(known or make.LegalBasisFactory(code=code))
    for kind, person, one, other in steps:
        record(procedure, kind, None if person is None else people[person], one, other)

    found: Any = Procedure.objects.with_standing().get(pk=procedure.pk)

    way = procedure.steps()
    terms = deadlines(track, way, bases=bases, facts_until=facts)
    assert (found.status or "none") == overall(way).status.value
    assert found.since == overall(way).since.earliest
    assert found.deadline_on == min((term.on for term in terms), default=None)
    tasks = follow_ups(track, way, review_on=review, bases=bases, facts_until=facts)
    listed = Procedure.objects.to_follow_up(today).filter(pk=procedure.pk)
    assert listed.exists() == any(task.is_listed(today) for task in tasks)
    within = Incident.objects.filter(procedures__in=Procedure.objects.to_follow_up(today))
    assert within.filter(pk=incident.pk).exists() == listed.exists()


def test_what_was_superseded_does_not_count(db: None) -> None:
    procedure = make.ProcedureFactory(track=Track.PENAL)
    wrong = make.ProcedureEventFactory(procedure=procedure, kind=EventKind.CONVICTED)
    make.ProcedureEventFactory(procedure=procedure, order=1, kind="complaint", supersedes=wrong)

    found: Any = Procedure.objects.with_standing().get(pk=procedure.pk)
    assert found.status == "filed"


def test_two_who_were_merged_are_one_person(db: None) -> None:
    procedure = make.ProcedureFactory(track=Track.PENAL)
    kept, lost = (make.ActorFactory(kind="person") for _each in range(2))
    for order, (kind, person) in enumerate([("formal_investigation", lost), ("no_case", kept)]):
        make.ProcedureEventFactory(procedure=procedure, order=order, kind=kind, respondent=person)
    Actor.objects.filter(pk=lost.pk).update(merged_into=kept)

    found: Any = Procedure.objects.with_standing().get(pk=procedure.pk)
    assert found.status == overall(procedure.steps()).status.value == "decided"


def test_lists_ask_once_for_all(db: None, django_assert_num_queries: Any) -> None:
    for _each in range(3):
        make.ProcedureEventFactory()

    with django_assert_num_queries(1):
        rows: QuerySet[Any] = Procedure.objects.with_standing()
        assert len(rows.filter(status="considered")) == 3


def record(procedure: Any, kind: EventKind, person: Any, one: Any, other: Any) -> None:
    days = sorted(day for day in (one, other) if day)
    dated = {"precision": "between"} if len(days) == 2 and days[0] != days[1] else {}
    if days:
        dated |= {"earliest": days[0], "latest": days[-1]}
        dated.setdefault("precision", "day")
    make.ProcedureEventFactory(procedure=procedure, kind=kind, respondent=person, **dated)
