"""Which rows of a table a sentence names. A tie is never cut."""

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext

from incidents.reports.wording import listed, number

SHOWN = 3
"""So many rows of a table are named in a sentence, or as many as tie with them."""
Named = tuple[str, int]
"""The name of a row, and how many it counts."""


def nobody_leads(rows: Sequence[Named]) -> bool:
    """Whether all rows tie, too many to name."""
    return len(rows) > SHOWN and len({count for _name, count in rows}) == 1


def leading(rows: Sequence[Named]) -> str:
    """The rows with most by name, about ``SHOWN`` of them. A tie is never cut: all of it is named,
    or where it is longer than ``SHOWN``, its length is said."""
    found: list[str] = []
    most_first = sorted(rows, key=lambda row: -row[1])
    for count, tied in groupby(most_first, key=lambda row: row[1]):
        names = [name for name, _count in tied]
        if len(names) > SHOWN:
            found.append(_tie(len(names), count, first=not found))
            break
        found += [f"{name} ({number(count)})" for name in names]
        if len(found) >= SHOWN:
            break
    return listed(found)


def _tie(rows: int, count: int, *, first: bool) -> str:
    said = {"count": number(rows), "each": number(count)}
    if first:
        return gettext("%(count)s of them, equally often (%(each)s each)") % said
    return gettext("%(count)s others (%(each)s each)") % said
