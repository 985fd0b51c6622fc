"""The standing of procedures in SQL is that of the pure layer, whatever happened in them."""

from datetime import date
from typing import Any

import pytest
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from incidents.codes import Track
from incidents.models import Actor, Incident, Procedure
from incidents.models.follow_up import FollowUpDue
from incidents.models.standing import late_on, running_out, standing_in, to_review
from incidents.procedures import CLOCKS, EventKind, deadlines, follow_ups, kinds_of, overall
from tests import factories as make

DAYS = some.none() | some.dates(date(2024, 1, 1), date(2026, 12, 31))


def ways(track: Track) -> Any:
    """A track and what happened on it, in its table or outside: kind, person, days."""
    kinds = some.sampled_from(kinds_of(track)) | some.sampled_from(EventKind)
    step = some.tuples(kinds, some.sampled_from([None, 0, 1]), DAYS, DAYS)
    return some.tuples(some.just(track), some.lists(step, max_size=8))


BASES = sorted({basis for clock in CLOCKS for basis in clock.bases | clock.except_bases})


@pytest.fixture
def people(db: None) -> list[Any]:
    return [make.ActorFactory(kind="person") for _each in range(3)]


@given(
    way=some.sampled_from(Track).flatmap(ways),
    bases=some.sets(some.sampled_from(BASES)),
    facts=some.tuples(DAYS, DAYS),
    review=DAYS,
    today=some.dates(date(2024, 1, 1), date(2027, 12, 31)),
    merged=some.booleans(),
    against=some.sets(some.sampled_from([0, 1, 2])),
    against_x=some.booleans(),
)
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_sql_and_python_say_the_same(
    people: list[Any],
    way: tuple[Track, list[Any]],
    bases: set[str],
    facts: tuple[date | None, date | None],
    review: date | None,
    today: date,
    merged: bool,
    against: set[int],
    against_x: bool,
) -> None:
    Actor.objects.filter(pk=people[1].pk).update(merged_into=people[0] if merged else None)
    track, steps = way
    incident = make.IncidentFactory(**dated(*facts))
    procedure = make.ProcedureFactory(track=track, incidents=[incident], review_on=review)
    procedure.against_x = against_x
    procedure.save()
    procedure.respondents.set([people[each] for each in against])
    for code in bases:
        known = make.models.LegalBasis.objects.filter(code=code).first()
        procedure.bases.add(known or make.LegalBasisFactory(code=code))
    for kind, person, one, other in steps:
        record(procedure, kind, None if person is None else people[person], one, other)

    found: Any = Procedure.objects.with_standing().get(pk=procedure.pk)

    taken = procedure.steps()
    others = procedure.has_others(taken)
    whole = overall(taken, others=others)
    asked: Any = {"bases": bases, "facts_from": incident.earliest, "others": others}
    terms = deadlines(track, taken, **asked)
    assert (found.status or "none") == whole.status.value
    assert found.since == whole.since.earliest
    assert found.deadline_on == min((term.on for term in terms), default=None)
    tasks = follow_ups(track, taken, review_on=review, **asked)
    listed = Procedure.objects.to_follow_up(today).filter(pk=procedure.pk)
    is_listed = any(task.is_listed(today) for task in tasks)
    assert listed.exists() == is_listed
    first = Procedure.objects.first_to_follow_up(today, 10**6)
    assert (procedure.pk in {row.pk for row in first}) == is_listed
    assert (procedure.pk in only(FollowUpDue(today))) == is_listed
    assert (procedure.pk in only(standing_in(whole.status))) == bool(taken)
    reviewed = any(task.is_overdue(today) for task in tasks if task.clock is None)
    assert (procedure.pk in only(to_review(today))) == reviewed
    late = any(task.is_overdue(today) for task in tasks if task.clock is not None)
    assert (procedure.pk in only(late_on(today))) == late
    soon = any(term.on == found.deadline_on == today for term in terms)
    assert (procedure.pk in only(running_out(today, today))) == soon
    within = Incident.objects.filter(procedures__in=Procedure.objects.to_follow_up(today))
    assert within.filter(pk=incident.pk).exists() == listed.exists()


def only(condition: Any) -> set[int]:
    return set(Procedure.objects.filter(condition).values_list("pk", flat=True))


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


@pytest.mark.parametrize("against_x", [True, False])
def test_it_is_not_decided_while_somebody_else_is_investigated(db: None, against_x: bool) -> None:
    cleared, other = (make.ActorFactory(kind="person") for _each in range(2))
    procedure = make.ProcedureFactory(track=Track.PENAL, against_x=against_x)
    procedure.respondents.set([cleared] if against_x else [cleared, other])
    for order, (kind, person) in enumerate(
        [("judicial_investigation", None), ("no_case", cleared)]
    ):
        make.ProcedureEventFactory(procedure=procedure, order=order, kind=kind, respondent=person)

    found: Any = Procedure.objects.with_standing().get(pk=procedure.pk)
    assert found.status == "in_progress"


def test_lists_ask_once_for_all(db: None, django_assert_num_queries: Any) -> None:
    for _each in range(3):
        make.ProcedureEventFactory()

    with django_assert_num_queries(1):
        rows: QuerySet[Any] = Procedure.objects.with_standing()
        assert len(rows.filter(status="considered")) == 3


def record(procedure: Any, kind: EventKind, person: Any, one: Any, other: Any) -> None:
    days = dated(one, other)
    make.ProcedureEventFactory(procedure=procedure, kind=kind, respondent=person, **days)


def dated(one: date | None, other: date | None) -> dict[str, Any]:
    """One day, one of several, or unknown."""
    days = sorted(day for day in (one, other) if day)
    if not days:
        return {}
    precision = "day" if days[0] == days[-1] else "between"
    return {"earliest": days[0], "latest": days[-1], "precision": precision}
