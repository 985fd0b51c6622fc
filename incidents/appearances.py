"""What became of a place where content was seen: derived from its events, never stored. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from incidents.codes import AppearanceEventKind, Availability, Labelling
from incidents.dates import FactDate

K = AppearanceEventKind
E = TypeVar("E")

ALIVE = frozenset({K.SEEN, K.RESTORED})
TELLING = {
    K.SEEN: Availability.UP,
    K.RESTORED: Availability.UP,
    K.REMOVED: Availability.REMOVED,
    K.SUSPENDED: Availability.SUSPENDED,
}
"""What an event says about whether the content is there; a label says nothing about it."""

LABELS = {K.LABELLED: Labelling.LABELLED, K.LABEL_REMOVED: Labelling.LABEL_REMOVED}


@dataclass(frozen=True)
class Seen:
    """One event of an appearance."""

    kind: AppearanceEventKind
    on: FactDate


@dataclass(frozen=True)
class AppearanceState:
    """First and last time it was seen alive (None: never), what is known now, and its label.

    ``label_then_removed``: a label was put on it, and taken off again later.
    """

    first_seen: FactDate | None
    last_seen_alive: FactDate | None
    now: Availability
    label: Labelling
    label_then_removed: bool


def state_of(events: Sequence[Seen]) -> AppearanceState:
    """The state after all events, given in the order in which they were recorded."""
    ordered = in_order(events, lambda event: event.on.earliest)
    alive = [event.on for event in ordered if event.kind in ALIVE]
    dated = [on for on in alive if on.earliest is not None]
    telling = [TELLING[event.kind] for event in ordered if event.kind in TELLING]
    labels = [LABELS[event.kind] for event in ordered if event.kind in LABELS]
    return AppearanceState(
        first_seen=next(iter(dated or alive), None),
        last_seen_alive=next(reversed(dated or alive), None),
        now=telling[-1] if telling else Availability.UNKNOWN,
        label=labels[-1] if labels else Labelling.NONE,
        label_then_removed=labels[-2:] == [Labelling.LABELLED, Labelling.LABEL_REMOVED],
    )


def in_order(events: Iterable[E], first_day: Callable[[E], date | None]) -> list[E]:
    """Events, given as recorded, by the first day on which each can have been. One of unknown day
    keeps its place: after all that was recorded before it."""
    placed, reached = [], date.min
    for event in events:
        day = first_day(event)
        reached = max(reached, day or date.min)
        placed.append((day or reached, event))
    return [event for _day, event in sorted(placed, key=lambda each: each[0])]
