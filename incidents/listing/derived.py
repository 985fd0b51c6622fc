"""Every derived table, those first that refer to others."""

from incidents.models import (
    ListedActor,
    ListedAppearance,
    ListedClaim,
    ListedDetail,
    ListedElection,
    ListedFacet,
    ListedFollowUp,
    ListedIncident,
    ListedProcedure,
    ListedSegment,
    ListedSource,
    ListedSourceUse,
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
    ListedClaim,
    ListedSourceUse,
    ListedProcedure,
    ListedFollowUp,
    ListedDetail,
    ListedIncident,
    ListedFacet,
    ListedText,
    ListedWord,
)
