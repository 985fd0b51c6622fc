"""What a numbered table of a report is, as data, and how tables get their numbers.

Nothing here depends on the active language: each word is in both.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils import translation

from incidents.reports.wording import LANGUAGES

Bilingual = dict[str, str]
Number = int | float | None
"""A whole number; of medians of days also a half; None where it is not known."""


@dataclass(frozen=True)
class Column:
    """One column of numbers: its code, and its heading."""

    code: str
    label: Bilingual


@dataclass(frozen=True)
class Row:
    """One line: its code, its name, and a number for each column."""

    code: str
    name: Bilingual
    values: tuple[Number, ...]


@dataclass(frozen=True)
class Exhibit:
    """One table. ``head`` says what the rows are, ``counts`` what is counted; ``total`` has a
    number for each column, each of them distinct, which is not the sum of the rows where something
    stands in several of them. ``figure``: the number of the figure that draws it, None for none."""

    code: str
    chapter: str
    title: Bilingual
    head: Bilingual
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: tuple[Number, ...]
    total_label: Bilingual
    notes: tuple[Bilingual, ...] = ()
    drawn: bool = False
    number: int = 0
    figure: int | None = None

    def column(self, code: str) -> tuple[Number, ...]:
        """The numbers of one column. Raises ValueError for a code that is none of its columns."""
        place = [column.code for column in self.columns].index(code)
        return tuple(row.values[place] for row in self.rows)


def both(words: Callable[[], str]) -> Bilingual:
    """What is said in each language."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = words()
    return found


def numbered(tables: Iterable[Exhibit]) -> Iterator[Exhibit]:
    """Those that have rows, with their numbers."""
    figures = 0
    for number, table in enumerate((each for each in tables if each.rows), start=1):
        figures += table.drawn
        yield replace(table, number=number, figure=figures if table.drawn else None)
