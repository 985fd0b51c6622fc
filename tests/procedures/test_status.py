"""Where a procedure stands after its events, for each person, and since when."""

from datetime import date, timedelta

import pytest

from incidents.codes import LegalStatus, Track
from incidents.procedures import (
    AWAITS_REVIEW,
    NEEDS_NO_SOURCE,
    STATUS_AFTER,
    Event,
    EventKind,
    has_others,
    is_overdue,
    kinds_of,
    overall,
    standings,
    status_of,
)
from tests.procedures.events import event, events


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", LegalStatus.NONE),
        ("considered", LegalStatus.CONSIDERED),
        ("drafted", LegalStatus.CONSIDERED),
        ("considered announced", LegalStatus.ANNOUNCED),
        ("announced abandoned", LegalStatus.CLOSED_WITHOUT_ACTION),
        ("complaint_against_x", LegalStatus.FILED),
        ("summons", LegalStatus.FILED),
        ("challenge_filed", LegalStatus.FILED),
        ("referral", LegalStatus.FILED),
        ("drafted sent", LegalStatus.FILED),
        ("referral receipt", LegalStatus.IN_PROGRESS),
        ("complaint investigation", LegalStatus.IN_PROGRESS),
        ("complaint closed_without_action", LegalStatus.CLOSED_WITHOUT_ACTION),
        ("complaint closed_without_action reopened", LegalStatus.IN_PROGRESS),
        ("summons hearing order", LegalStatus.DECIDED),
        ("summons hearing order appeal", LegalStatus.IN_PROGRESS),
        ("direct_summons hearing convicted", LegalStatus.DECIDED),
        ("referral inquiry closed", LegalStatus.CLOSED_WITHOUT_ACTION),
        ("sent no_reply", LegalStatus.CLOSED_WITHOUT_ACTION),
        ("sent decision", LegalStatus.DECIDED),
        ("complaint time_barred", LegalStatus.CLOSED_WITHOUT_ACTION),
    ],
)
def test_status_after(text: str, status: LegalStatus) -> None:
    assert status_of(events(text)) is status


@pytest.mark.parametrize("passing", ["complaint_withdrawn", "joined"])
@pytest.mark.parametrize("text", ["complaint investigation", "announced", "direct_summons hearing"])
def test_status_does_not_move_with_a_withdrawn_complaint(text: str, passing: str) -> None:
    assert status_of(events(f"{text} {passing}")) is status_of(events(text))


@pytest.mark.parametrize("track", Track)
def test_no_event_leaves_a_procedure_without_a_status(track: Track) -> None:
    computed = {LegalStatus.NONE, LegalStatus.NOTHING_FOLLOWED}

    assert [kind for kind in kinds_of(track) if status_of([Event(kind)]) in computed] == []


@pytest.mark.parametrize("status", LegalStatus)
def test_only_words_are_awaited_at_the_review_date(status: LegalStatus) -> None:
    today = date(2026, 11, 22)

    assert is_overdue(status, today, today) is (status.value in {"considered", "announced"})


@pytest.mark.parametrize(("days", "overdue"), [(-1, True), (0, True), (1, False)])
def test_a_review_is_due_from_its_day_on(days: int, overdue: bool) -> None:
    today = date(2026, 11, 22)

    assert is_overdue(LegalStatus.ANNOUNCED, today + timedelta(days=days), today) is overdue


def test_without_a_review_date_nothing_is_overdue() -> None:
    assert not is_overdue(LegalStatus.ANNOUNCED, None, date.max)


def test_only_words_and_drafts_need_no_source() -> None:
    assert {kind.value for kind in NEEDS_NO_SOURCE} == {"considered", "drafted"}
    assert {status.value for status in AWAITS_REVIEW} == {"considered", "announced"}


def statuses(steps: list[Event]) -> dict[str | None, LegalStatus]:
    return {standing.respondent: standing.status for standing in standings(steps)}


