"""Which incidents a query finds: as a condition for the filter, and as sets of keys.

An incident is found when every term stands somewhere in its texts, and nothing that is excluded
stands in any of them. Both ways ask the same of each term.
"""

import sys
from array import array
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL
from pyroaring import BitMap

from incidents.models import ListedIncident
from incidents.search.asking import Query

EVERY = f"SELECT publication_id FROM {ListedIncident._meta.db_table}"
HOLDING = "SELECT vigie_keys(%s::tsquery)"
BY_TIER = "SELECT {place}, tier, keys FROM vigie_packed(%s::tsquery)"
EVERY_KEY = f"""
SELECT {{place}}, 0, string_agg(int4send(publication_id::integer), ''::bytea)
FROM {ListedIncident._meta.db_table}
"""

Tiers = dict[int, BitMap]


@dataclass(frozen=True)
class Found:
    """By term, the keys by tier of where it stands; what is excluded; every key where only
    exclusions are asked for."""

    terms: tuple[Tiers, ...]
    excluded: BitMap
    every: BitMap | None

    def keys(self) -> BitMap:
        """The keys of all incidents found."""
        if self.every is not None:
            return self.every - self.excluded
        return BitMap.intersection(*(union(tiers) for tiers in self.terms)) - self.excluded


def union(tiers: Tiers) -> BitMap:
    """The keys of all tiers."""
    return BitMap.union(BitMap(), *tiers.values())


def matching(query: Query) -> Q:
    """The condition of being found, for a queryset of ListedIncident."""
    wanted = " INTERSECT ".join([f"({HOLDING})"] * len(query.terms)) or EVERY
    params = [term.expression for term in query.terms]
    if query.excluded:
        wanted = f"({wanted}) EXCEPT ({HOLDING})"
        params.append(query.excluded.expression)
    return Q(pk__in=RawSQL(wanted, params))


def keys(query: Query) -> BitMap:
    """The keys of all that is found; one query."""
    return find(query).keys()


def find(query: Query) -> Found:
    """Where each term of a query stands; one query."""
    asked = [*query.terms, *([query.excluded] if query.excluded else [])]
    parts = [BY_TIER.format(place=place) for place in range(len(asked))]
    if not query.terms:
        parts.append(EVERY_KEY.format(place=len(asked)))
    found: list[Tiers] = [{} for _ in range(len(asked) + 1)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [term.expression for term in asked])
        for place, tier, packed in cursor:
            found[place][tier] = _unpacked(packed or b"")
    number = len(query.terms)
    return Found(
        terms=tuple(found[:number]),
        excluded=union(found[number]) if query.excluded else BitMap(),
        every=None if query.terms else union(found[-1]),
    )


def _unpacked(packed: bytes) -> BitMap:
    """Keys as PostgreSQL sends them: four bytes each, the highest first."""
    numbers = array("I", packed)
    if sys.byteorder == "little":
        numbers.byteswap()
    return BitMap(numbers)
