"""What a cell holds comes back, and no spreadsheet calculates it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents import cells

ODD = st.text("'=+-@ aé,;\\\"\t\r\n＝", max_size=8)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "'=1", "''-1", " \n=1"],
)
def test_what_begins_like_a_formula_has_one_apostrophe_more(text: str) -> None:
    assert cells.defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1-1", "Élection", "a=b", "'tis", "2026-10-01", " a"])
def test_other_texts_stand_as_they_are(text: str) -> None:
    assert cells.defused(text) == text
    assert cells.restored(text) == text


@given(ODD)
def test_every_text_comes_back(text: str) -> None:
    assert cells.restored(cells.defused(text)) == text


@given(ODD)
def test_no_cell_is_calculated(text: str) -> None:
    assert not cells.defused(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(st.lists(st.text("a;\\ \n", min_size=1, max_size=5), max_size=4))
def test_several_values_come_back(values: list[str]) -> None:
    assert cells.parted(cells.joined(values)) == values


def test_several_values_read_well() -> None:
    assert cells.joined(["tiktok", "x"]) == "tiktok; x"
    assert cells.joined(["a;b", "c"]) == "a\\;b; c"


def test_a_small_file_has_its_mark_and_the_line_ends_of_the_standard() -> None:
    written = cells.table([["code", "n"], ["=a", 1], [None, True], ["b;c", ["x", "y"]]])

    assert written == b"\xef\xbb\xbfcode,n\r\n'=a,1\r\n,true\r\nb;c,x; y\r\n"
