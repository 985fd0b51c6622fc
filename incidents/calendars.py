"""The calendar of an election, as its public document has it: steps, silence periods, phases. Pure.

A silence period is of one round and one territory; those that touch one another are one period
here, so that every moment lies in exactly one phase.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import Any


class StepKind(StrEnum):
    """What a day of the calendar is."""

    LISTS_FROM = "lists_from"
    LISTS_TO = "lists_to"
    SILENCE_FROM = "silence_from"
    SILENCE_TO = "silence_to"
    VOTE = "vote"


@dataclass(frozen=True)
class Step:
    """One step of a round. ``at`` is the moment of a silence period's end, else None."""

    kind: StepKind
    on: date
    at: datetime | None
    round: int
    territory: str


@dataclass(frozen=True)
class Phase:
    """A stretch of time from one moment to the next, both None at the open ends; ``rounds`` are
    those whose silence it is, empty outside silence periods."""

    start: datetime | None
    end: datetime | None
    rounds: tuple[int, ...] = ()

    @property
    def is_silence(self) -> bool:
        """Whether it is a silence period."""
        return bool(self.rounds)

    def holds(self, at: datetime) -> bool:
        """Whether a moment lies in it: its start does, its end does not."""
        return (self.start is None or self.start <= at) and (self.end is None or at < self.end)


def steps(election: Mapping[str, Any], zone: tzinfo) -> list[Step]:
    """Every step in the order of time; ``zone`` is the one in which a moment has its day."""
    found = [step for each in election.get("rounds", ()) for step in _steps(each, zone)]
    return sorted(found, key=lambda step: (step.on, _clock(step, zone), step.round, step.territory))


def _steps(each: Mapping[str, Any], zone: tzinfo) -> Iterable[Step]:
    place = (each["number"], each["territory"])
    for kind in (StepKind.LISTS_FROM, StepKind.LISTS_TO):
        if day := each.get(kind):
            yield Step(kind, date.fromisoformat(day), None, *place)
    for kind in (StepKind.SILENCE_FROM, StepKind.SILENCE_TO):
        if moment := each.get(kind):
            at = datetime.fromisoformat(moment)
            yield Step(kind, at.astimezone(zone).date(), at, *place)
    yield Step(StepKind.VOTE, date.fromisoformat(each["on"]), None, *place)


def _clock(step: Step, zone: tzinfo) -> str:
    """Within a day: what has no hour comes first, but a vote is over when its silence ends."""
    return step.at.astimezone(zone).strftime("%H:%M") if step.at else ""


def phases(election: Mapping[str, Any]) -> list[Phase]:
    """Before, during, between and after the silence periods, in the order of time; none where no
    silence period is recorded."""
    silences = _merged(_silences(election.get("rounds", ())))
    if not silences:
        return []
    found, start = [], None
    for silence in silences:
        found += [Phase(start, silence.start), silence]
        start = silence.end
    return [*found, Phase(start, None)]


def _silences(rounds: Iterable[Mapping[str, Any]]) -> Iterable[Phase]:
    for each in rounds:
        start, end = each.get("silence_from"), each.get("silence_to")
        if start and end:
            yield Phase(
                datetime.fromisoformat(start), datetime.fromisoformat(end), (each["number"],)
            )


def _merged(silences: Iterable[Phase]) -> Sequence[Phase]:
    found: list[Phase] = []
    for each in sorted(silences, key=lambda phase: (str(phase.start), str(phase.end))):
        last = found[-1] if found else None
        if last and last.end and each.start and each.end and each.start <= last.end:
            rounds = tuple(sorted({*last.rounds, *each.rounds}))
            found[-1] = Phase(last.start, max(last.end, each.end), rounds)
        else:
            found.append(each)
    return found
