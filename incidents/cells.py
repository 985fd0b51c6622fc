"""Cells of a CSV file: no spreadsheet takes one for a formula, and each reads back as it was.

Exports and reports write with it and imports read with it, so that what goes out and comes in
again is the same. Other programs see one apostrophe in front of a text that begins like a formula.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any

FORMULA = r"'*[ \t\r\n]*[=+\-@\t\r\n＝＋－＠]"
_FORMULA = re.compile(FORMULA)
"""How a text begins that a spreadsheet would calculate; apostrophes that are its own in front."""

BETWEEN = "; "
"""What stands between the values of one cell."""

_ESCAPED = re.compile(r"\\(.)|;[ ]?", re.DOTALL)


def defused(text: str) -> str:
    """A text as a cell that is not calculated: one apostrophe in front where it begins like a
    formula, or like one that has its apostrophe already."""
    return f"'{text}" if _FORMULA.match(text) else text


def restored(cell: str) -> str:
    """The text that was ``defused``: exactly one apostrophe less, and only where one was put."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def cell(value: Any) -> str:
    """A value as text that no spreadsheet calculates and the importer reads back."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return defused(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Sequence):
        return defused(joined(map(str, value)))
    return defused(str(value))


def table(rows: Iterable[Sequence[Any]]) -> bytes:
    """A small file, whole: UTF-8 with the mark by which spreadsheets know it, lines that end in CR
    LF."""
    written = StringIO()
    csv.writer(written).writerows([[cell(each) for each in row] for row in rows])
    return written.getvalue().encode("utf-8-sig")


def joined(values: Iterable[str]) -> str:
    """Several values as one cell; a semicolon or backslash of theirs has a backslash in front."""
    return BETWEEN.join(re.sub(r"([\\;])", r"\\\1", value) for value in values)


def parted(cell: str) -> list[str]:
    """The values of a cell that was ``joined``; none of an empty one."""
    return list(_values(cell)) if cell else []


def _values(cell: str) -> Iterator[str]:
    value, at = "", 0
    for found in _ESCAPED.finditer(cell):
        value += cell[at : found.start()]
        at = found.end()
        if found[1] is not None:
            value += found[1]
        else:
            yield value
            value = ""
    yield value + cell[at:]
