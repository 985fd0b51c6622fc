"""The order in which what was found is shown: of every match, none left out.

The score of an incident is the sum over the terms of the weight of the best tier in which the term
stands; among equals the one published last, whose key is the greatest, comes first. Incidents of
equal score are one set, so that a page costs what its rows cost, however many there are.
"""

from dataclasses import dataclass

from pyroaring import BitMap

from incidents.search.finding import Found, Tiers

WEIGHTS = {1: 8, 2: 4, 3: 2, 4: 1}
"""Of a title, a summary, a record and a transcript."""

Place = tuple[int, int]
"""Score and key of one incident."""


@dataclass(frozen=True)
class Ranking:
    """Sets of keys by score, the highest first; none is empty."""

    classes: tuple[tuple[int, BitMap], ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(len(keys) for _score, keys in self.classes)

    @property
    def keys(self) -> BitMap:
        """All keys."""
        return BitMap.union(BitMap(), *(keys for _score, keys in self.classes))

    def after(self, place: Place | None, size: int) -> list[Place]:
        """The next places after one (from the top where there is none), in their order."""
        found = list[Place]()
        for score, keys in self.classes:
            if place is not None and score > place[0]:
                continue
            end = len(keys)
            if place is not None and score == place[0]:
                end = keys.rank(place[1] - 1) if place[1] else 0
            begin = max(0, end - (size - len(found)))
            found += [(score, key) for key in reversed(keys[begin:end])]
            if len(found) == size:
                break
        return found

    def before(self, place: Place, size: int) -> list[Place]:
        """The places just before one, in their order."""
        found = list[Place]()
        for score, keys in reversed(self.classes):
            if score < place[0]:
                continue
            begin = keys.rank(place[1]) if score == place[0] else 0
            end = min(len(keys), begin + size - len(found))
            found += [(score, key) for key in keys[begin:end]]
            if len(found) == size:
                break
        return found[::-1]


def rank(found: Found, wanted: BitMap) -> Ranking:
    """The order of those wanted of what was found."""
    classes = {0: wanted}
    for tiers in found.terms:
        best = _best(tiers, wanted)
        scored = dict[int, BitMap]()
        for score, keys in classes.items():
            for weight, holding in best:
                if both := keys & holding:
                    total = score + weight
                    scored[total] = scored[total] | both if total in scored else both
        classes = scored
    return Ranking(tuple((s, k) for s, k in sorted(classes.items(), reverse=True) if k))


def _best(tiers: Tiers, wanted: BitMap) -> list[tuple[int, BitMap]]:
    """By weight, those wanted in whose best tier for this term it is."""
    found, left = list[tuple[int, BitMap]](), wanted
    for tier, weight in WEIGHTS.items():
        if tier in tiers and (here := left & tiers[tier]):
            found.append((weight, here))
            left = left - here
    return found
