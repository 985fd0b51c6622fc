"""Tables derived from current Publications, for lists, filters, search and source pages.

Written only by ``listing`` of the app, in the transaction that publishes or withdraws, and
rebuilt by ``manage.py rebuild_listing``.
"""

from incidents.models.listing.appearance import ListedAppearance
from incidents.models.listing.detail import ListedDetail
from incidents.models.listing.facet import ListedFacet
from incidents.models.listing.incident import ListedIncident
from incidents.models.listing.names import ListedActor, ListedElection, Names
from incidents.models.listing.procedure import (
    ListedFollowUp,
    ListedProcedure,
    ListedProcedureQuerySet,
)
from incidents.models.listing.source import ListedSegment, ListedSource
from incidents.models.listing.tally import ListedTally
from incidents.models.listing.text import ListedText, ListedWord

__all__ = [
    "ListedActor",
    "ListedAppearance",
    "ListedDetail",
    "ListedElection",
    "ListedFacet",
    "ListedFollowUp",
    "ListedIncident",
    "ListedProcedure",
    "ListedProcedureQuerySet",
    "ListedSegment",
    "ListedSource",
    "ListedTally",
    "ListedText",
    "ListedWord",
    "Names",
]
