"""Where content appeared, made ready to be shown: its events in order, its readings by measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from incidents.appearances import in_order
from incidents.dates import read_day
from incidents.views.cited import Cited, Record, Sources, cited


@dataclass(frozen=True)
class Measured:
    """All readings of one measure; they may contradict one another and are all shown. `headline`
    is the one an editor kept, if any."""

    measure: str
    readings: Sequence[Record]
    conflict: bool
    headline: Record | None


@dataclass(frozen=True)
class Appearance:
    """One place where content was seen."""

    record: Record
    events: Sequence[tuple[Record, Sequence[Cited]]]
    measured: Sequence[Measured]


def appearance(record: Record, sources: Sources) -> Appearance:
    """One appearance, its events in the order that its state follows from."""
    events = in_order(record["events"], _first_day)
    return Appearance(
        record=record,
        events=[(e, cited(e["citations"], sources)) for e in events],
        measured=_measured(record["observations"], sources),
    )


def _first_day(event: Record) -> date | None:
    return read_day(event["date"]["earliest"])


def _measured(observations: Sequence[Record], sources: Sources) -> list[Measured]:
    found = []
    for measure in dict.fromkeys(o["measure"] for o in observations):
        same = [o for o in observations if o["measure"] == measure]
        same.sort(key=lambda o: (o["as_of"] or "", o["value"]))
        readings = [{**o, "cited": cited(o["citations"], sources)} for o in same]
        days = {o["as_of"]: set[int]() for o in same}
        for o in same:
            days[o["as_of"]].add(o["value"])
        conflict = any(len(values) > 1 for values in days.values())
        headline = next((o for o in readings if o["headline"]), None)
        found.append(Measured(measure, readings, conflict, headline))
    return found
