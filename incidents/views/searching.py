"""A search of the public list: what is found, and what to say of the words."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from pyroaring import BitMap

from incidents import search
from incidents.filters import IncidentFilter

EXACT = "exact"
"""Parameter of an address that wants no other words in the place of misspelt ones."""


@dataclass(frozen=True)
class Searched:
    """What was found for what was ``written``: where each term of the ``query`` stands, and the
    ``keys`` of all that was found, before any other filter. ``instead`` is the query that was
    answered in the place of one that nothing was found for, and ``exact_url`` the address that asks
    for nothing else than what was written; ``common`` are the words that were left out."""

    written: str
    query: search.Query
    found: search.Found
    keys: BitMap
    instead: str = ""
    exact_url: str = ""
    common: tuple[str, ...] = ()


def searched(filterset: IncidentFilter, request: HttpRequest) -> Searched | None:
    """What is found for the words of a valid address. One query, three more where nothing is."""
    query = filterset.query
    if query is None:
        return None
    found, written, instead = search.find(query), query.text, ""
    wanted = found.keys()
    if not wanted and EXACT not in request.GET and (other := search.nearest(query)):
        nearest = search.find(other)
        if keys := nearest.keys():
            query, found, wanted, instead = other, nearest, keys, other.text
    return Searched(
        written=written,
        query=query,
        found=found,
        keys=wanted,
        instead=instead,
        exact_url=_exactly(request) if instead else "",
        common=query.common,
    )


def _exactly(request: HttpRequest) -> str:
    query = QueryDict(mutable=True)
    query.update(request.GET)
    query[EXACT] = "1"
    query.pop("page", None)
    return f"{request.path}?{query.urlencode()}"
