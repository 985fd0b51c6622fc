"""The files that the site gives out, written for what a report is about and read back as text.

Nothing but the text is looked at: what a writer gets wrong is found here. Some of it is in memory
at a time.
"""

import csv
import json
from codecs import iterdecode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from incidents import cells
from incidents.exports import as_json
from incidents.open_data import pieces
from incidents.open_data.asked import Asked
from incidents.open_data.flat import lines_as_they_were
from incidents.reconciled.lists import Lists
from incidents.tables import INCIDENTS, rows_of
from incidents.tables.records import KINDS

Record = dict[str, Any]
LARGEST_CELL = 1 << 30


@dataclass(frozen=True)
class Files:
    """Every file is that of the incidents that read as they did, and what the same writer writes of
    the documents that moved on."""

    lists: Lists

    def incidents(self) -> Iterator[Record]:
        """The lines of the flat table (CSV), several values of a cell parted."""
        several = {column.name for column in INCIDENTS.columns if column.type == "list"}
        with _large_cells():
            for row in csv.DictReader(_lines(self._flat())):
                yield {
                    name: cells.parted(cells.restored(cell)) if name in several else cell
                    for name, cell in row.items()
                }

    def register(self, table: str) -> Iterator[Record]:
        """The lines of a register (NDJSON), as far as these incidents name what is in it."""
        yield from map(json.loads, _lines(pieces(table, "ndjson", self._asked)))

    def records(self, table: str) -> Iterator[Record]:
        """The lines of a table of records (NDJSON)."""
        yield from self.register(table)
        if table not in KINDS:
            return
        for _key, publication, document in self.lists.moved:
            rows = rows_of(table, publication.reference, document)
            yield from map(json.loads, as_json.lines(rows))

    @property
    def _asked(self) -> Asked:
        return Asked(self.lists.standing.order_by("reference"), self.lists.day, narrowed=True)

    def _flat(self) -> Iterator[bytes]:
        yield from pieces(INCIDENTS.name, "csv", self._asked)
        if self.lists.moved:
            yield from lines_as_they_were(self.lists.moved, self.lists.day)


@contextmanager
def _large_cells() -> Iterator[None]:
    """Texts may be longer than what Python reads into one cell by itself."""
    usual = csv.field_size_limit(LARGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(usual)


def _lines(written: Iterable[bytes]) -> Iterator[str]:
    """The lines of a file with their ends, whatever pieces it comes in."""
    rest = ""
    for piece in iterdecode(written, "utf-8-sig"):
        *whole, rest = (rest + piece).split("\n")
        yield from (f"{line}\n" for line in whole)
    if rest:
        yield rest
