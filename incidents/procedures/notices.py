"""How long a platform took: from the notice to its receipt, and to its decision. Pure.

Source: Regulation (EU) 2022/2065, art. 16(4) (receipt without undue delay) and 16(5) (decision
without undue delay): the law gives no number of days, so that the days are told, not judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from incidents.procedures.events import Event, EventKind

K = EventKind

ANSWERS = frozenset({K.DECISION, K.NO_ACTION})


@dataclass(frozen=True)
class Timing:
    """The days of one notice; None where it did not happen or its day is not known exactly."""

    sent_on: date | None = None
    received_on: date | None = None
    decided_on: date | None = None

    @property
    def days_to_receipt(self) -> int | None:
        """Whole days from sending to receipt."""
        return _days(self.sent_on, self.received_on)

    @property
    def days_to_decision(self) -> int | None:
        """Whole days from sending to the decision, "no action" included."""
        return _days(self.sent_on, self.decided_on)


def timing(events: Sequence[Event]) -> Timing:
    """The first sending, and the first receipt and decision after it."""
    sent = received = decided = None
    for event in events:
        if event.kind is K.SENT:
            sent = sent or event
        elif sent is not None and event.kind is K.RECEIPT:
            received = received or event
        elif sent is not None and event.kind in ANSWERS:
            decided = decided or event
    return Timing(_exact(sent), _exact(received), _exact(decided))


def _exact(event: Event | None) -> date | None:
    if event is None or event.on.earliest != event.on.latest:
        return None
    return event.on.earliest


def _days(first: date | None, last: date | None) -> int | None:
    return None if first is None or last is None else (last - first).days
