"""A search of the public list: every match in its order, and what to show of each."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from pyroaring import BitMap

from incidents import search
from incidents.filters import IncidentFilter, Rows
from incidents.models import ListedIncident

EXACT = "exact"
"""Parameter of an address that wants no other words in the place of misspelt ones."""


@dataclass(frozen=True)
class Searched:
    """What was found for what was ``written``. ``instead`` is the query that was answered in the
    place of one that nothing was found for, and ``exact_url`` the address that asks for nothing
    else than what was written; ``common`` are the words that were left out."""

    written: str
    query: search.Query
    ranking: search.Ranking
    others: IncidentFilter
    instead: str = ""
    exact_url: str = ""
    common: tuple[str, ...] = ()

    @property
    def rows(self) -> Rows:
        """What was found, for an order that is not that of the ranking."""
        return self.others.qs.filter(search.matching(self.query))


def searched(filterset: IncidentFilter, request: HttpRequest) -> Searched | None:
    """The matches of a valid address that has words, within its other filters. One query, three
    more where nothing is found, and one where there are other filters."""
    query = filterset.query
    if query is None:
        return None
    found, written, instead = search.find(query), query.text, ""
    wanted = found.keys()
    if not wanted and EXACT not in request.GET and (other := search.nearest(query)):
        found = search.find(other)
        if wanted := found.keys():
            query, instead = other, other.text
    others = _others(filterset)
    within = _keys(others)
    return Searched(
        written=written,
        query=query,
        others=others,
        ranking=search.rank(found, wanted if within is None else wanted & within),
        instead=instead,
        exact_url=_exactly(request) if instead else "",
        common=query.common,
    )


def _others(filterset: IncidentFilter) -> IncidentFilter:
    """The filters of an address without its words."""
    data = filterset.data.copy()
    data.pop("q", None)
    return IncidentFilter(data, ListedIncident.objects.all(), today=filterset.today)


def _keys(others: IncidentFilter) -> BitMap | None:
    """The keys that the other filters let through; None where there is none."""
    if not any(others.asked(name) for name in others.form.fields):
        return None
    return BitMap(others.qs.order_by().values_list("pk", flat=True))


def _exactly(request: HttpRequest) -> str:
    query = QueryDict(mutable=True)
    query.update(request.GET)
    query[EXACT] = "1"
    query.pop("page", None)
    return f"{request.path}?{query.urlencode()}"