def test_each_respondent_has_a_status_and_the_most_open_one_counts() -> None:
    opened = Event(EventKind.JUDICIAL_INVESTIGATION)
    charged, cleared = Event(EventKind.FORMAL_INVESTIGATION, "a"), Event(EventKind.NO_CASE, "b")

    assert statuses([opened]) == {None: LegalStatus.IN_PROGRESS}
    assert statuses([opened, charged, cleared]) == {
        "a": LegalStatus.IN_PROGRESS,
        "b": LegalStatus.DECIDED,
    }
    assert overall([opened, charged, cleared]).status is LegalStatus.IN_PROGRESS
    assert overall([]).status is LegalStatus.NONE


def test_an_event_that_names_nobody_concerns_everybody() -> None:
    steps = [Event(EventKind.FORMAL_INVESTIGATION, "a"), Event(EventKind.COMMITTED_FOR_TRIAL)]

    assert statuses([*steps, Event(EventKind.CONVICTED)]) == {"a": LegalStatus.DECIDED}


def test_the_procedure_is_decided_when_it_is_for_everybody() -> None:
    way = [
        Event(EventKind.CONVICTED, "first"),
        Event(EventKind.CLOSED_WITHOUT_ACTION, "second"),
    ]

    assert overall(way).status is LegalStatus.DECIDED


def test_it_is_not_over_while_somebody_whom_no_event_names_is_investigated() -> None:
    way = [Event(EventKind.JUDICIAL_INVESTIGATION), Event(EventKind.NO_CASE, "a")]

    found = standings(way, others=True)

    assert [standing.respondent for standing in found] == ["a", None]
    assert overall(way, others=True) == found[1]
    assert found[1].status is LegalStatus.IN_PROGRESS
    assert overall(way).status is LegalStatus.DECIDED


@pytest.mark.parametrize("text", ["", "complaint investigation"])
def test_others_than_nobody_are_everybody(text: str) -> None:
    assert standings(events(text), others=True) == standings(events(text))


def test_of_others_nothing_is_told_where_every_event_names_somebody() -> None:
    assert statuses([Event(EventKind.NO_CASE, "a")]) == {"a": LegalStatus.DECIDED}
    (only,) = standings([Event(EventKind.NO_CASE, "a")], others=True)
    assert only.respondent == "a"


@pytest.mark.parametrize(
    ("against", "against_x", "others"),
    [(["a"], False, False), (["a", "b"], False, True), (["a"], True, True), ([], False, False)],
)
def test_there_are_others_where_a_respondent_is_not_named(
    against: list[str], against_x: bool, others: bool
) -> None:
    way = [Event(EventKind.JUDICIAL_INVESTIGATION), Event(EventKind.NO_CASE, "a")]

    assert has_others(way, against, against_x=against_x) is others


def test_every_kind_of_event_brings_a_status() -> None:
    assert set(STATUS_AFTER) == set(EventKind)


def test_since_when_is_the_event_that_brought_the_status() -> None:
    way = [
        event("complaint", "2026-01-05"),
        event("investigation", "2026-02-10"),
        event("judicial_investigation", "2026-03-15"),
        event("complaint_withdrawn", "2026-04-20"),
    ]

    standing = overall(way)

    assert standing.status is LegalStatus.IN_PROGRESS
    assert standing.since.earliest == date(2026, 2, 10)


def test_a_status_that_came_back_counts_from_its_return() -> None:
    way = [
        event("summons", "2026-01-05"),
        event("hearing", "2026-02-10"),
        event("judgment", "2026-03-15"),
        event("appeal", "2026-04-20"),
    ]

    assert overall(way).since.earliest == date(2026, 4, 20)


def test_of_two_who_are_equally_open_the_longer_counts() -> None:
    way = [
        event("formal_investigation", "2026-05-01", "second"),
        event("formal_investigation", "2026-03-01", "first"),
    ]

    assert overall(way).respondent == "first"
