"""The files that the site gives out, written for what a report is about and read back as text.

Nothing but the text is looked at: what a writer gets wrong is found here. Some of it is in memory at
a time.
"""

import csv
import json
from codecs import iterdecode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from incidents import cells
from incidents.exports import as_json
from incidents.open_data import pieces
from incidents.open_data.asked import Asked
from incidents.open_data.flat import lines_as_they_were
from incidents.reconciled.lists import Lists
from incidents.tables import INCIDENTS, TABLES, rows_of

Record = dict[str, Any]


@dataclass(frozen=True)
class Files:
    """Every file is that of the incidents that read as they did, and what the same writer writes of
    the documents that moved on."""

    lists: Lists

    def incidents(self) -> Iterator[Record]:
        """The lines of the flat table (CSV), several values of a cell parted."""
        several = {column.name for column in INCIDENTS.columns if column.type == "list"}
        for row in csv.DictReader(_lines(self._flat())):
            yield {
                name: cells.parted(cells.restored(cell)) if name in several else cell
                for name, cell in row.items()
            }

    def records(self, table: str) -> Iterator[Record]:
        """The lines of a table of records (NDJSON)."""
        written = pieces(table, "ndjson", self._asked)
        for line in _lines(written):
            yield json.loads(line)
        for _key, publication, document in self.lists.moved:
            rows = rows_of(TABLES[table].name, publication.reference, document)
            yield from map(json.loads, as_json.lines(rows))

    @property
    def _asked(self) -> Asked:
        return Asked(self.lists.standing.order_by("reference"), self.lists.day, narrowed=True)

    def _flat(self) -> Iterator[bytes]:
        yield from pieces(INCIDENTS.name, "csv", self._asked)
        if self.lists.moved:
            yield from lines_as_they_were(self.lists.moved, self.lists.day)


def _lines(written: Iterable[bytes]) -> Iterator[str]:
    """The lines of a file with their ends, whatever pieces it comes in."""
    rest = ""
    for piece in iterdecode(written, "utf-8-sig"):
        *whole, rest = (rest + piece).split("\n")
        yield from (f"{line}\n" for line in whole)
    if rest:
        yield rest
