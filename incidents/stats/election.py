"""Incidents of an election in time: around its silence periods, and week by week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import TruncWeek

from incidents.calendars import Phase
from incidents.filters import Rows

WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class PhaseCount:
    """One phase, how many incidents were first published in it, and of how many the facts
    certainly lie in it."""

    phase: Phase
    published: int
    facts: int


@dataclass(frozen=True)
class PhaseCounts:
    """Every phase; ``unplaced``: incidents whose facts are not known well enough to lie in one."""

    phases: Sequence[PhaseCount]
    unplaced: int
    total: int


def by_phase(queryset: Rows, phases: Sequence[Phase], zone: tzinfo) -> PhaseCounts | None:
    """Counted in one query; None where there is no phase. A silence period holds the whole of the
    days on which it begins and ends: facts are dated by the day."""
    if not phases:
        return None
    wanted: dict[str, Any] = {"total": Count("pk")}
    for place, phase in enumerate(phases):
        wanted[f"published_{place}"] = Count("pk", filter=_published(phase))
        wanted[f"facts_{place}"] = Count("pk", filter=_facts(phase, zone))
    found = queryset.order_by().aggregate(**wanted)
    counts = [
        PhaseCount(phase, found[f"published_{place}"], found[f"facts_{place}"])
        for place, phase in enumerate(phases)
    ]
    return PhaseCounts(counts, found["total"] - sum(each.facts for each in counts), found["total"])


def _published(phase: Phase) -> Q:
    wanted = Q()
    if phase.start is not None:
        wanted &= Q(first_published_at__gte=phase.start)
    if phase.end is not None:
        wanted &= Q(first_published_at__lt=phase.end)
    return wanted


def _facts(phase: Phase, zone: tzinfo) -> Q:
    """Facts of an unknown day lie in none: comparing with nothing is never true."""
    wanted = Q(earliest__isnull=False)
    if phase.start is not None:
        start = _day(phase.start, zone)
        wanted &= Q(earliest__gte=start) if phase.is_silence else Q(earliest__gt=start)
    if phase.end is not None:
        end = _day(phase.end, zone)
        wanted &= Q(latest__lte=end) if phase.is_silence else Q(latest__lt=end)
    return wanted


def _day(at: datetime, zone: tzinfo) -> date:
    return at.astimezone(zone).date()


def weeks(queryset: Rows, first: date, last: date) -> list[tuple[date, tuple[int, int]]]:
    """Each week from the one of ``first`` to the one of ``last``, by its Monday: incidents whose
    facts lie in it, and those first published in it."""
    begun = queryset.annotate(week=TruncWeek("earliest"), to=TruncWeek("latest"))
    facts = _per_week(
        begun.filter(week=F("to"), earliest__gte=first - WEEK, latest__lte=last + WEEK)
    )
    near = queryset.filter(
        first_published_at__date__gte=first - WEEK, first_published_at__date__lte=last + WEEK
    )
    published = _per_week(near.annotate(week=TruncWeek("first_published_at")))
    monday = first - timedelta(days=first.weekday())
    found = []
    while monday <= last:
        found.append((monday, (facts.get(monday, 0), published.get(monday, 0))))
        monday += WEEK
    return found


def _per_week(rows: Any) -> dict[date, int]:
    counted = rows.order_by().values_list("week").annotate(number=Count("pk"))
    return {week.date() if isinstance(week, datetime) else week: number for week, number in counted}
