"""Records as CSV (RFC 4180, lines ending in LF), a line at a time."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from incidents.cells import cell

MARK = "\ufeff"
"""Without it spreadsheets misread accents."""


def lines(columns: Sequence[str], records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The heading and a line for each record, with a byte order mark in front. Several values of a
    column stand in one cell, between "; ".

    Lines end in LF, as PostgreSQL ends those that it writes: all our files are alike, and every
    reader of CSV takes both. A line end within a cell stays what it is, between quotes.
    """
    yield MARK + _line(columns)
    yield from rows(columns, records)


def rows(columns: Sequence[str], records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The lines alone."""
    for record in records:
        yield _line([cell(record[column]) for column in columns])


def _line(cells: Sequence[str]) -> str:
    """With CR LF as the writer's own end both are quoted within cells; then it is taken off."""
    written = StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue().removesuffix("\r\n") + "\n"
