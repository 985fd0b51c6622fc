"""Lists of the records of incidents: claims, procedures, appearances, sources, in keyset pages.

A list goes by its incidents, in one of their orders, and within one by the records' ids. A record
of several incidents of a list stands under the first of them, once, and is shown as the document
published last has it. Pages are found by the sets of the selection (``keyset.near``): the few
incidents that may stand on a page first, and of these the records.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Model, QuerySet, Window
from django.db.models.functions import RowNumber
from pyroaring import BitMap

from incidents.cursors import read_place, unreadable
from incidents.facets import Selection
from incidents.filters import RecordFilter
from incidents.keyset import NEWEST, REFERENCE, UPDATED, Order, Place, beyond, near

Row = Any
"""A row of one of the tables of records: it has ``listed``, ``listed_id`` and ``public_id``."""
ORDERS = {order.name: order for order in (NEWEST, UPDATED)}
PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{1,10}", re.ASCII)
MOST = 100
"""So many incidents of a record are known with it."""
RARE = 20_000
"""Where no more incidents have a record that the filters want, these are looked through alone."""
WIDER = 8
"""So many times more incidents are looked through where those before had too few records."""


@dataclass(frozen=True)
class Record:
    """One record: its rows in the newest documents that have it, ``MOST`` at most, the newest
    first; and how many documents have it."""

    rows: Sequence[Row]
    total: int

    @property
    def shown(self) -> Row:
        """The row of the document that shows it."""
        return self.rows[0]


@dataclass(frozen=True)
class Page:
    """Some records, and the cursors of the pages beside them (empty: there is none)."""

    records: list[Record]
    next: str = ""
    previous: str = ""


def page(
    filtered: RecordFilter, selection: Selection, cursor: str, size: int, order: Order = NEWEST
) -> Page:
    """The page of a list that a cursor asks for; the first one where it is empty. Three queries,
    and more only where filters find few records among many incidents. Raises CursorError."""
    forward, at = read_cursor(cursor, order) if cursor else (True, None)
    return _Reading(filtered, selection, order, forward).page(at, size)


def of(model: type[Model], public_id: str) -> Record | None:
    """One public record, or None. One query."""
    if not PUBLIC_ID.fullmatch(public_id):
        return None
    return _records(model, [public_id]).get(public_id)


def read_cursor(cursor: str, order: Order) -> tuple[bool, Place]:
    """Whether a cursor goes forward, and its place. Raises CursorError naming the value."""
    head, _, public_id = cursor.rpartition("~")
    direction, _, rest = head.partition("~")
    name, _, behind = rest.partition("~")
    if name != order.name or not PUBLIC_ID.fullmatch(public_id):
        raise unreadable(cursor)
    _direction, at, reference = read_place(f"{direction}~{behind}", REFERENCE, cursor)
    return direction == "after", (at, reference, public_id)


def _cursor(direction: str, order: Order, row: Row) -> str:
    at, reference = order.place(row.listed)
    return "~".join([direction, order.name, at.isoformat(), reference, row.public_id])


@dataclass
class _Reading:
    """One page while it is put together."""

    filtered: RecordFilter
    selection: Selection
    order: Order
    forward: bool
    keys: BitMap = field(init=False)

    def __post_init__(self) -> None:
        self.keys = self.selection.keys
        if self.filtered.is_set:
            # In no order: the planner may take whichever index is the most selective.
            having = self.filtered.qs.order_by().values_list("listed_id", flat=True)[: RARE + 1]
            found = list(having)
            if len(found) <= RARE:
                self.keys = self.keys & BitMap(found)

    def page(self, at: Place | None, size: int) -> Page:
        kept: list[tuple[Row, Record]] = []
        begins, wanted = at, size + 1
        while len(kept) <= size:
            rows = self.rows(begins, wanted)
            kept += self.once(rows)
            if len(rows) < wanted:
                break
            # What was left out stands elsewhere; many rows may be of one record.
            begins, wanted = self.place(rows[-1]), wanted * WIDER
        further, kept = len(kept) > size, kept[:size]
        if not self.forward:
            kept.reverse()
        return self._between(kept, further, came=at is not None)

    def _between(self, kept: list[tuple[Row, Record]], further: bool, *, came: bool) -> Page:
        if not kept:
            return Page([])
        after, before = (further, came) if self.forward else (True, further)
        return Page(
            [record for _row, record in kept],
            _cursor("after", self.order, kept[-1][0]) if after else "",
            _cursor("before", self.order, kept[0][0]) if before else "",
        )

    def place(self, row: Row) -> Place:
        return (*self.order.place(row.listed), row.public_id)

    def rows(self, at: Place | None, number: int) -> list[Row]:
        """The rows that come next: of few incidents, and where these have too few, of many more."""
        wanted = number
        while True:
            incidents, sure = near(
                self.selection, self.keys, self.order, at, wanted, forward=self.forward
            )
            rows = self._of(incidents, at, number)
            if len(rows) == number or sure < wanted:
                return rows
            wanted *= WIDER

    def _of(self, incidents: Iterable[int], at: Place | None, number: int) -> list[Row]:
        columns = [*(f"listed__{column}" for column in self.order.columns), "public_id"]
        rows = self.filtered.qs.filter(listed_id__in=list(incidents))
        if at is not None:
            rows = rows.filter(beyond(columns, at, forward=self.forward))
        ordered = rows.order_by(*(f"-{c}" if self.forward else c for c in columns))
        return list(_with_places(ordered)[:number])

    def once(self, rows: Sequence[Row]) -> list[tuple[Row, Record]]:
        """Each record under the first of its incidents in the list, and only there; none whose
        newest document says what the filters do not look for."""
        if not rows:
            return []
        records = _records(type(rows[0]), [row.public_id for row in rows])
        first = {row.public_id: row.pk for row in rows}
        wanted = {row.pk for row in rows}
        if shared := [key for key, record in records.items() if record.total > 1]:
            first |= self._firsts(shared, wanted)
        return [
            (row, records[row.public_id])
            for row in rows
            if first[row.public_id] == row.pk and records[row.public_id].shown.pk in wanted
        ]

    def _firsts(self, shared: Sequence[str], wanted: set[int]) -> dict[str, int]:
        """By id, the key of the row under which each record of several incidents stands; the keys
        of all of its rows that the filters want are added to ``wanted``. One query."""
        columns = [f"listed__{column}" for column in self.order.columns]
        rows = self.filtered.qs.filter(public_id__in=shared).order_by()
        found: dict[str, tuple[Place, int]] = {}
        for public_id, pk, listed, *place in rows.values_list(
            "public_id", "pk", "listed_id", *columns
        ):
            wanted.add(pk)
            if listed in self.keys:
                here = (tuple(place), pk)
                found[public_id] = max(here, found.get(public_id, here))
        return {public_id: pk for public_id, (_place, pk) in found.items()}


def _records(model: type[Model], public_ids: Iterable[str]) -> dict[str, Record]:
    """Records by their ids; one query."""
    one, newest = F("public_id"), [F("listed__published_at").desc(), F("listed_id").desc()]
    rows: QuerySet[Any] = model._default_manager.filter(public_id__in=set(public_ids))
    numbered = _with_places(rows).annotate(
        place=Window(RowNumber(), partition_by=one, order_by=newest),
        total=Window(Count("*"), partition_by=one),
    )
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in numbered.filter(place__lte=MOST).order_by("public_id", "place"):
        found[row.public_id].append(row)
    return {key: Record(each, each[0].total) for key, each in found.items()}


def _with_places(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With what of their incidents says where they stand."""
    columns = ("reference", "published_at", "first_published_at")
    return rows.select_related("listed").only(
        *(f.name for f in rows.model._meta.concrete_fields),
        *(f"listed__{column}" for column in columns),
    )
