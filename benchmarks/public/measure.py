"""Asks all targets the same in turn, so that a noisy spell of the machine meets each of them.

Each question: first every target is warmed; then in each round every target of every size has its
slice of time. Before a round the machine is waited for. Everything ends: by number, by time, and
for one answer by patience (`targets`).
"""

import os
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice

from benchmarks.public.questions import Question
from benchmarks.public.targets import Request, Target

ROUNDS = 5
SLICE = 1.5  # seconds
MOST = 60  # requests of a slice
WARM_UP, WARM_UP_WITHIN = 8, 10.0  # requests at least; seconds at most, the last one aside
SLOW = 5_000.0  # milliseconds; what takes longer is asked twice more and no oftener
QUIET, QUIET_WITHIN = 0.85, 45.0  # idle share of the processors; seconds
Key = tuple[str, int]
"""A target's name and its number of incidents."""


@dataclass
class Measured:
    """What one target took for one question."""

    question: str
    target: str
    incidents: int
    times: list[float] = field(default_factory=list)
    size: int = 0
    problem: str = ""

    @property
    def median(self) -> float:
        """Milliseconds."""
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        """The time within which 95 in 100 were answered."""
        return sorted(self.times)[-(-len(self.times) * 95 // 100) - 1]


@dataclass(frozen=True)
class Noise:
    """How busy the machine was for one question: its load, and rounds that found it idle."""

    load: float
    quiet: int
    rounds: int


@dataclass
class Asked:
    """One target of one size during a question."""

    target: Target
    requests: Sequence[Request]
    measured: Measured
    place: int = 0

    def warm(self) -> None:
        """Ask everything over connections of its own, so that every process of a server has
        answered before; note what cannot be measured."""
        begun = time.perf_counter()
        for request in islice(cycle(self.requests), max(WARM_UP, len(self.requests))):
            self.target.renew()
            answer = self.target.ask(request)
            self.measured.size = answer.size
            if answer.problem:
                self.measured.problem = answer.problem
                return
            if time.perf_counter() - begun > WARM_UP_WITHIN:
                return

    def slice(self, seconds: float) -> None:
        """Ask one after the other for some time, at least once."""
        measured, end = self.measured, time.perf_counter() + seconds
        for _each in range(MOST):
            if measured.problem or (len(measured.times) > 1 and min(measured.times) > SLOW):
                return
            answer = self.target.ask(self.requests[self.place % len(self.requests)])
            self.place += 1
            measured.times.append(answer.ms)
            measured.problem = answer.problem
            if time.perf_counter() > end:
                return


def measure(
    question: Question,
    targets: dict[Key, tuple[Target, Question]],
    *,
    rounds: int = ROUNDS,
    seconds: float = SLICE,
    patience: float = QUIET_WITHIN,
) -> tuple[list[Measured], Noise]:
    """The times of every target that knows the question. Each target comes with the question in the
    words of its size."""
    everyone = []
    for (name, incidents), (target, own) in targets.items():
        if requests := own.asked.get(name):
            asked = Asked(target, requests, Measured(question.name, name, incidents))
            asked.warm()
            everyone.append(asked)
    quiet, load = 0, 0.0
    for _round in range(rounds):
        quiet += wait_quiet(patience)
        load = max(load, os.getloadavg()[0])
        for asked in everyone:
            asked.slice(seconds)
    return [asked.measured for asked in everyone], Noise(load, quiet, rounds)


def wait_quiet(most: float = QUIET_WITHIN) -> bool:
    """Wait until the machine has been idle for half a second; say whether it was in time."""
    end = time.perf_counter() + most
    while time.perf_counter() < end:
        before = _processors()
        time.sleep(0.5)
        idle, all_of_it = (b - a for a, b in zip(before, _processors(), strict=True))
        if idle >= QUIET * all_of_it:
            return True
    return False


def median_of(found: Iterable[Measured], question: str, target: str, incidents: int) -> float:
    """The median of one figure; not a number where there is none."""
    for each in found:
        if (each.question, each.target, each.incidents) == (question, target, incidents):
            return each.median if each.times and not each.problem else float("nan")
    return float("nan")


def _processors() -> tuple[int, int]:
    """Idle and all ticks of all processors so far."""
    with open("/proc/stat") as file:
        ticks = [int(word) for word in file.readline().split()[1:9]]
    return ticks[3] + ticks[4], sum(ticks)
