"""Ranges of positions say the same positions, in as few ranges as there can be."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.passages import Range, holds, intersection, merged, widened, without

ranges = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 6)).map(lambda at: (at[0], at[0] + at[1])),
    max_size=12,
)


def positions(of: list[Range]) -> set[int]:
    """Every position in any of the ranges."""
    return {position for first, last in of for position in range(first, last + 1)}


def are_as_few_as_can_be(found: list[Range]) -> bool:
    """Each is a range, in order, and at least one position apart from the next."""
    apart = all(left[1] + 1 < right[0] for left, right in pairwise(found))
    return apart and all(first <= last for first, last in found)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], []),
        ([(3, 3)], [(3, 3)]),
        ([(0, 1), (2, 3)], [(0, 3)]),
        ([(0, 1), (3, 4)], [(0, 1), (3, 4)]),
        ([(5, 6), (0, 9), (2, 2)], [(0, 9)]),
    ],
)
def test_neighbours_and_overlaps_become_one(given: list[Range], expected: list[Range]) -> None:
    assert merged(given) == expected


@given(ranges)
def test_merging_keeps_every_position_and_adds_none(given: list[Range]) -> None:
    found = merged(given)

    assert positions(found) == positions(given)
    assert are_as_few_as_can_be(found)


@given(ranges, st.randoms(use_true_random=False))
def test_the_order_they_come_in_makes_no_difference(given: list[Range], chance: object) -> None:
    shuffled = sorted(given, key=lambda _each: chance.random())  # type: ignore[attr-defined]

    assert merged(iter(shuffled)) == merged(given)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ([(0, 9)], [], []),
        ([(0, 3)], [(4, 9)], []),
        ([(0, 3)], [(3, 9)], [(3, 3)]),
        ([(0, 9)], [(1, 2), (4, 4)], [(1, 2), (4, 4)]),
        ([(0, 2), (4, 6)], [(1, 5)], [(1, 2), (4, 5)]),
    ],
)
def test_what_is_in_both(ours: list[Range], theirs: list[Range], expected: list[Range]) -> None:
    assert intersection(ours, theirs) == expected


@given(ranges, ranges)
def test_an_intersection_has_exactly_the_positions_of_both(
    ours: list[Range], theirs: list[Range]
) -> None:
    found = intersection(ours, theirs)

    assert positions(found) == positions(ours) & positions(theirs)
    assert are_as_few_as_can_be(found)
    assert intersection(theirs, ours) == found


@pytest.mark.parametrize(
    ("given", "size", "expected"),
    [
        ([], 9, []),
        ([(0, 0)], 9, [(0, 1)]),
        ([(8, 8)], 9, [(7, 8)]),
        ([(0, 0), (2, 2)], 9, [(0, 3)]),
        ([(0, 0), (4, 4)], 9, [(0, 1), (3, 5)]),
        ([(3, 3)], None, [(2, 4)]),
        ([(0, 0)], 1, [(0, 0)]),
    ],
)
def test_a_little_around_a_range(
    given: list[Range], size: int | None, expected: list[Range]
) -> None:
    assert widened(given, 1, size) == expected


@given(ranges, st.integers(0, 3))
def test_widening_keeps_what_was_there_and_stays_inside(given: list[Range], by: int) -> None:
    size = 40

    found = widened(given, by, size)

    near = {p + step for p in positions(given) for step in range(-by, by + 1)}
    assert positions(found) == near & set(range(size))
    assert are_as_few_as_can_be(found)


@given(ranges, ranges)
def test_without_leaves_exactly_the_rest(ours: list[Range], taken: list[Range]) -> None:
    found = without(ours, taken)

    assert positions(found) == positions(ours) - positions(taken)
    assert are_as_few_as_can_be(found)
    assert [p for p in range(40) if holds(found, p)] == sorted(positions(found))
