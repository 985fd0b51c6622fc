"""A report is compared before it is issued: each of its numbers is counted again by the filters of
the public list and from the files that the site gives out, and one that disagrees stops it.

The report counts frozen documents; here rows of lists are counted, and lines of files. Lists and
files are of now, the report is of its cut-off: what has moved on since is counted from its frozen
document, by what derives the lists and by what writes the files (``frozen``, ``lists``, ``files``),
and named in the outcome.
"""

from incidents.reconciled.compared import RECOUNTS
from incidents.reconciled.outcome import (
    ListsBehind,
    Reconciled,
    ReconciliationError,
    Recounted,
    Since,
    TakenBack,
    Unreconciled,
)
from incidents.reconciled.reconcile import reconcile

__all__ = [
    "RECOUNTS",
    "ListsBehind",
    "Reconciled",
    "ReconciliationError",
    "Recounted",
    "Since",
    "TakenBack",
    "Unreconciled",
    "reconcile",
]
