"""The sets of incidents per value of each facet, kept beside the rows that they follow from.

Written under the lock of the derived tables, whose holder commits before the next one gets it:
hence versions are seen in their order.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime

from django.db import connection
from django.db.models import Max, QuerySet
from django.utils import timezone
from pyroaring import BitMap

from incidents.models import ListedFacet, ListedIncident

SEQUENCE = "incidents_listedfacet_version"
BATCH = 2000
Place = tuple[str, str, int]
"""Facet, value, chunk."""


def _same(value: str) -> Iterable[str]:
    return [value] if value else []


def _many(values: list[str]) -> Iterable[str]:
    return values


def _day(value: date | None) -> Iterable[str]:
    return [value.isoformat()] if value else []


def _local_day(moment: datetime) -> Iterable[str]:
    return _day(timezone.localdate(moment))


def _month(moment: datetime) -> Iterable[str]:
    return [timezone.localdate(moment).isoformat()[:7]]


def _year(moment: datetime) -> Iterable[str]:
    return [timezone.localdate(moment).isoformat()[:4]]


def _roles(pairs: list[str]) -> Iterable[str]:
    return [role for role, party in (pair.split(":", 1) for pair in pairs) if party == "*"]


def _with_party(pairs: list[str]) -> Iterable[str]:
    return [pair for pair in pairs if not pair.endswith(":*")]


def _number(value: int) -> Iterable[str]:
    return [str(value)]


FACETS: dict[str, tuple[str, Callable[..., Iterable[str]]]] = {
    "all": ("reference", lambda _reference: [""]),
    "platform": ("platforms", _many),
    "party": ("parties", _many),
    "role": ("party_roles", _roles),
    "party_role": ("party_roles", _with_party),
    "technique": ("techniques", _many),
    "proposition": ("propositions", _many),
    "goal": ("goals", _many),
    "status": ("legal_statuses", _many),
    "verdict": ("verdict", _same),
    "country": ("jurisdiction", _same),
    "election": ("election", _same),
    "year": ("first_published_at", _year),
    "month": ("first_published_at", _month),
    "published": ("first_published_at", _local_day),
    "updated": ("published_at", _local_day),
    "earliest": ("earliest", _day),
    "latest": ("latest", _day),
    "review_due": ("review_due_on", _day),
    "claims": ("claims", _number),
    "denials": ("denials", _number),
}
"""Each facet: the column it follows from, and how. Days, months and years are Europe/Paris."""
COLUMNS = ("pk", *dict.fromkeys(column for column, _values in FACETS.values()))


def facet_values(row: ListedIncident) -> Iterator[tuple[str, str]]:
    """Every facet with every value that an incident has."""
    for facet, (column, values) in FACETS.items():
        for value in values(getattr(row, column)):
            yield facet, value


def change(*, out: Iterable[ListedIncident] = (), into: Iterable[ListedIncident] = ()) -> None:
    """Take the values of some rows out, and put those of others in. The lock is held."""
    lost, won = _sets(out), _sets(into)
    moved = {place for place in lost.keys() | won.keys() if lost.get(place) != won.get(place)}
    if not moved:
        return
    none = BitMap()
    stored = _stored(moved)
    _write(
        {
            place: (stored.get(place, none) - lost.get(place, none)) | won.get(place, none)
            for place in moved
        }
    )


def fill() -> None:
    """Make every set anew from the listed rows, a chunk at a time. Only what differs is written: a
    process that has the rest need not read it again. The lock is held."""
    keys = ListedIncident.objects.aggregate(last=Max("pk"))["last"] or 0
    chunks = ListedFacet.objects.aggregate(last=Max("chunk"))["last"] or 0
    for chunk in range(max(keys // ListedFacet.CHUNK, chunks) + 1):
        _fill(chunk)


def _fill(chunk: int) -> None:
    first = chunk * ListedFacet.CHUNK
    rows = ListedIncident.objects.filter(pk__gte=first, pk__lt=first + ListedFacet.CHUNK).only(
        *COLUMNS
    )
    wanted = _sets(rows.order_by().iterator(chunk_size=BATCH))
    stored = _read(ListedFacet.objects.filter(chunk=chunk))
    gone = {place: BitMap() for place, keys in stored.items() if keys and place not in wanted}
    _write(gone | {place: keys for place, keys in wanted.items() if stored.get(place) != keys})


def _sets(rows: Iterable[ListedIncident]) -> dict[Place, BitMap]:
    """The keys of some rows by facet, value and chunk."""
    gathered: dict[Place, list[int]] = defaultdict(list)
    for row in rows:
        chunk = row.pk // ListedFacet.CHUNK
        for facet, value in facet_values(row):
            gathered[facet, value, chunk].append(row.pk)
    return {place: BitMap(keys) for place, keys in gathered.items()}


def _stored(places: Collection[Place]) -> dict[Place, BitMap]:
    facets, values, chunks = (set(each) for each in zip(*places, strict=True))
    return _read(ListedFacet.objects.filter(facet__in=facets, value__in=values, chunk__in=chunks))


def _read(rows: QuerySet[ListedFacet]) -> dict[Place, BitMap]:
    found = rows.order_by().values_list("facet", "value", "chunk", "keys")
    return {
        (facet, value, chunk): BitMap.deserialize(bytes(keys)) if keys else BitMap()
        for facet, value, chunk, keys in found.iterator()
    }


def _write(sets: Mapping[Place, BitMap]) -> None:
    version = _next_version()
    ListedFacet.objects.bulk_create(
        (
            ListedFacet(facet=facet, value=value, chunk=chunk, keys=_bytes(keys), version=version)
            for (facet, value, chunk), keys in sorted(sets.items())
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["facet", "value", "chunk"],
        update_fields=["keys", "version"],
    )


def _bytes(keys: BitMap) -> bytes:
    """The same bytes for the same keys, none for none."""
    keys.run_optimize()
    return keys.serialize() if keys else b""


def _next_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [SEQUENCE])
        version: int = cursor.fetchone()[0]
    return version
