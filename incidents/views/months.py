"""Months in the order of time, those without anything among them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from incidents.dates import Month

LONGEST = 120
"""After so many empty months in a row, the years between two are left out: a mistyped year must
not make a page of thousands of rows."""


@dataclass(frozen=True)
class Span:
    """The first and the last day of a month."""

    first: date
    last: date


def month_span(day: date) -> Span:
    """The month of a day."""
    found = Month.containing(day)
    return Span(found.first_day, found.last_day)


def without_gaps(counts: Iterable[tuple[str, int]]) -> Iterator[tuple[Span, int]]:
    """Counts by the first day of their month, in the order of time, with those of zero between."""
    expected: Month | None = None
    for text, number in counts:
        found = Month.containing(date.fromisoformat(text))
        if expected and _between(expected, found) <= LONGEST:
            while expected < found:
                yield Span(expected.first_day, expected.last_day), 0
                expected = expected.next()
        yield Span(found.first_day, found.last_day), number
        expected = found.next()


def _between(first: Month, last: Month) -> int:
    return (last.year - first.year) * 12 + last.month - first.month
