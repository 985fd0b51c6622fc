"""Two documents side by side: whole words, nothing lost, records by their public id."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.documents import Document, Mark, compared, paired
from incidents.documents.compared import MOST_PAIRS, pieces

TEXT = st.text(st.sampled_from("ab é,.\n’"), max_size=40)


@given(TEXT, TEXT)
def test_the_pieces_of_each_side_are_its_text(before: str, after: str) -> None:
    found = pieces(before, after)

    assert "".join(piece.words for piece in found.before) == before
    assert "".join(piece.words for piece in found.after) == after
    same = [[p.words for p in side if not p.differs] for side in found]
    assert "".join(same[0]) == "".join(same[1])


def test_words_differ_as_a_whole() -> None:
    found = pieces("Le parti dément.", "Le parti démentira.")

    assert [p.words for p in found.before if p.differs] == ["dément"]
    assert [p.words for p in found.after if p.differs] == ["démentira"]


def test_two_very_long_texts_are_shown_whole() -> None:
    words = "mot " * int(MOST_PAIRS**0.5)

    assert [piece.differs for piece in pieces(words, f"{words}fin").after] == [True]


@pytest.mark.parametrize(
    ("before", "after", "mark"),
    [
        ("a", "a", Mark.SAME),
        ("", "a", Mark.ADDED),
        ("a", "", Mark.REMOVED),
        ("a", "b", Mark.CHANGED),
    ],
)
def test_what_became_of_a_field(before: str, after: str, mark: Mark) -> None:
    (found,) = compared({"x": before, "empty": ""}, {"x": after, "empty": ""})

    assert found.mark is mark


def test_fields_go_in_the_order_of_what_is_then_of_what_was() -> None:
    found = compared({"gone": "1", "a": "2"}, {"b": "3", "a": "2"})

    assert [each.name for each in found] == ["b", "a", "gone"]


def test_records_are_paired_by_their_id_and_those_that_went_come_last() -> None:
    was: list[Document] = [{"id": "x", "n": 1}, {"id": "gone", "n": 2}]
    now: list[Document] = [{"id": "new"}, {"id": "x", "n": 3}]

    assert list(paired(was, now)) == [
        (None, {"id": "new"}),
        ({"id": "x", "n": 1}, {"id": "x", "n": 3}),
        ({"id": "gone", "n": 2}, None),
    ]
