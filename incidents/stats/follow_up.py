"""What is to be looked at again, with the incidents concerned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from incidents.codes import FollowUpKind
from incidents.derived import day
from incidents.documents import is_late
from incidents.filters import Rows
from incidents.models import ListedFollowUp, ListedIncident
from incidents.models.listing import ListedProcedureQuerySet
from incidents.stats.procedures import LISTED, incidents_of, procedures_of


@dataclass(frozen=True)
class Waiting:
    """One procedure that is on the follow-up list for one reason, with all its incidents.

    ``items`` are its rows, one for each person (and term) concerned; ``overdue``: somebody is late
    (``documents.is_late``).
    """

    public_id: str
    track: str
    items: Sequence[ListedFollowUp]
    incidents: Sequence[ListedIncident]
    overdue: bool


@dataclass(frozen=True)
class WaitingList:
    """The procedures that wait for one reason, most urgent first, ``LISTED`` at most; ``total`` is
    the number of different procedures, each counted once however many incidents it is about."""

    kind: str
    procedures: Sequence[Waiting]
    total: int


def follow_up_lists(queryset: Rows, today: date) -> list[WaitingList]:
    """What is to be looked at again on a day, of the incidents of ``queryset``, one list for each
    reason. The same days as ``procedures.FollowUp.is_listed``.

    Of a procedure over several incidents the document published last is read; all its incidents of
    ``queryset`` are linked.
    """
    begun = Q(listed_from=None) | Q(listed_from__lte=today)
    followed = procedures_of(queryset)
    told = followed.newest().filter(listed=OuterRef("listed"), public_id=OuterRef("public_id"))
    rows = ListedFollowUp.objects.filter(
        begun, Q(listed_until=None) | Q(listed_until__gte=today), Exists(told)
    ).order_by()
    per_kind = rows.values_list("kind").annotate(number=Count("public_id", distinct=True))
    totals = dict(per_kind.order_by("kind"))
    return [
        WaitingList(
            kind.value,
            _waiting(rows.filter(kind=kind), followed, today) if kind in totals else [],
            totals.get(kind.value, 0),
        )
        for kind in FollowUpKind
    ]


def _waiting(
    rows: QuerySet[ListedFollowUp], followed: ListedProcedureQuerySet, today: date
) -> list[Waiting]:
    """The most urgent procedures: by the day that is due, then by how long they have been open."""
    soonest = rows.values("public_id").annotate(due=Min("due_on"), open_since=Min("since"))
    chosen = soonest.order_by(
        F("due").asc(nulls_last=True), F("open_since").asc(nulls_last=True), "public_id"
    )
    keys = [row["public_id"] for row in chosen[:LISTED]]
    found: dict[str, list[ListedFollowUp]] = {key: [] for key in keys}
    for item in rows.filter(public_id__in=keys).order_by("pk"):
        found[item.public_id].append(item)
    incidents = incidents_of(followed, keys)
    return [
        Waiting(
            key, items[0].track, items, incidents[key], any(_is_late(item, today) for item in items)
        )
        for key, items in found.items()
    ]


def _is_late(row: ListedFollowUp, today: date) -> bool:
    item = {"kind": row.kind, "nature": row.nature, "due_on": day(row.due_on)}
    return is_late(item, today)
