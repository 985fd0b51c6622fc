"""How the numbers of a table are counted again: once by the public lists, once from the exports."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from statistics import median
from typing import Any

from incidents.reconciled.facts import Facts
from incidents.reconciled.lists import Lists

ALL = "*"
"""Stands for the total, where other rows have codes; no code is written so."""
COUNT = "incidents"
"""The column of a table that has no other."""


class Held(Enum):
    """Whether a side has a number at all."""

    NOT = "not held"


NOT_HELD = Held.NOT
Found = int | float | None | Held
Cell = tuple[str, str]
"""Codes of a row and of a column."""
Numbers = Mapping[Cell, Found]
"""What is not in it is zero."""


@dataclass(frozen=True)
class Wanted:
    """The rows and columns that are to be counted: those of the report and those of the exports, so
    that none is left out because one side does not have it."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Recount:
    """How one table is counted again; ``beside``: columns that it has only with others."""

    by_lists: Callable[[Lists, Wanted], Numbers]
    from_files: Callable[[Facts], Numbers]
    beside: frozenset[str] = frozenset()


def distinct(found: Iterable[tuple[str, Iterable[str]]], column: str = COUNT) -> dict[Cell, Found]:
    """Incidents per code; each pair is an incident and codes it has, and may come again."""
    codes: dict[str, set[str]] = {}
    for reference, named in found:
        codes.setdefault(reference, set()).update(named)
    return {(code, column): n for code, n in Counter(c for s in codes.values() for c in s).items()}


def middle(days: Iterable[int | None]) -> float | None:
    """The median of what is known; None where nothing is."""
    known = [each for each in days if each is not None]
    return float(median(known)) if known else None


def not_held(wanted: Wanted, *columns: str) -> dict[Cell, Found]:
    """Columns of which a side holds no number."""
    return {(row, column): NOT_HELD for row in (*wanted.rows, ALL) for column in columns}


def newest(rows: Iterable[Any], key: Callable[[Any], str], of: Callable[[Any], Any]) -> list[Any]:
    """Each procedure once: as the document published last tells of it (``of``: its moment), the
    first of those that were published at once."""
    found: dict[str, tuple[Any, Any]] = {}
    for row in rows:
        moment = of(row)
        known = found.get(key(row))
        if known is None or known[0] < moment:
            found[key(row)] = (moment, row)
    return [row for _moment, row in found.values()]
