"""Keyset pages of the public list, in each of its orders, stable under additions.

A page under filters is found by the sets of the selection first: ``nearest`` takes from them the
few incidents that may stand on it, day by day, so that neither a rare filter nor one whose
incidents are all old has to be looked for through the whole table.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.lookups import GreaterThan, LessThan
from django.utils import timezone
from pyroaring import BitMap

from incidents import search
from incidents.cursors import CursorError, read_place, unreadable
from incidents.facets import Selection
from incidents.input_error import gettext_noop
from incidents.models import ListedIncident

NUMBERS = r"(after|before)~([0-9]{1,4})~([0-9]{1,9})"
REFERENCE = r"INC-[0-9]{4}-[0-9]{4,9}"
FEW = 300
"""So many incidents are read by their keys without asking which of them come first."""
Place = tuple[Any, ...]
"""The values of an order's columns in one row."""


@dataclass(frozen=True)
class Order:
    """An order of the list, the greatest first. ``levels`` are the facets that sort its rows
    coarsely: a day, or a number and then a day."""

    name: str
    columns: tuple[str, ...]
    levels: tuple[str, ...]

    def place(self, row: ListedIncident) -> Place:
        """Where a row stands."""
        return tuple(getattr(row, column) for column in self.columns)


NEWEST = Order("newest", ("first_published_at", "reference"), ("published",))
UPDATED = Order("updated", ("published_at", "reference"), ("updated",))
CLAIMS = Order("claims", ("claims", "first_published_at", "reference"), ("claims", "published"))
ORDERS = {order.name: order for order in (NEWEST, UPDATED, CLAIMS)}


@dataclass(frozen=True)
class Page:
    """Some rows, and the cursors of the pages beside them (empty: there is none)."""

    rows: list[ListedIncident]
    next: str
    previous: str


def page(
    queryset: QuerySet[ListedIncident],
    cursor: str,
    size: int,
    *,
    order: Order = NEWEST,
    selection: Selection | None = None,
) -> Page:
    """The page of a list that a cursor asks for; the first one where it is empty. One query.

    With a selection the rows are its incidents, and ``queryset`` says only what is read of them.
    Raises CursorError naming the value.
    """
    forward, at = read_cursor(cursor, order) if cursor else (True, None)
    if selection is not None and not selection.is_everything:
        near = nearest(selection, order, at, size + 1, forward=forward)
        queryset = queryset.filter(pk__in=list(near))
    found = list(_from(queryset, order, at, forward=forward)[: size + 1])
    more, rows = len(found) > size, found[:size]
    if not forward:
        rows.reverse()
    after, before = (more, at is not None and bool(found)) if forward else (bool(found), more)
    return Page(
        rows,
        _cursor("after", order, rows[-1]) if after else "",
        _cursor("before", order, rows[0]) if before else "",
    )


def ranked_page(ranking: search.Ranking, cursor: str, size: int) -> Page:
    """The page of a ranking that a cursor asks for; the first one where it is empty. One query.

    Raises CursorError naming the value.
    """
    match = re.fullmatch(NUMBERS, cursor, re.ASCII)
    if cursor and match is None:
        raise unreadable(cursor)
    if match is None:
        places = ranking.after(None, size + 1)
        return _ranked(places[:size], before=False, after=len(places) > size)
    at = int(match[2]), int(match[3])
    if match[1] == "after":
        places = ranking.after(at, size + 1)
        return _ranked(places[:size], before=bool(places), after=len(places) > size)
    places = ranking.before(at, size + 1)
    return _ranked(places[-size:], before=len(places) > size, after=bool(places))


def _ranked(places: list[search.Place], *, before: bool, after: bool) -> Page:
    rows = ListedIncident.objects.in_bulk([key for _score, key in places])
    return Page(
        [rows[key] for _score, key in places if key in rows],
        "after~{}~{}".format(*places[-1]) if after else "",
        "before~{}~{}".format(*places[0]) if before else "",
    )


