"""Records as CSV (RFC 4180), a line at a time."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from incidents import cells


def lines(columns: Sequence[str], records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The heading and a line for each record, with a byte order mark in front, without which
    spreadsheets misread accents. Several values of a column stand in one cell, between "; "."""
    yield "\ufeff" + _line(columns)
    for record in records:
        yield _line([cell(record[column]) for column in columns])


def cell(value: Any) -> str:
    """A value as text that no spreadsheet calculates and the importer reads back (``cells``)."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        value = cells.joined(str(each) for each in value)
    return cells.defused("" if value is None else str(value))


def _line(cells: Sequence[str]) -> str:
    written = StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
