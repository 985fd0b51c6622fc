"""Every derived table, those first that refer to others."""

from incidents.models import (
    ListedActor,
    ListedAppearance,
    ListedDetail,
    ListedElection,
    ListedFacet,
    ListedFollowUp,
    ListedIncident,
    ListedProcedure,
    ListedSegment,
    ListedSource,
    ListedTally,
    ListedText,
    ListedWord,
)

DERIVED = (
    ListedSegment,
    ListedSource,
    ListedActor,
    ListedElection,
    ListedTally,
    ListedAppearance,
    ListedProcedure,
    ListedFollowUp,
    ListedDetail,
    ListedIncident,
    ListedFacet,
    ListedText,
    ListedWord,
)
