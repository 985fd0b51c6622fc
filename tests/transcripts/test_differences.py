"""How two versions differ, passage by passage."""

from hypothesis import given
from hypothesis import strategies as st

from incidents.transcripts.differences import Differences, differences
from incidents.transcripts.records import Segment


def version(*passages: tuple[int, str]) -> list[Segment]:
    return [Segment(start_ms, None, None, text) for start_ms, text in passages]


def test_each_passage_is_counted_once() -> None:
    before = version((0, "Un."), (4, "Deux."), (8, "Trois."), (8, "Trois."))
    after = version((0, "Un."), (4, "Deux !"), (8, "Trois."), (12, "Quatre."))

    found = differences(before, after)

    assert found == Differences(same=2, changed=1, added=1, removed=1)
    assert found.any


def test_the_same_has_no_differences() -> None:
    assert not differences(version((0, "Un.")), version((0, "Un."))).any


passages = st.lists(st.tuples(st.integers(0, 3), st.sampled_from("ab")), max_size=8)


@given(passages, passages)
def test_nothing_is_counted_twice_or_forgotten(
    before: list[tuple[int, str]], after: list[tuple[int, str]]
) -> None:
    found = differences(version(*before), version(*after))

    assert found.same + found.changed + found.removed == len(before)
    assert found.same + found.changed + found.added == len(after)
