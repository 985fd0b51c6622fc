"""Ranges of segment positions: first and last, both included, counted from 0. Pure."""

from collections.abc import Iterable

Range = tuple[int, int]


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
    while left and right:
        first, last = max(left[0][0], right[0][0]), min(left[0][1], right[0][1])
        if first <= last:
            found.append((first, last))
        shorter = left if left[0][1] < right[0][1] else right
        shorter.pop(0)
    return found