def nearest(
    selection: Selection, order: Order, at: Place | None, wanted: int, *, forward: bool
) -> BitMap:
    """Keys of a selection among which its next ones are, ``wanted`` of them or all that there are;
    few others. ``at``: the place behind which they stand, or before which where not ``forward``."""
    found, _sure = near(selection, selection.keys, order, at, wanted, forward=forward)
    return found


def near(
    selection: Selection,
    keys: BitMap,
    order: Order,
    at: Place | None,
    wanted: int,
    *,
    forward: bool,
) -> tuple[BitMap, int]:
    """The same of some of a selection's ``keys``, and how many of them are behind the place for
    sure: fewer than ``wanted`` where there are no others."""
    return _Walk(selection, forward).near(keys, order.levels, at, wanted)


class _Walk:
    """Through the buckets of an order's levels, in its direction."""

    def __init__(self, selection: Selection, forward: bool) -> None:
        self.sets = selection.sets
        self.forward = forward

    def near(
        self, keys: BitMap, levels: Sequence[str], at: Place | None, wanted: int
    ) -> tuple[BitMap, int]:
        """Some keys, and how many of them are behind the place for sure."""
        if len(keys) <= FEW or not levels:
            return keys, len(keys) if at is None else 0
        found, sure = BitMap(), 0
        edge = None if at is None else _bucket(levels[0], at[0])
        for value, bucket in self._buckets(levels[0], edge):
            part = keys & bucket
            if not part:
                continue
            inner = at[1:] if at is not None and value == edge else None
            near, certain = self.near(part, levels[1:], inner, wanted - sure)
            found, sure = found | near, sure + certain
            if sure >= wanted:
                break
        return found, sure

    def _buckets(self, level: str, edge: str | None) -> list[tuple[str, BitMap]]:
        rank = RANKS.get(level, str)
        buckets = sorted(
            self.sets.values(level).items(),
            key=lambda each: rank(each[0]),
            reverse=self.forward,
        )
        if edge is None:
            return buckets
        limit = rank(edge)
        behind = (lambda r: r <= limit) if self.forward else (lambda r: r >= limit)
        return [each for each in buckets if behind(rank(each[0]))]


RANKS: dict[str, Callable[[str], Any]] = {"claims": int}


def _bucket(level: str, value: Any) -> str:
    return str(value) if level == "claims" else timezone.localdate(value).isoformat()


def _from(
    queryset: QuerySet[ListedIncident], order: Order, at: Place | None, *, forward: bool
) -> QuerySet[ListedIncident]:
    ordered = queryset.order_by(*(f"-{column}" if forward else column for column in order.columns))
    if at is None:
        return ordered
    return ordered.filter(beyond(order.columns, at, forward=forward))


def beyond(columns: Sequence[str], at: Place, *, forward: bool) -> LessThan | GreaterThan:
    """That a row comes after a place in an order that has the greatest first, or before it."""
    compare = LessThan if forward else GreaterThan
    return compare(_row(*map(F, columns)), _row(*map(Value, at)))


def _row(*parts: Any) -> Func:
    """Columns compared as one, which an index over them answers."""
    return Func(*parts, function="ROW", output_field=TextField())


def _cursor(direction: str, order: Order, row: ListedIncident) -> str:
    *first, at, name = order.place(row)
    named = [] if order is NEWEST else [order.name]
    return "~".join([direction, *named, *map(str, first), at.isoformat(), name])


def read_cursor(cursor: str, order: Order) -> tuple[bool, Place]:
    """Whether a cursor goes forward, and its place. Raises CursorError naming the value."""
    direction, _, rest = cursor.partition("~")
    name, _, behind = rest.partition("~")
    named = ORDERS.get(name, NEWEST)
    if named is not NEWEST:
        rest = behind
    first: tuple[int, ...] = ()
    if named is CLAIMS:
        number, _, rest = rest.partition("~")
        if not re.fullmatch("[0-9]{1,9}", number, re.ASCII):
            raise unreadable(cursor)
        first = (int(number),)
    _direction, at, reference = read_place(f"{direction}~{rest}", REFERENCE, cursor)
    if named is not order:
        raise CursorError(
            gettext_noop("“%(value)s” is a page of the list in another order"), value=cursor[:80]
        )
    return direction == "after", (*first, at, reference)
