"""Late arrivals: incidents first published in the period whose facts lie wholly before it. Pure."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from incidents.reports.frozen import Snapshot

Record = dict[str, Any]


def is_late_arrival(document: Record, first_day: date) -> bool:
    """Whether the last day on which the facts can have been is before the period. Facts of unknown
    date are not late: nothing is known of when they were."""
    latest = document["facts_date"]["latest"]
    return latest is not None and date.fromisoformat(latest) < first_day


def late_arrivals(snapshot: Snapshot, incidents: Iterable[Record]) -> list[str]:
    """References of the late arrivals among the incidents of a snapshot, in their order."""
    first = date.fromisoformat(snapshot["first_day"])
    return [i["reference"] for i in incidents if is_late_arrival(i["content"], first)]
