"""What counts among the events of a notice, and how long a platform took."""

from datetime import date

import pytest

from incidents.codes import Precision
from incidents.dates import FactDate
from incidents.procedures import Event, EventKind, Timing, places, timing
from incidents.procedures.notices import Places
from tests.procedures.events import event, events

K = EventKind


def step(kind: EventKind, day: int, until: int = 0) -> Event:
    precision = Precision.BETWEEN if until else Precision.DAY
    last = date(2026, 9, until or day)
    return Event(kind, None, FactDate(date(2026, 9, day), last, precision))


@pytest.mark.parametrize(
    ("kinds", "found"),
    [
        ([], Places()),
        ([K.DRAFTED], Places()),
        ([K.RECEIPT, K.SENT], Places(sent=1)),
        ([K.DRAFTED, K.SENT, K.RECEIPT, K.DECISION], Places(1, 2, 3)),
        ([K.SENT, K.NO_ACTION, K.DECISION], Places(0, None, 1)),
        ([K.SENT, K.SENT, K.RECEIPT, K.RECEIPT], Places(0, 2, None)),
        ([K.SENT, K.NO_REPLY], Places(0, None, None)),
    ],
)
def test_the_first_sending_and_the_first_answers_after_it_count(
    kinds: list[EventKind], found: Places
) -> None:
    assert places(kinds) == found


def test_days_are_counted_from_the_notice() -> None:
    found = timing([step(K.SENT, 1), step(K.RECEIPT, 2), step(K.DECISION, 9)])

    assert (found.days_to_receipt, found.days_to_decision) == (1, 8)


def test_an_answer_of_inexact_day_counts_and_has_no_days() -> None:
    events = [step(K.SENT, 1), step(K.RECEIPT, 2, until=5)]

    assert places([event.kind for event in events]).received == 1
    assert timing(events) == Timing(sent_on=date(2026, 9, 1))


def test_no_action_is_a_decision_and_no_reply_is_none() -> None:
    sent = event("sent", "2026-03-02")

    assert timing([sent, event("no_action", "2026-03-05")]).days_to_decision == 3
    assert timing([sent, event("no_reply", "2026-03-05")]).days_to_decision is None


def test_days_that_are_not_known_exactly_are_not_counted() -> None:
    month = Event(EventKind.DECISION, on=FactDate.in_month(2026, 3))

    found = timing([event("sent", "2026-03-02"), month])

    assert (found.sent_on, found.decided_on) == (date(2026, 3, 2), None)
    assert timing(events("sent decision")).days_to_decision is None
