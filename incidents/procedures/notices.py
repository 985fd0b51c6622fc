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


@dataclass(frozen=True)
class Places:
    """Which events of a notice count: its first sending, and the first receipt and decision after
    that; None where there is none. That an answer came is known even where its day is not."""

    sent: int | None = None
    received: int | None = None
    decided: int | None = None


def places(kinds: Sequence[EventKind]) -> Places:
    """The places, counted from 0, of what counts among the events of a notice."""
    sent = received = decided = None
    for place, kind in enumerate(kinds):
        if kind is K.SENT and sent is None:
            sent = place
        elif kind is K.RECEIPT and sent is not None and received is None:
            received = place
        elif kind in ANSWERS and sent is not None and decided is None:
            decided = place
    return Places(sent, received, decided)


def timing(events: Sequence[Event]) -> Timing:
    """The days of what counts, each where it is known exactly."""
    found = places([event.kind for event in events])
    return Timing(
        *(
            None if place is None else _exact(events[place])
            for place in (found.sent, found.received, found.decided)
        )
    )


def _exact(event: Event) -> date | None:
    return event.on.earliest if event.on.earliest == event.on.latest else None


def _days(first: date | None, last: date | None) -> int | None:
    return None if first is None or last is None else (last - first).days
