"""How long a platform took, where the days are known exactly."""

from datetime import date

from incidents.dates import FactDate
from incidents.procedures import Event, EventKind, timing
from tests.procedures.events import event, events


def test_days_from_the_notice_to_receipt_and_decision() -> None:
    found = timing(
        [
            event("drafted", "2026-03-01"),
            event("sent", "2026-03-02"),
            event("receipt", "2026-03-02"),
            event("decision", "2026-03-12"),
        ]
    )

    assert (found.days_to_receipt, found.days_to_decision) == (0, 10)


def test_no_action_is_a_decision_and_no_reply_is_none() -> None:
    sent = event("sent", "2026-03-02")

    assert timing([sent, event("no_action", "2026-03-05")]).days_to_decision == 3
    assert timing([sent, event("no_reply", "2026-03-05")]).days_to_decision is None


def test_only_the_first_of_each_counts() -> None:
    way = [
        event("sent", "2026-03-02"),
        event("decision", "2026-03-05"),
        event("sent", "2026-03-20"),
        event("decision", "2026-03-30"),
    ]

    assert timing(way).days_to_decision == 3


def test_what_came_before_the_notice_does_not_count() -> None:
    way = [event("decision", "2026-03-01"), event("sent", "2026-03-02")]

    assert timing(way).decided_on is None


def test_days_that_are_not_known_exactly_are_not_counted() -> None:
    month = Event(EventKind.DECISION, on=FactDate.in_month(2026, 3))

    found = timing([event("sent", "2026-03-02"), month])

    assert (found.sent_on, found.decided_on) == (date(2026, 3, 2), None)
    assert timing(events("sent decision")).days_to_decision is None
