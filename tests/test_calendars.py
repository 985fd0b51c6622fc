"""Calendars of elections: steps in order, silence periods, phases."""

import itertools
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from incidents.calendars import Phase, StepKind, phases, steps

PARIS = ZoneInfo("Europe/Paris")


def round_(number: int, on: str, **periods: str) -> dict[str, Any]:
    return {"number": number, "on": on, "territory": "Val-Clair", **periods}


def silence(number: int, day: str, start: str, end: str) -> dict[str, Any]:
    return round_(number, day, silence_from=start, silence_to=end)


FIRST = silence(1, "2026-06-14", "2026-06-12T22:00:00+00:00", "2026-06-14T18:00:00+00:00")
SECOND = silence(2, "2026-06-21", "2026-06-19T22:00:00+00:00", "2026-06-21T18:00:00+00:00")


def test_steps_are_in_the_order_of_time_and_a_silence_begins_on_its_day_in_paris() -> None:
    election = {"rounds": [FIRST | {"lists_from": "2026-04-20", "lists_to": "2026-05-07"}]}

    found = [(step.kind, f"{step.on}") for step in steps(election, PARIS)]

    assert found == [
        (StepKind.LISTS_FROM, "2026-04-20"),
        (StepKind.LISTS_TO, "2026-05-07"),
        (StepKind.SILENCE_FROM, "2026-06-13"),
        (StepKind.VOTE, "2026-06-14"),
        (StepKind.SILENCE_TO, "2026-06-14"),
    ]


def test_a_round_of_an_earlier_document_has_its_vote_and_no_more() -> None:
    election = {"rounds": [{"number": 1, "on": "2026-06-14", "territory": ""}]}

    assert [step.kind for step in steps(election, PARIS)] == [StepKind.VOTE]
    assert phases(election) == []
    assert steps({}, PARIS) == []


def test_phases_follow_one_another_without_a_gap() -> None:
    found = phases({"rounds": [SECOND, FIRST]})

    assert [phase.rounds for phase in found] == [(), (1,), (), (2,), ()]
    assert all(one.end == two.start for one, two in itertools.pairwise(found))
    assert (found[0].start, found[-1].end) == (None, None)


def test_silence_periods_that_meet_are_one() -> None:
    other = silence(2, "2026-06-15", "2026-06-14T18:00:00+00:00", "2026-06-15T18:00:00+00:00")

    found = phases({"rounds": [FIRST, other]})

    assert [phase.rounds for phase in found] == [(), (1, 2), ()]


@pytest.mark.parametrize(("hour", "place"), [(21, 0), (22, 1)])
def test_every_moment_lies_in_one_phase(hour: int, place: int) -> None:
    found = phases({"rounds": [FIRST, SECOND]})
    at = datetime(2026, 6, 12, hour, tzinfo=UTC)

    assert [number for number, phase in enumerate(found) if phase.holds(at)] == [place]


def test_without_ends_it_holds_everything() -> None:
    assert Phase(None, None).holds(datetime(2026, 1, 1, tzinfo=UTC))
