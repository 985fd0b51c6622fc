"""Search through published incidents: a person's text in, incidents in their order out (ADR 0018).

``parse`` reads the text and is what every other function is given. ``matching`` is the condition
for the FilterSet, ``keys`` the same as a set of keys of ListedIncident, ``ranked`` their order.
"""

from incidents.search.asking import Query, parse
from incidents.search.finding import keys, matching
from incidents.search.ranking import Place, Ranking, ranked
from incidents.search.reading import LONGEST, QueryError

__all__ = [
    "LONGEST",
    "Place",
    "Query",
    "QueryError",
    "Ranking",
    "keys",
    "matching",
    "parse",
    "ranked",
]
