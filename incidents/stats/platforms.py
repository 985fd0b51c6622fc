"""What became of notices to platforms, and of content that was seen on them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Func,
    Max,
    Min,
    Q,
    QuerySet,
)

from incidents.filters import Rows
from incidents.models import ListedAppearance, ListedIncident, ListedProcedure
from incidents.stats.counts import ranked
from incidents.stats.procedures import LISTED, incidents_of, procedures_of


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
    return _answers(procedures_of(queryset).newest().filter(sent=True).exclude(platform=""))


def notices_to(platform: str) -> Answered | None:
    """What became of all notices to one platform; None where none was sent. Only procedures that
    some document ties to it are read, however many there are."""
    return next(iter(_answers(_sent_to(platform))), None)


def newest_notices_to(platform: str) -> list[tuple[ListedProcedure, list[ListedIncident]]]:
    """The newest notices to one platform, ``LISTED`` at most, each as the document published last
    tells of it and with its incidents."""
    newest = F("sent_on").desc(nulls_last=True)
    chosen = list(_sent_to(platform).order_by(newest, "public_id")[:LISTED])
    incidents = incidents_of(ListedProcedure.objects.all(), [each.public_id for each in chosen])
    return [(notice, incidents[notice.public_id]) for notice in chosen]


def decisions_of(platform: str) -> list[tuple[str, int]]:
    """Notices to one platform per code of a decision on them, most first; a decision can have
    several codes."""
    codes = _sent_to(platform).annotate(code=Func(F("decisions"), function="unnest"))
    found = codes.values_list("code").annotate(number=Count("pk"))
    return list(ranked(list(found)))


def appearances_on(platform: str) -> dict[str, int]:
    """Places on one platform where content was seen, per ``codes.Availability``."""
    found = ListedAppearance.objects.filter(platform=platform).order_by()
    return dict(found.values_list("now").annotate(number=Count("pk")))


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
