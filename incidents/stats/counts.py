"""Incidents per value of a facet or column, and per month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F
from django.db.models.functions import TruncMonth

from incidents.facets import Selection
from incidents.filters import Rows


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


def by_month(queryset: Rows) -> Counts:
    """Incidents per month of first publication (Europe/Paris), in the order of time."""
    return _in_time(queryset.annotate(month=TruncMonth("first_published_at")))


def by_month_of_facts(queryset: Rows) -> Counts:
    """Incidents per month of their facts, of those whose facts are known to lie in one month;
    ``distinct`` is their number."""
    months = queryset.annotate(month=TruncMonth("earliest"), last_month=TruncMonth("latest"))
    return _in_time(months.filter(month=F("last_month")))


def _in_time(months: Rows) -> Counts:
    found = months.order_by().values_list(F("month")).annotate(number=Count("pk"))
    rows = sorted((_day_of(month).isoformat(), number) for month, number in found)
    return Counts(tuple(rows), months.count())


def _day_of(month: Any) -> date:
    return month.date() if isinstance(month, datetime) else month


def ranked(rows: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Most first; what is equal, by its code."""
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0])))
