"""Filters as sets of incidents: how many there are, which, and how many of them per value.

The FilterSet is the rule; here the same filters are put together from the sets that the listing
keeps per value (``facet_sets``), so that every count is the exact size of a set, at any number of
incidents. ``tests/test_facets.py`` holds the two against each other.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from pyroaring import BitMap

from incidents import search
from incidents.codes import LegalStatus
from incidents.facet_sets import Sets, current

FACETS = (
    "platform",
    "party",
    "role",
    "technique",
    "proposition",
    "goal",
    "status",
    "verdict",
    "country",
    "election",
    "year",
    "month",
)
"""What is counted per value; each is a filter of the same name."""
Count = tuple[str, int]


class Asking(Protocol):
    """What is needed of the FilterSet: a valid one."""

    is_bound: bool
    today: date

    @property
    def form(self) -> Any:
        """The form, which has read the values."""
        ...

    @property
    def sets(self) -> Sets:
        """The sets as they were when the filter was asked."""
        ...

    def is_valid(self) -> bool:
        """Whether every filter can be read."""
        ...


def select(filterset: Asking, words: BitMap | None = None) -> "Selection":
    """The incidents that a filter lets through; ``words`` are those that its search finds, where
    they are known already. Raises ValueError for a filter that can't be read: what it ignored would
    be counted."""
    if filterset.is_bound and not filterset.is_valid():
        raise ValueError(f"no valid filter: {', '.join(filterset.form.errors)}")
    given = filterset.form.cleaned_data if filterset.is_bound else {}
    asked = {name: value for name, value in given.items() if value}
    if words is None and "q" in asked:
        words = search.keys(asked["q"])
    return Selection(filterset.sets, asked, words, filterset.today)


def everything(today: date) -> "Selection":
    """All published incidents."""
    return Selection(current(), {}, None, today)


class Selection:
    """Some incidents, and counts over them. ``keys`` are those of ``ListedIncident``."""

    def __init__(
        self, sets: Sets, asked: Mapping[str, Any], words: BitMap | None, today: date
    ) -> None:
        self.sets = sets
        self.asked = asked
        self.words = words
        self.today = today

    @cached_property
    def keys(self) -> BitMap:
        """The incidents themselves; not to be changed."""
        return self._keys(self.asked)

    @property
    def total(self) -> int:
        """How many they are."""
        return len(self.keys)

    @property
    def is_everything(self) -> bool:
        """Whether no filter is set."""
        return not self.asked

    def counts(self, facet: str, *, own: bool = True) -> list[Count]:
        """Incidents per value of a facet, most first; values that none has are left out.

        ``own=False``: as if that facet's own filter were not set, which says what each of its
        values would give alone. Parties count in the roles that are asked for, and roles for the
        parties that are.
        """
        keys = self.keys if own else self.without(facet)
        sizes = ((value, keys.intersection_cardinality(s)) for value, s in self._values(facet))
        return sorted((row for row in sizes if row[1]), key=lambda row: (-row[1], row[0]))

    def without(self, name: str) -> BitMap:
        """The incidents as if one filter were not set."""
        if name not in self.asked:
            return self.keys
        return self._keys({other: value for other, value in self.asked.items() if other != name})

    def sum(self, facet: str) -> int:
        """The sum of a number over the incidents: ``claims`` or ``denials``."""
        return sum(
            int(value) * self.keys.intersection_cardinality(keys)
            for value, keys in self.sets.values(facet).items()
        )

    def distinct(self, facet: str) -> int:
        """How many of the incidents have any value of a facet."""
        having = BitMap.union(BitMap(), *(keys for _value, keys in self._values(facet)))
        return self.keys.intersection_cardinality(having)

    def _keys(self, asked: Mapping[str, Any]) -> BitMap:
        found = (self._of(name, asked) for name in asked)
        return BitMap.intersection(self.sets.everything, *found)

    def _of(self, name: str, asked: Mapping[str, Any]) -> BitMap:
        """What one of the filters asked for lets through."""
        value = asked[name]
        if name in FACETS:
            return BitMap.union(BitMap(), *(self._having(name, each, asked) for each in value))
        match name:
            case "q":
                return BitMap() if self.words is None else self.words
            case "facts_from":
                return self.sets.between("latest", first=value.isoformat())
            case "facts_to":
                return self.sets.between("earliest", last=value.isoformat())
            case "published_from":
                return self.sets.between("published", first=value.isoformat())
            case "published_to":
                return self.sets.between("published", last=value.isoformat())
        raise ValueError(f"{name}: no set is known for this filter")

    def _values(self, facet: str) -> Iterator[tuple[str, BitMap]]:
        values = {*self.sets.values(facet)}
        if facet == "status":
            values.add(LegalStatus.NOTHING_FOLLOWED.value)
        return ((value, self._having(facet, value, self.asked)) for value in values)

    def _having(self, facet: str, value: str, asked: Mapping[str, Any]) -> BitMap:
        """Incidents with one value of a facet."""
        if facet == "party" and "role" in asked:
            return self.sets.of("party_role", [f"{role}:{value}" for role in asked["role"]])
        if facet == "role" and "party" in asked:
            return self.sets.of("party_role", [f"{value}:{party}" for party in asked["party"]])
        found = self.sets.of(facet, [value])
        if facet == "status" and value == LegalStatus.NOTHING_FOLLOWED:
            return found | self.sets.between("review_due", last=self.today.isoformat())
        return found
