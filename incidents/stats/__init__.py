"""Counts of published incidents, from the same rows and filters as the public list."""

from incidents.stats.counts import Counts, by_facet, by_month, by_month_of_facts
from incidents.stats.follow_up import Waiting, WaitingList, follow_up_lists
from incidents.stats.platforms import (
    Answered,
    Days,
    appearances_on,
    decisions_of,
    newest_notices_to,
    notices,
    notices_to,
)
from incidents.stats.procedures import LISTED

__all__ = [
    "LISTED",
    "Answered",
    "Counts",
    "Days",
    "Waiting",
    "WaitingList",
    "appearances_on",
    "by_facet",
    "by_month",
    "by_month_of_facts",
    "decisions_of",
    "follow_up_lists",
    "newest_notices_to",
    "notices",
    "notices_to",
]
