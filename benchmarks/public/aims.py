"""What the site should reach, and whether the figures of a run say that it does."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.public.measure import Measured, median_of
from benchmarks.public.questions import DETAIL, FILTER, LIST, WORDS
from benchmarks.public.targets import ADMIN, DATASETTE, PLAIN, SITE, SQL

FLOOR = "floor: a page with one query"
JUDGED_AT = 100_000  # incidents
TIMES_FASTER, TIMES_RAW, GROWTH, GROWTH_OF_RAW = 10.0, 3.0, 2.0, 1.5


@dataclass(frozen=True)
class Aim:
    """One sentence, the figure found, and what it may be at most."""

    said: str
    found: float
    limit: float
    figure: str

    @property
    def sentence(self) -> str:
        """What is aimed at and, where it was measured, what was found."""
        return self.said if math.isnan(self.found) else f"{self.said} ({self.figure})"

    @property
    def verdict(self) -> str:
        """In a word; “not measured” where a figure is missing."""
        if math.isnan(self.found):
            return "not measured"
        return "reached" if self.found <= self.limit else "**missed**"


class Figures:
    """The medians of one run."""

    def __init__(self, found: Sequence[Measured], sizes: Sequence[int]) -> None:
        self.found, self.sizes = found, sorted(sizes)

    def of(self, question: str, target: str = SITE, incidents: int = JUDGED_AT) -> float:
        """A median in milliseconds; not a number where there is none."""
        return median_of(self.found, question, target, incidents)

    def growth(self, question: str, target: str = SITE) -> float:
        """How many times as long it takes at the largest size as at the smallest."""
        first, last = self.sizes[0], self.sizes[-1]
        return self.of(question, target, last) / self.of(question, target, first)


def aims(found: Sequence[Measured], sizes: Sequence[int]) -> list[Aim]:
    """Every aim, those at one size at 100,000 incidents or the largest below."""
    figures = Figures(found, sizes)
    at = max((size for size in figures.sizes if size <= JUDGED_AT), default=figures.sizes[-1])
    return [
        *_beside_peers(lambda question, target: figures.of(question, target, at)),
        *_beside_raw(figures, at),
        *(_growing(figures) if len(figures.sizes) > 1 else ()),
    ]


def _beside_peers(of: Callable[[str, str], float]) -> Iterator[Aim]:
    for question in (LIST, FILTER):
        for peer in (PLAIN, ADMIN, DATASETTE):
            yield _faster(of, question, peer, TIMES_FASTER)
    for question in WORDS:
        for peer in (PLAIN, ADMIN):
            yield _faster(of, question, peer, TIMES_FASTER)
        yield _faster(of, question, DATASETTE, 1)
    yield _faster(of, DETAIL, DATASETTE, 1)


def _faster(of: Callable[[str, str], float], question: str, peer: str, times: float) -> Aim:
    found = of(question, SITE) / of(question, peer)
    said = f"{question}: {_at_least(times)} as fast as {peer}"
    return Aim(said, found, 1 / times, f"{1 / found:.1f} times")


def _at_least(times: float) -> str:
    return "at least" if times == 1 else f"at least {times:.0f} times"


def _beside_raw(figures: Figures, at: int) -> Iterator[Aim]:
    floor = figures.of(FLOOR, PLAIN, at)
    for question in (LIST, FILTER, DETAIL, *WORDS):
        raw = figures.of(question, SQL, at)
        found = figures.of(question, SITE, at) / (raw + floor)
        said = f"{question}: at most {TIMES_RAW:.0f} times raw SQL plus the floor"
        yield Aim(said, found, TIMES_RAW, f"{found:.1f} times")


def _growing(figures: Figures) -> Iterator[Aim]:
    first, last = figures.sizes[0], figures.sizes[-1]
    for question in (LIST, FILTER, DETAIL):
        found = figures.growth(question)
        said = f"{question}: from {first} to {last} at most {GROWTH:.0f} times as long"
        yield Aim(said, found, GROWTH, f"{found:.1f} times")
    for question in WORDS:
        ours, raw = figures.growth(question), figures.growth(question, SQL)
        said = f"{question}: grows at most {GROWTH_OF_RAW} times as fast as its raw SQL"
        figure = f"{ours:.1f} times, raw SQL {raw:.1f} times"
        yield Aim(said, ours / raw, GROWTH_OF_RAW, figure)
