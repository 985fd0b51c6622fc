"""Ranges of segment positions: first and last, both included, counted from 0. Pure."""

from collections.abc import Iterable
from itertools import islice

Range = tuple[int, int]

CONTEXT = 1
"""How many passages before and after a cited range are public with it."""


def merged(ranges: Iterable[Range]) -> list[Range]:
    """The same positions in as few ranges as possible, in order; neighbours become one."""
    found: list[Range] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def intersection(ours: Iterable[Range], theirs: Iterable[Range]) -> list[Range]:
    """Positions that are in both, in order. Each side is merged first."""
    left, right = merged(ours), merged(theirs)
    found: list[Range] = []
    here = there = 0
    while here < len(left) and there < len(right):
        first = max(left[here][0], right[there][0])
        last = min(left[here][1], right[there][1])
        if first <= last:
            found.append((first, last))
        if left[here][1] < right[there][1]:
            here += 1
        else:
            there += 1
    return found


def widened(ranges: Iterable[Range], by: int = CONTEXT, size: int | None = None) -> list[Range]:
    """Each range with `by` more positions on both sides, within 0 and `size` - 1; merged."""
    end = None if size is None else size - 1
    grown = (
        (max(0, first - by), last + by if end is None else min(last + by, end))
        for first, last in ranges
    )
    return merged((first, last) for first, last in grown if first <= last)


def without(ranges: Iterable[Range], taken: Iterable[Range]) -> list[Range]:
    """The positions of the first ranges that are not in the second, in order."""
    found: list[Range] = []
    holes = merged(taken)
    begin = 0
    for first, last in merged(ranges):
        while begin < len(holes) and holes[begin][1] < first:
            begin += 1
        for start, end in islice(holes, begin, None):
            if start > last:
                break
            if first < start:
                found.append((first, start - 1))
            first = end + 1
        if first <= last:
            found.append((first, last))
    return found


def holds(ranges: Iterable[Range], position: int) -> bool:
    """Whether a position is in any of the ranges."""
    return any(first <= position <= last for first, last in ranges)
