"""What became of a place where content was seen: derived from its events, never stored. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from incidents.codes import AppearanceEventKind, Availability, Labelling
from incidents.dates import FactDate

K = AppearanceEventKind

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
    """The state after all events, whatever the order in which they were recorded."""
    ordered = in_order(events)
    alive = [event.on for event in ordered if event.kind in ALIVE]
    dated = [on for on in alive if on.earliest is not None]
    telling = [TELLING[event.kind] for event in ordered if event.kind in TELLING]
    labels = [LABELS[event.kind] for event in ordered if event.kind in LABELS]
    return AppearanceState(
        first_seen=next(iter(dated or alive), None),
        last_seen_alive=alive[-1] if alive else None,
        now=telling[-1] if telling else Availability.UNKNOWN,
        label=labels[-1] if labels else Labelling.NONE,
        label_then_removed=labels[-2:] == [Labelling.LABELLED, Labelling.LABEL_REMOVED],
    )


def in_order(events: Sequence[Seen]) -> list[Seen]:
    """By the first day on which each can have been; those of unknown day first, as recorded."""
    return sorted(events, key=lambda event: event.on.earliest or date.min)
