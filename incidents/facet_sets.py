"""The sets of published incidents per value of each facet, as this process holds them.

They are read once and kept; afterwards each look asks only for what changed since: one query that
gives no row while nothing is published. Versions are ordered by commit (``listing.facets``): who
has seen one has seen every earlier one.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock
from types import MappingProxyType
from typing import NamedTuple

from django.db import OperationalError, connection
from pyroaring import BitMap

from incidents import snapshots
from incidents.models import ListedFacet, ListedIncident

MOST_REMEMBERED = 200
ALL = "all"


class NotDerived(OperationalError):
    """Incidents are listed, and no set is: the database was migrated, and ``rebuild_listing`` has
    not run. Visitors are told to come back, as while the database does not answer; a page that said
    "no incident" would be false."""


class Chunk(NamedTuple):
    """One row of ``ListedFacet``."""

    facet: str
    value: str
    chunk: int
    keys: bytes
    version: int


@dataclass(frozen=True)
class Sets:
    """The sets as they were at one version. Never changed, so that threads may share it: what is
    given out must not be changed either."""

    version: int = 0
    by_facet: Mapping[str, Mapping[str, BitMap]] = field(default_factory=dict)
    _remembered: dict[tuple[str, str, str], BitMap] = field(default_factory=dict, compare=False)

    @property
    def everything(self) -> BitMap:
        """Every published incident."""
        return self.of(ALL, [""])

    def values(self, facet: str) -> Mapping[str, BitMap]:
        """Each value that a published incident has, with those that have it."""
        return MappingProxyType(self.by_facet.get(facet, {}))

    def of(self, facet: str, values: Iterable[str]) -> BitMap:
        """Incidents that have any of the values."""
        known = self.by_facet.get(facet, {})
        found = [known[value] for value in values if value in known]
        return found[0] if len(found) == 1 else BitMap.union(*found) if found else BitMap()

    def between(self, facet: str, first: str = "", last: str = "") -> BitMap:
        """Incidents that have any day of a facet of days from the first to the last, both of them
        included; "" leaves an end open."""
        asked = (facet, first, last)
        if asked not in self._remembered:
            days = sorted(self.by_facet.get(facet, {}))
            end = bisect_right(days, last) if last else len(days)
            found = self.of(facet, days[bisect_left(days, first) : end])
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[asked] = found
        return self._remembered.get(asked, BitMap())


_lock = Lock()
_held = Sets()


@dataclass
class _Moment:
    """A request that reads one snapshot: the sets that were held before it was taken, of which it
    therefore knows every version, and its own once somebody asked."""

    before: Sets
    now: Sets | None = None


_moment: ContextVar[_Moment | None] = ContextVar("moment", default=None)


@contextmanager
def one_moment() -> Iterator[None]:
    """Whatever is read within is as it was at one moment, so that totals, counts and rows agree
    while somebody publishes. Nothing can be written. Inside a transaction it changes nothing."""
    if connection.in_atomic_block:
        yield
        return
    token = _moment.set(_Moment(_held))
    try:
        with snapshots.one_moment():
            yield
    finally:
        _moment.reset(token)


def current() -> Sets:
    """The sets as they are now, or at the moment that is read. Inside another transaction they are
    read anew and not kept: what it has written may never become true. Raises NotDerived."""
    global _held
    moment = _moment.get()
    if moment is not None:
        if moment.now is None:
            moment.now = _at(moment.before)
        return moment.now
    if connection.in_atomic_block:
        return _whole()
    if not _held.version:
        with _lock:  # One thread reads everything, and the others wait for it.
            if not _held.version:
                _held = _whole()
            return _held
    rows = _rows_after(_held.version)
    if rows:
        with _lock:
            _held = changed(_held, rows)
    return _held


def _at(before: Sets) -> Sets:
    """The sets of the snapshot that is read, from those that were held before it was taken. What
    it shows is committed, so that others may have it."""
    global _held
    found = changed(before, _rows_after(before.version)) if before.version else _whole()
    with _lock:
        if found.version > _held.version:
            _held = found
    return found


def _whole() -> Sets:
    """Every set; one query more where there is none."""
    found = changed(Sets(), _rows_after(0))
    if not found.version and ListedIncident.objects.exists():
        raise NotDerived("the public lists are not derived yet (run: manage.py rebuild_listing)")
    return found


def forget() -> None:
    """Hold nothing: for tests, which empty their database."""
    global _held
    with _lock:
        _held = Sets()


def changed(sets: Sets, rows: Iterable[Chunk]) -> Sets:
    """The sets after some rows have come. A row that is not newer than the sets is known to them:
    another thread that asked at the same time may have been faster."""
    version = sets.version
    facets: dict[str, dict[str, BitMap]] = {}
    mine: dict[tuple[str, str], BitMap] = {}
    for row in rows:
        if row.version <= sets.version:
            continue
        version = max(version, row.version)
        if row.facet not in facets:
            facets[row.facet] = dict(sets.by_facet.get(row.facet, {}))
        known = facets[row.facet]
        if (row.facet, row.value) not in mine:
            mine[row.facet, row.value] = known.get(row.value, BitMap()).copy()
        keys = known[row.value] = mine[row.facet, row.value]
        keys.remove_range(row.chunk * ListedFacet.CHUNK, (row.chunk + 1) * ListedFacet.CHUNK)
        if row.keys:
            keys |= BitMap.deserialize(row.keys)
    for (facet, value), keys in mine.items():
        if not keys:
            del facets[facet][value]
    return Sets(version, {**sets.by_facet, **facets})


def _rows_after(version: int) -> list[Chunk]:
    """What changed after a version; of all there is, only what is not empty."""
    rows = ListedFacet.objects.filter(version__gt=version).order_by()
    if not version:
        rows = rows.exclude(keys=b"")
    return [
        Chunk(facet, value, chunk, bytes(keys), number)
        for facet, value, chunk, keys, number in rows.values_list(
            "facet", "value", "chunk", "keys", "version"
        )
    ]
