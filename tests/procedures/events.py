"""Events for tests, written in a line."""

from datetime import date

from incidents.dates import FactDate
from incidents.procedures import Event, EventKind


def events(text: str) -> list[Event]:
    """``complaint hearing``: events of unknown day that concern everybody."""
    return [Event(EventKind(kind)) for kind in text.split()]


def event(kind: str, on: str = "", person: str | None = None) -> Event:
    """One event; ``on`` is a day in ISO form, or nothing."""
    day = FactDate.on(date.fromisoformat(on)) if on else FactDate.unknown()
    return Event(EventKind(kind), person, day)
