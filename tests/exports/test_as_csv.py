"""A table that no spreadsheet calculates with, and that reads back as it was."""

import csv
from io import StringIO
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from incidents import cells
from incidents.exports import as_csv


def table(*values: Any) -> str:
    return "".join(as_csv.lines(["name"], [{"name": value} for value in values]))


def test_a_heading_and_a_line_for_each_record_after_a_byte_order_mark() -> None:
    written = "".join(as_csv.lines(["a", "b"], [{"a": 1, "b": "x,y"}, {"a": None, "b": 'q"'}]))

    assert written == '\ufeffa,b\n1,"x,y"\n,"q"""\n'


def test_several_values_stand_in_one_cell() -> None:
    assert table(["tiktok", "x"], []) == '\ufeffname\ntiktok; x\n""\n'


def test_what_begins_like_a_formula_is_not_calculated() -> None:
    assert cells.cell('=HYPERLINK("x")') == '\'=HYPERLINK("x")'


@given(st.lists(st.text("=+-@ aé,;'\"\t\r\n", max_size=6), max_size=4))
def test_every_text_reads_back(texts: list[str]) -> None:
    read = list(csv.reader(StringIO(table(*texts).removeprefix("\ufeff"), newline="")))

    assert [row[0] for row in read[1:]] == [cells.cell(text) for text in texts]
