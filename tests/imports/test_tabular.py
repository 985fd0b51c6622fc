"""CSV files of every kind, broken ones among them: what is wrong is said by line and column, and
nothing is mended on the way."""

import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.cells import defused
from incidents.imports import tabular
from incidents.imports.encoding import Text
from incidents.imports.problems import FileRefused
from incidents.imports.tabular import LONGEST_CELL, Row
from tests.imports.files import table

HEADING = "a,b"


def read(content: bytes) -> tuple[list[tuple[int, list[str]]], list[tuple[int, int, str]]]:
    """Rows with their lines, and everything that is wrong: line, column, sentence."""
    found = tabular.opened(BytesIO(content))
    rows, wrong = [], [*found.text.problems, *found.problems]
    for each in found.rows():
        if isinstance(each, Row):
            rows.append((each.line, each.cells))
        else:
            wrong.append(each)
    return rows, sorted((p.line, p.column, p.said) for p in wrong)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_in_each_encoding_and_with_each_end_of_line(end: str, encoding: str) -> None:
    content = end.join((HEADING, "é,2", '"deux\nlignes",4', "5,6")).encode(encoding)

    rows, wrong = read(content)

    assert wrong == []
    assert rows == [(2, ["é", "2"]), (3, ["deux\nlignes", "4"]), (5, ["5", "6"])]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_headings(delimiter: str) -> None:
    found = tabular.opened(BytesIO(f'"x, y"{delimiter}b{delimiter}c\n'.encode()))

    assert (found.delimiter, found.headers) == (delimiter, ["x, y", "b", "c"])


def test_a_spreadsheet_may_say_its_delimiter_first() -> None:
    rows, wrong = read(b"sep=;\na;b\n1;2\n")

    assert (rows, wrong) == ([(3, ["1", "2"])], [])


def test_windows_letters_are_read_with_a_warning() -> None:
    found = tabular.opened(BytesIO("titre,b\nvidéo truquée,œuf\n".encode("cp1252")))

    assert [row.cells for row in tabular.preview(found, 5)] == [["vidéo truquée", "œuf"]]
    assert [(p.line, "Windows-1252" in p.said) for p in found.text.warnings] == [(2, True)]
    assert found.text.problems == []


def wrong(content: bytes) -> list[tuple[int, int, str]]:
    return read(content)[1]


BROKEN = {
    "short": (table("1", "1,2", heading=HEADING), [(2, 2, "the row is short: 1 cells")]),
    "long": (table("1,2", "1,2,3", heading=HEADING), [(3, 3, "the row is long: 3 cells")]),
    "unclosed": (
        table("1,2", '3,"4', "5,6", heading=HEADING),
        [(3, 0, "a quote that opens in this row is never closed")],
    ),
    "after a quote": (
        table('"1"x,2', "3,4", heading=HEADING),
        [(2, 0, "something stands between a closing quote")],
    ),
    "huge": (
        table("1," + "x" * 200_000, "3,4", heading=HEADING),
        [(2, 0, "a cell has more than 100000 characters")],
    ),
    "large": (
        table("1," + "x" * (LONGEST_CELL + 1), heading=HEADING),
        [(2, 2, "the cell has 100001 characters")],
    ),
    "NUL": (b"a,b\n1,2\n3,\x004\n", [(3, 0, "a NUL at position 3")]),
    "mixed": (
        "a,b\né,2\n".encode() + "é,4\n".encode("cp1252"),
        [(3, 0, "byte 0xe9 at position 1 is not UTF-8, other lines are")],
    ),
    "neither": (b"a,b\n\xe9\x81,2\n", [(2, 0, "byte 0x81 at position 2 is neither")]),
    "same heading": (b"a,a\n1,2\n", [(1, 2, "column 1 has the same heading")]),
    "no heading": (b"a,\n1,2\n", [(1, 2, "the column has no heading")]),
    "half of UTF-16": (
        "a,b\n1,2\n".encode("utf-16") + b"\x00",
        [(3, 0, "from here on it is not UTF-16"), (3, 2, "the row is short")],
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_broken_is_said_by_line_and_column(kind: str) -> None:
    content, expected = BROKEN[kind]

    found = wrong(content)

    assert [(line, column) for line, column, _said in found] == [e[:2] for e in expected]
    assert all(said.startswith(e[2]) for (_l, _c, said), e in zip(found, expected, strict=True))


def test_every_problem_is_found_not_only_the_first() -> None:
    found = wrong(table("1", "1,2,3", '"1"x,2', "1,2", heading=HEADING))

    assert [line for line, _column, _said in found] == [2, 3, 4]


def test_of_many_lines_of_one_fault_some_are_named_and_the_rest_counted() -> None:
    found = wrong("a,b\né,\n".encode() + b"\xe9,\n" * 60)

    assert len(found) == 51
    assert "and 10 more places of this kind" in {said for _line, _column, said in found}


def test_a_file_that_is_refused_at_its_heading_may_be_closed_before_it_is_let_go() -> None:
    """What goes wrong while lines are let go would stand as a traceback beside the refusal."""
    text = Text("utf-8")
    file = BytesIO(b'{"a": 1}\n')
    lines = text.lines(file)
    next(lines)

    file.close()

    lines.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_a_file_without_a_heading_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused, match="line 1: there is no heading"):
        tabular.opened(BytesIO(content))


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=5))
def test_any_text_that_was_written_is_read_as_it_was(cells: list[list[str]]) -> None:
    """Formulas were defused: the apostrophe is taken off again, and no other."""
    storable = [[c.encode("utf-8", "ignore").decode().replace("\0", "") for c in r] for r in cells]
    out = StringIO()
    csv.writer(out).writerows([["a", "b"], *([defused(c) for c in row] for row in storable)])

    rows, wrong = read(out.getvalue().encode())

    assert wrong == []
    assert [cells for _line, cells in rows] == storable


@given(st.binary(max_size=200))
def test_no_bytes_are_more_than_refused(content: bytes) -> None:
    try:
        rows, _wrong = read(b"a,b\n" + content)
    except FileRefused:
        return
    assert all(len(cells) == 2 for _line, cells in rows)
