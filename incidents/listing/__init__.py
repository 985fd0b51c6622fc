"""Tables derived from current Publications, so that lists, filters and source pages are one query.

Written in the transaction that publishes, withdraws or redacts. ``rebuild`` makes them anew from
the Publications alone, and from the redactions, which are only ever added; ``rows`` gives both
states for comparison. ``shown`` is how every public output reads a Publication.
"""

from incidents.listing.lines import cited_lines
from incidents.listing.shown import shown, shown_all
from incidents.listing.sources import relist_sources
from incidents.listing.tables import (
    DERIVED,
    add,
    fingerprint,
    rebuild,
    redact,
    remove,
    rows,
)

__all__ = [
    "DERIVED",
    "add",
    "cited_lines",
    "fingerprint",
    "rebuild",
    "redact",
    "relist_sources",
    "remove",
    "rows",
    "shown",
    "shown_all",
]
