"""Search through published incidents: a person's text in, incidents in their order out (ADR 0018).

``parse`` reads the text and is what every other function is given. ``matching`` is the condition
for the FilterSet, ``keys`` the same as a set of keys of ListedIncident; ``find`` says where each
term stands, and ``rank`` puts what was found in its order;
``hits`` are the passages that the incidents of one page were found for. ``nearest`` is what a
misspelt query may have meant, ``suggest`` what may be wanted of one that is still being typed.
"""

from incidents.search.asking import Query, parse
from incidents.search.finding import Found, find, keys, matching
from incidents.search.hits import Hit, hits
from incidents.search.marks import Marks
from incidents.search.nearest import nearest
from incidents.search.ranking import Place, Ranking, rank
from incidents.search.reading import LONGEST, QueryError
from incidents.search.suggestions import Suggestions, naming, suggest

__all__ = [
    "LONGEST",
    "Found",
    "Hit",
    "Marks",
    "Place",
    "Query",
    "QueryError",
    "Ranking",
    "Suggestions",
    "find",
    "hits",
    "keys",
    "matching",
    "naming",
    "nearest",
    "parse",
    "rank",
    "suggest",
]
