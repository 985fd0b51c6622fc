"""What went and what came, word by word; nothing of either text is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.word_diff import COME, GONE, MOST, SAME, Run, sides, word_diff


def test_only_the_words_that_differ_are_told() -> None:
    assert word_diff("Le parti dément.", "Le parti confirme tout.") == [
        Run(SAME, "Le parti "),
        Run(GONE, "dément"),
        Run(COME, "confirme tout"),
        Run(SAME, "."),
    ]


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_in_it(before: str, after: str) -> None:
    runs = word_diff(before, after)

    assert "".join(run.text for run in runs if run.kind != COME) == before
    assert "".join(run.text for run in runs if run.kind != GONE) == after
    beside = sides(before, after)
    assert ["".join(run.text for run in side) for side in beside] == [before, after]
    assert not any(run.kind == COME for run in beside.before)
    assert not any(run.kind == GONE for run in beside.after)


@pytest.mark.parametrize("words", [MOST + 1, 50_000])
def test_a_text_of_very_many_words_is_shown_whole(words: int) -> None:
    long = "mot " * words

    assert word_diff(long, "") == [Run(GONE, long)]
    assert word_diff(long, "x") == [Run(GONE, long), Run(COME, "x")]
