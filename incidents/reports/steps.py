"""What happened in procedures within the period, as far as the days are known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from incidents.codes import LegalStatus
from incidents.procedures import STATUS_AFTER, EventKind
from incidents.reports.follow_up import Followed

Record = dict[str, Any]

ENDS = frozenset({LegalStatus.DECIDED, LegalStatus.CLOSED_WITHOUT_ACTION})
DECIDED = frozenset(kind for kind, status in STATUS_AFTER.items() if status in ENDS)
SAID = frozenset({EventKind.CONSIDERED, EventKind.ANNOUNCED})


@dataclass(frozen=True)
class Step:
    """One event of a procedure."""

    followed: Followed
    event: Record


def steps_within(
    procedures: Iterable[Followed], kinds: frozenset[EventKind], first: date, next_day: date
) -> list[Step]:
    """Events of these kinds, by day, where all days on which each can have been lie in the period.
    One of unknown day is left to the page of its incident."""
    found = [
        Step(each, event)
        for each in procedures
        for event in each.procedure.events
        if event["kind"] in kinds and _lies_within(event["date"], first, next_day)
    ]
    return sorted(found, key=lambda step: str(step.event["date"]["earliest"]))


def _lies_within(found: Record, first: date, next_day: date) -> bool:
    if found["earliest"] is None or found["latest"] is None:
        return False
    return first.isoformat() <= found["earliest"] and found["latest"] < next_day.isoformat()
