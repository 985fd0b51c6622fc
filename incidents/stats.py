"""Counts of published incidents, from the same rows and filters as the public list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.functions import TruncMonth

from incidents.codes import FollowUpKind
from incidents.derived import day
from incidents.documents import is_late
from incidents.facets import Selection
from incidents.models import ListedAppearance, ListedFollowUp, ListedIncident, ListedProcedure
from incidents.models.listing import ListedProcedureQuerySet

Rows = QuerySet[ListedIncident]
LISTED = 25
"""So many procedures are named under one heading of the follow-up list, and so many notices on the
page of a platform; the number of all of them is said beside."""


@dataclass(frozen=True)
class Counts:
    """Rows per code, most first; ``distinct`` is the number of incidents, which the rows may exceed
    where an incident has several codes."""

    rows: tuple[tuple[str, int], ...]
    distinct: int


def by_facet(selection: Selection, facet: str) -> Counts:
    """Incidents per value of a facet, as the list counts them: at any number of incidents as fast
    as at few."""
    return Counts(tuple(selection.counts(facet)), selection.total)


def by_value(queryset: Rows, field: str) -> Counts:
    """Incidents per value of a plain column."""
    return _counts(queryset.order_by().values_list(F(field)), queryset)


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
    followed = _procedures(queryset)
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
    incidents = _incidents(followed, keys)
    return [
        Waiting(
            key, items[0].track, items, incidents[key], any(_is_late(item, today) for item in items)
        )
        for key, items in found.items()
    ]


def _is_late(row: ListedFollowUp, today: date) -> bool:
    item = {"kind": row.kind, "nature": row.nature, "due_on": day(row.due_on)}
    return is_late(item, today)


def _incidents(
    followed: ListedProcedureQuerySet, keys: Sequence[str]
) -> dict[str, list[ListedIncident]]:
    """The incidents of each procedure, among those that are counted."""
    found: dict[str, list[ListedIncident]] = {key: [] for key in keys}
    rows = followed.filter(public_id__in=keys).select_related("listed")
    for row in rows.order_by("listed__reference"):
        found[row.public_id].append(row.listed)
    return found


@dataclass(frozen=True)
class Days:
    """Whole days from the notice to an answer, of the ``known`` notices whose days are known
    exactly; all None where none is."""

    known: int
    median: float | None = None
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class Answered:
    """What became of the notices to one platform, each counted once.

    ``silent``: neither a receipt nor a decision is known.
    """

    platform: str
    notices: int
    received: int
    decided: int
    silent: int
    to_receipt: Days
    to_decision: Days


class Median(Aggregate):
    """The middle of the values that are not null; of two in the middle, what lies half-way."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def notices(queryset: Rows) -> list[Answered]:
    """Notices sent to platforms, of the incidents of ``queryset``, each as the document published
    last tells of it; the platform with most notices first."""
    return _answers(_procedures(queryset).newest().filter(sent=True).exclude(platform=""))


def notices_to(platform: str) -> Answered | None:
    """What became of all notices to one platform; None where none was sent. Only procedures that
    some document ties to it are read, however many there are."""
    return next(iter(_answers(_sent_to(platform))), None)


def _answers(sent: QuerySet[ListedProcedure]) -> list[Answered]:
    receipt, decision = _after("received_on"), _after("decided_on")
    found = (
        sent.order_by()
        .values("platform")
        .annotate(
            notices=Count("pk"),
            receipts=Count("pk", filter=Q(received=True)),
            answers=Count("pk", filter=Q(decided=True)),
            silent=Count("pk", filter=Q(received=False, decided=False)),
            **_days_of("receipt", receipt),
            **_days_of("decision", decision),
        )
    )
    return [_answered({**row}) for row in found.order_by("-notices", "platform")]


def newest_notices_to(platform: str) -> list[tuple[ListedProcedure, list[ListedIncident]]]:
    """The newest notices to one platform, ``LISTED`` at most, each as the document published last
    tells of it and with its incidents."""
    newest = F("sent_on").desc(nulls_last=True)
    chosen = list(_sent_to(platform).order_by(newest, "public_id")[:LISTED])
    incidents = _incidents(ListedProcedure.objects.all(), [each.public_id for each in chosen])
    return [(notice, incidents[notice.public_id]) for notice in chosen]


def decisions_of(platform: str) -> list[tuple[str, int]]:
    """Notices to one platform per code of a decision on them, most first; a decision can have
    several codes."""
    codes = _sent_to(platform).annotate(code=Func(F("decisions"), function="unnest"))
    found = codes.values_list("code").annotate(number=Count("pk"))
    return list(_ranked(list(found)))


def appearances_on(platform: str) -> dict[str, int]:
    """Places on one platform where content was seen, per ``codes.Availability``."""
    found = ListedAppearance.objects.filter(platform=platform).order_by()
    return dict(found.values_list("now").annotate(number=Count("pk")))


def _procedures(queryset: Rows) -> ListedProcedureQuerySet:
    """Every row of a procedure of these incidents."""
    return ListedProcedure.objects.filter(listed__in=queryset.order_by().values("pk")).order_by()


def _sent_to(platform: str) -> QuerySet[ListedProcedure]:
    tied = ListedProcedure.objects.filter(platform=platform).order_by()
    return tied.newest().filter(sent=True, platform=platform)


def _after(field: str) -> ExpressionWrapper:
    return ExpressionWrapper(F(field) - F("sent_on"), output_field=DurationField())


def _days_of(name: str, days: ExpressionWrapper) -> dict[str, Aggregate]:
    return {
        f"{name}_known": Count(days),
        f"{name}_median": Median(days),
        f"{name}_least": Min(days),
        f"{name}_most": Max(days),
    }


def _answered(row: dict[str, Any]) -> Answered:
    return Answered(
        row["platform"],
        row["notices"],
        received=row["receipts"],
        decided=row["answers"],
        silent=row["silent"],
        to_receipt=_days(row, "receipt"),
        to_decision=_days(row, "decision"),
    )


def _days(row: dict[str, Any], name: str) -> Days:
    known, median = row[f"{name}_known"], row[f"{name}_median"]
    if not known:
        return Days(0)
    least, most = (row[f"{name}_{end}"].days for end in ("least", "most"))
    return Days(known, median / timedelta(days=1), least, most)


def _counts(codes: QuerySet[ListedIncident, tuple[str]], queryset: Rows) -> Counts:
    found = codes.annotate(number=Count("pk", distinct=True))
    return Counts(_ranked(list(found)), queryset.count())


def _ranked(rows: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0])))


def by_month(queryset: Rows) -> Counts:
    """Incidents per month of first publication (Europe/Paris), in the order of time."""
    months = queryset.annotate(month=TruncMonth("first_published_at"))
    return _in_time(by_value(months, "month"))


def by_month_of_facts(queryset: Rows) -> Counts:
    """Incidents per month of their facts, of those whose facts are known to lie in one month;
    ``distinct`` is their number."""
    months = queryset.annotate(month=TruncMonth("earliest"), last_month=TruncMonth("latest"))
    return _in_time(by_value(months.filter(month=F("last_month")), "month"))


def _in_time(counts: Counts) -> Counts:
    rows = sorted((_day_of(month).isoformat(), number) for month, number in counts.rows)
    return Counts(tuple(rows), counts.distinct)


def _day_of(month: Any) -> date:
    return month.date() if isinstance(month, datetime) else month
