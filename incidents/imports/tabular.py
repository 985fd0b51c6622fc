"""Tables as CSV files (RFC 4180), read strictly: every row has the cells of the heading, every
quote is closed, and what is wrong is said with its physical line and column. Nothing is mended."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from incidents.cells import restored
from incidents.imports.encoding import Text, examine
from incidents.imports.problems import FileRefused, Problem
from incidents.input_error import gettext_noop

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

DELIMITERS = (",", ";", "\t")
LONGEST_CELL = 100_000
MOST_COLUMNS = 500


@dataclass(frozen=True)
class Row:
    """Cells as they were before a formula was defused; ``line`` is the first it stands on."""

    line: int
    cells: list[str]


@dataclass
class Table:
    """A file whose heading was read. ``text.problems`` and ``problems`` are of the file itself."""

    file: BinaryIO
    text: Text
    delimiter: str
    headers: list[str]
    header_line: int
    problems: list[Problem]

    def rows(self) -> Iterator[Row | Problem]:
        """From the first row on, each or what is wrong with it; may be asked for again."""
        lines = self.text.lines(self.file)
        for _line in islice(lines, self.header_line):
            pass
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        yield from _rows(reader, self.header_line, len(self.headers))


def opened(file: BinaryIO) -> Table:
    """Examine a file and read its heading. Raises FileRefused when there is none."""
    text = examine(file)
    first = next(text.lines(file), "")
    if not first.strip():
        raise FileRefused([*text.problems, Problem(1, gettext_noop("there is no heading"))])
    skipped = 1 if first[:4].lower() == "sep=" and len(first.rstrip("\r\n")) == 5 else 0
    delimiter = first[4] if skipped else _guessed(first)
    lines = islice(text.lines(file), skipped, None)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        headers = [restored(header).strip() for header in next(reader, [])]
    except csv.Error as error:
        raise FileRefused([*text.problems, _broken(error, skipped + 1)]) from error
    line = skipped + reader.line_num
    return Table(file, text, delimiter, headers, line, list(_faults(headers, skipped + 1)))


def _guessed(heading: str) -> str:
    """Whichever separates most of the heading outside its quotes."""
    bare = "".join(heading.split('"')[::2])
    return max(DELIMITERS, key=bare.count)


def _faults(headers: list[str], line: int) -> Iterator[Problem]:
    counts = Counter(headers)
    if len(headers) > MOST_COLUMNS:
        template = gettext_noop("%(count)d columns, at most %(most)d are read")
        yield Problem(line, template, {"count": len(headers), "most": MOST_COLUMNS})
    for number, header in enumerate(headers[:MOST_COLUMNS], 1):
        if not header:
            yield Problem(line, gettext_noop("the column has no heading"), {}, number)
        elif counts[header] > 1 and headers.index(header) != number - 1:
            first = {"first": headers.index(header) + 1}
            template = gettext_noop("column %(first)d has the same heading")
            yield Problem(line, template, first, number, header[:60])


def _rows(reader: "CsvReader", above: int, width: int) -> Iterator[Row | Problem]:
    while True:
        line = above + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _broken(error, line)
            continue
        if not cells:
            continue
        problem = _ragged(line, cells, width) or _too_long(line, cells)
        yield problem or Row(line, [restored(cell) if cell[:1] == "'" else cell for cell in cells])


def _ragged(line: int, cells: list[str], width: int) -> Problem | None:
    if len(cells) == width:
        return None
    params = {"count": len(cells), "expected": width}
    if len(cells) < width:
        template = gettext_noop("the row is short: %(count)d cells, the heading has %(expected)d")
        return Problem(line, template, params, len(cells) + 1)
    template = gettext_noop("the row is long: %(count)d cells, the heading has %(expected)d")
    return Problem(line, template, params, width + 1)


def _too_long(line: int, cells: list[str]) -> Problem | None:
    for number, cell in enumerate(cells, 1):
        if len(cell) > LONGEST_CELL:
            template = gettext_noop("the cell has %(count)d characters, at most %(most)d are read")
            return Problem(line, template, {"count": len(cell), "most": LONGEST_CELL}, number)
    return None


def _broken(error: csv.Error, line: int) -> Problem:
    """What the reader of CSV says, in words of ours; it goes on with the next physical line."""
    said = str(error)
    if "field larger" in said:
        template = gettext_noop(
            "a cell has more than %(most)d characters: perhaps a quote is not closed"
        )
        return Problem(line, template, {"most": LONGEST_CELL})
    if "unexpected end" in said:
        return Problem(line, gettext_noop("a quote that opens in this row is never closed"))
    if "expected after" in said:
        return Problem(
            line, gettext_noop("something stands between a closing quote and the next cell")
        )
    return Problem(line, gettext_noop("not a row of CSV: %(reason)s"), {"reason": said})


def preview(table: Table, count: int) -> list[Row]:
    """The first rows that can be read."""
    return list(islice((each for each in table.rows() if isinstance(each, Row)), count))
