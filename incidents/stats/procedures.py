"""Procedures of published incidents, and the incidents of a procedure."""

from collections.abc import Sequence

from incidents.filters import Rows
from incidents.models import ListedIncident, ListedProcedure
from incidents.models.listing import ListedProcedureQuerySet

LISTED = 25
"""So many procedures are named under one heading of the follow-up list, and so many notices on the
page of a platform; the number of all of them is said beside."""


def procedures_of(queryset: Rows) -> ListedProcedureQuerySet:
    """Every row of a procedure of these incidents."""
    return ListedProcedure.objects.filter(listed__in=queryset.order_by().values("pk")).order_by()


def incidents_of(
    followed: ListedProcedureQuerySet, keys: Sequence[str]
) -> dict[str, list[ListedIncident]]:
    """The incidents of each procedure, among those of the rows, by their references."""
    found: dict[str, list[ListedIncident]] = {key: [] for key in keys}
    rows = followed.filter(public_id__in=keys).select_related("listed")
    for row in rows.order_by("listed__reference"):
        found[row.public_id].append(row.listed)
    return found
