"""What the site should reach, and whether the figures of a run say that it does."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.public.measure import Measured, median_of
from benchmarks.public.questions import DETAIL, FILTER, LIST, WORDS
from benchmarks.public.targets import ADMIN, DATASETTE, PLAIN, SQL

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
    def verdict(self) -> str:
        """In a word, with what was found; “not measured” where a figure is missing."""
        if math.isnan(self.found):
            return "not measured"
        return f"{'reached' if self.found <= self.limit else '**missed**'}: {self.figure}"


class Figures:
    """The medians of one run; ``site`` is the target that is judged."""

    def __init__(self, found: Sequence[Measured], sizes: Sequence[int], site: str) -> None:
        self.found, self.sizes, self.site = found, sorted(sizes), site
        self.at = max((n for n in self.sizes if n <= JUDGED_AT), default=self.sizes[-1])

    def of(self, question: str, target: str) -> float:
        """A median in milliseconds at the size that is judged; not a number where there is none."""
        return median_of(self.found, question, target, self.at)

    def growth(self, question: str, target: str) -> float:
        """How many times as long it takes at the largest size as at the smallest."""
        first, last = (
            median_of(self.found, question, target, size)
            for size in (self.sizes[0], self.sizes[-1])
        )
        return last / first


def aims(found: Sequence[Measured], sizes: Sequence[int], site: str) -> list[Aim]:
    """Every aim of a target, those at one size at 100,000 incidents or the largest below."""
    figures = Figures(found, sizes, site)
    return [
        *_beside_peers(figures),
        *_beside_raw(figures),
        *(_growing(figures) if len(figures.sizes) > 1 else ()),
    ]


def _beside_peers(figures: Figures) -> Iterator[Aim]:
    for question in (LIST, FILTER):
        for peer in (PLAIN, ADMIN, DATASETTE):
            yield _faster(figures, question, peer, TIMES_FASTER)
    for question in WORDS:
        for peer in (PLAIN, ADMIN):
            yield _faster(figures, question, peer, TIMES_FASTER)
        yield _faster(figures, question, DATASETTE, 1)
    yield _faster(figures, DETAIL, DATASETTE, 1)


def _faster(figures: Figures, question: str, peer: str, times: float) -> Aim:
    found = figures.of(question, figures.site) / figures.of(question, peer)
    said = f"{question}: {_at_least(times)} as fast as {peer}"
    return Aim(said, found, 1 / times, f"{1 / found:.1f} times")


def _at_least(times: float) -> str:
    return "at least" if times == 1 else f"at least {times:.0f} times"


def _beside_raw(figures: Figures) -> Iterator[Aim]:
    floor = figures.of(FLOOR, PLAIN)
    for question in (LIST, FILTER, DETAIL, *WORDS):
        raw = figures.of(question, SQL)
        found = figures.of(question, figures.site) / (raw + floor)
        said = f"{question}: at most {TIMES_RAW:.0f} times raw SQL plus the floor"
        yield Aim(said, found, TIMES_RAW, f"{found:.1f} times")


def _growing(figures: Figures) -> Iterator[Aim]:
    first, last = figures.sizes[0], figures.sizes[-1]
    for question in (LIST, FILTER, DETAIL):
        found = figures.growth(question, figures.site)
        said = f"{question}: from {first} to {last} at most {GROWTH:.0f} times as long"
        yield Aim(said, found, GROWTH, f"{found:.1f} times")
    for question in WORDS:
        ours, raw = (figures.growth(question, each) for each in (figures.site, SQL))
        said = f"{question}: grows at most {GROWTH_OF_RAW} times as fast as its raw SQL"
        yield Aim(said, ours / raw, GROWTH_OF_RAW, f"{ours:.1f} times, raw SQL {raw:.1f} times")
