"""What has to be looked at again, and on which days it is on the list."""

from datetime import date, timedelta

import pytest

from incidents.codes import ClockNature, FollowUpKind, Track
from incidents.procedures import FollowUp, follow_ups
from tests.procedures.events import event, events

DAY = timedelta(days=1)


def only(found: list[FollowUp]) -> FollowUp:
    (item,) = found
    return item


def test_an_announcement_is_listed_from_its_review_date_on() -> None:
    review = date(2026, 6, 1)

    item = only(follow_ups(Track.PENAL, [event("announced", "2026-03-10")], review_on=review))

    assert item.kind is FollowUpKind.NOTHING_FOLLOWED
    assert (item.since, item.due_on) == (date(2026, 3, 10), review)
    assert [item.is_listed(review - DAY), item.is_listed(review)] == [False, True]
    assert item.is_listed(date.max)
    assert [item.is_overdue(review - DAY), item.is_overdue(review)] == [False, True]


@pytest.mark.parametrize("text", ["announced complaint", "considered abandoned", ""])
def test_what_followed_or_was_given_up_is_not_awaited(text: str) -> None:
    assert follow_ups(Track.REGULATOR, events(text), review_on=date(2026, 6, 1)) == []


def test_without_a_review_date_nothing_can_be_due() -> None:
    assert follow_ups(Track.PENAL, events("announced")) == []


def test_a_formal_investigation_demands_its_outcome_for_each_person() -> None:
    way = [
        event("judicial_investigation", "2026-01-01"),
        event("formal_investigation", "2026-02-01", "first"),
        event("formal_investigation", "2026-03-01", "second"),
        event("no_case", "2026-04-01", "second"),
    ]

    found = follow_ups(Track.PENAL, way)

    item = only([each for each in found if each.kind is FollowUpKind.NO_OUTCOME])
    assert item.respondent == "first"
    assert item.since == date(2026, 2, 1)
    assert item.is_listed(date(2026, 2, 1))
    assert not item.is_listed(date(2026, 1, 31))
    assert not item.is_overdue(date.max)


@pytest.mark.parametrize(
    "outcome", ["no_case", "assisted_witness", "committed_for_trial", "time_barred", "convicted"]
)
def test_the_outcome_takes_it_off_the_list(outcome: str) -> None:
    way = [event("formal_investigation", person="one"), event(outcome, person="one")]

    kinds = [item.kind for item in follow_ups(Track.PENAL, way)]

    assert FollowUpKind.NO_OUTCOME not in kinds


def test_a_hearing_is_no_outcome_yet() -> None:
    way = [event("formal_investigation", person="one"), event("hearing", person="one")]

    assert only(follow_ups(Track.PENAL, way)).kind is FollowUpKind.NO_OUTCOME


def test_one_who_is_placed_under_it_again_is_listed_again() -> None:
    way = events("formal_investigation assisted_witness formal_investigation")

    assert only(follow_ups(Track.PENAL, way)).kind is FollowUpKind.NO_OUTCOME


def test_a_remedy_is_listed_in_its_last_week_only() -> None:
    item = only(follow_ups(Track.MERITS, [event("judgment", "2026-03-10")]))
    last = date(2026, 4, 10)

    assert (item.kind, item.nature, item.due_on) == (
        FollowUpKind.CLOCK,
        ClockNature.OPEN_UNTIL,
        last,
    )
    days = (last - 8 * DAY, last - 7 * DAY, last, last + DAY)
    assert [item.is_listed(day) for day in days] == [False, True, True, False]
    assert not item.is_overdue(last + DAY)


def test_a_duty_that_is_late_stays_and_is_overdue() -> None:
    item = only(follow_ups(Track.PLATFORM, [event("out_of_court", "2026-03-10")]))
    last = date(2026, 6, 8)

    assert (item.nature, item.due_on) == (ClockNature.DUE, last)
    assert [item.is_overdue(last), item.is_overdue(last + DAY)] == [False, True]
    assert item.is_listed(last + 100 * DAY)


def test_what_becomes_possible_is_no_task() -> None:
    assert follow_ups(Track.PENAL, [event("complaint", "2026-03-10")]) == []


def test_an_item_of_unknown_beginning_is_always_listed() -> None:
    item = only(follow_ups(Track.PENAL, events("formal_investigation")))

    assert item.is_listed(date.min)
