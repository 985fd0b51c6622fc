"""Counts of published incidents, from the same rows and filters as the public list."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Func, QuerySet

from incidents.codes import LegalStatus
from incidents.models import ListedIncident

Rows = QuerySet[ListedIncident]


@dataclass(frozen=True)
class Counts:
    """Rows per code, most first; ``distinct`` is the number of incidents, which the rows may exceed
    where an incident has several codes."""

    rows: tuple[tuple[str, int], ...]
    distinct: int


def by_code(queryset: Rows, field: str) -> Counts:
    """Incidents per code of an array column."""
    codes = queryset.order_by().annotate(code=Func(F(field), function="unnest"))
    return _counts(codes.values_list("code"), queryset)


def by_value(queryset: Rows, field: str) -> Counts:
    """Incidents per value of a plain column."""
    return _counts(queryset.order_by().values_list(F(field)), queryset)


def by_legal_status(queryset: Rows, today: date) -> Counts:
    """Incidents per legal status, with "nothing followed" as of ``today``."""
    counts = by_code(queryset, "legal_statuses")
    overdue = queryset.filter(review_due_on__lte=today).count()
    rows = [*counts.rows, (LegalStatus.NOTHING_FOLLOWED.value, overdue)]
    return Counts(_ranked([row for row in rows if row[1]]), counts.distinct)


def _counts(codes: QuerySet[ListedIncident, tuple[str]], queryset: Rows) -> Counts:
    found = codes.annotate(number=Count("pk", distinct=True))
    return Counts(_ranked(list(found)), queryset.count())


def _ranked(rows: list[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0])))
