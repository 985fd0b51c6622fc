"""Tables derived from current Publications, so that lists, filters and source pages are one query.

Written in the transaction that publishes, withdraws, redacts or merges. ``rebuild`` makes them
anew from the Publications, and from redactions and merges, which are only ever added; ``rows``
gives both states for comparison. ``shown`` is how every public page reads a Publication; data that
others take along is ``as_published``.
"""

from incidents.listing.derived import DERIVED
from incidents.listing.lines import cited_lines
from incidents.listing.mergers import address_now, addresses_now
from incidents.listing.shown import (
    as_published,
    as_published_all,
    content_shown,
    contents_shown,
    shown,
    shown_all,
)
from incidents.listing.sources import relist_sources
from incidents.listing.tables import (
    add,
    fingerprint,
    is_behind,
    one_at_a_time,
    rebuild,
    redact,
    remove,
    rename,
    rows,
)

__all__ = [
    "DERIVED",
    "add",
    "address_now",
    "addresses_now",
    "as_published",
    "as_published_all",
    "cited_lines",
    "content_shown",
    "contents_shown",
    "fingerprint",
    "is_behind",
    "one_at_a_time",
    "rebuild",
    "redact",
    "relist_sources",
    "remove",
    "rename",
    "rows",
    "shown",
    "shown_all",
]
