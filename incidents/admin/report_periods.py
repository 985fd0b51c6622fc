"""The periods of which there are reports: months, quarters, elections and parts, each with how it
stands. A fixed number of queries, however many incidents there are."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.codes import PublicationKind, ReportPlanState
from incidents.coverage import Coverage, of_election, of_month, quarter_containing, read
from incidents.dates import Month
from incidents.input_error import InputError
from incidents.models import (
    ListedElection,
    ListedIncident,
    PlannedReport,
    Publication,
    Report,
    ReportRun,
    Withdrawal,
)

EVERYTHING = ""
SHOWN_MONTHS = 24
SHOWN_QUARTERS = 8
SHOWN_OTHERS = 50


class PeriodForm(forms.Form):
    """A period and a part of the register, of which there may be no report yet."""

    period = forms.RegexField(
        r"^[-\w]+$",
        label=_("Month or quarter"),
        max_length=20,
        help_text=_("2026-10, or 2026-Q4"),
        widget=forms.TextInput(attrs={"size": 9}),
    )
    part = forms.ChoiceField(label=_("Part"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = ListedIncident.objects.exclude(jurisdiction="").order_by("jurisdiction")
        found = codes.values_list("jurisdiction", flat=True).distinct()[:SHOWN_OTHERS]
        slugs = ListedElection.objects.order_by("slug").values_list("slug", flat=True)
        field: Any = self.fields["part"]
        field.choices = [
            (EVERYTHING, _("everything")),
            *((f"-{code.lower()}", code) for code in found),
            *((f"-election-{slug}", slug) for slug in slugs[:SHOWN_OTHERS]),
        ]

    def key(self) -> str:
        return f"{self.cleaned_data['period']}{self.cleaned_data['part']}"


@dataclass(frozen=True)
class Line:
    """One period: counts of what is public now (None where nobody counted), its newest edition, the
    closing that is planned, the last attempt."""

    coverage: Coverage
    incidents: int | None
    changes: int | None
    ended: bool
    report: Report | None
    plan: PlannedReport | None
    run: ReportRun | None


def periods() -> dict[str, list[Line]]:
    """By kind, newest first; nothing before the first publication. ``parts``: reports of one
    jurisdiction or election in a month or quarter, as soon as somebody asked for one."""
    months = list(_months())
    quarters = list(_quarters(months))[:SHOWN_QUARTERS]
    known = _Known()
    elections, parts = known.elections(), known.parts()
    return {
        "months": [known.line(each) for each in months[:SHOWN_MONTHS]],
        "quarters": [known.line(each) for each in quarters],
        "elections": [known.line(each) for each in elections],
        "parts": [known.line(each) for each in parts],
    }


class _Known:
    """Everything that the lines are made of, read once."""

    def __init__(self) -> None:
        self.today = timezone.localdate()
        self.public, self.changes = _published(), _changes()
        editions = Report.objects.defer("snapshot").select_related("withdrawal")
        self.issued = {each.period: each for each in editions.order_by("edition")}
        waiting = PlannedReport.objects.filter(state=ReportPlanState.WAITING)
        self.plans = {each.period: each for each in waiting.order_by("due_at")[:SHOWN_OTHERS]}
        runs = ReportRun.objects.defer("log").order_by("period", "-pk").distinct("period")
        self.runs = {each.period: each for each in runs}

    def line(self, coverage: Coverage) -> Line:
        key, counted = coverage.key, not coverage.jurisdiction and not coverage.election
        months = list(_months_of(coverage)) if counted else []
        return Line(
            coverage,
            sum(self.public[month] for month in months) if counted else None,
            sum(self.changes[month] for month in months) if counted else None,
            coverage.has_ended(self.today),
            self.issued.get(key),
            self.plans.get(key),
            self.runs.get(key),
        )

    def elections(self) -> list[Coverage]:
        """Those that a published incident touches, the latest first."""
        rows = ListedElection.objects.values_list("slug", "content__rounds")[:SHOWN_OTHERS]
        return _latest(_elections(rows))

    def parts(self) -> list[Coverage]:
        keys = {*self.issued, *self.plans, *self.runs}
        return _latest(_parts(sorted(keys)))[:SHOWN_OTHERS]


def _latest(found: Iterable[Coverage]) -> list[Coverage]:
    return sorted(found, key=lambda each: each.next_day, reverse=True)


def _elections(rows: Iterable[tuple[str, Any]]) -> Iterator[Coverage]:
    """Without those of which no voting day is public."""
    for slug, rounds in rows:
        if days := [date.fromisoformat(each["on"]) for each in rounds or ()]:
            yield of_election(slug, days)


def _parts(keys: Iterable[str]) -> Iterator[Coverage]:
    for key in keys:
        with suppress(InputError):
            written = read(key)
            if written.span is not None and (written.jurisdiction or written.election):
                yield written.covered()


def _months() -> Iterator[Coverage]:
    """From this month back to that of the first publication."""
    first = Publication.objects.order_by("first_published_at").only("first_published_at").first()
    if first is None:
        return
    oldest = Month.containing(timezone.localdate(first.first_published_at))
    month = Month.containing(timezone.localdate())
    for _line in range(max(SHOWN_MONTHS, 3 * SHOWN_QUARTERS)):
        if month < oldest:
            return
        yield of_month(month)
        month = month.previous()


def _quarters(months: Iterable[Coverage]) -> Iterator[Coverage]:
    """Those that the months are in."""
    yield from dict.fromkeys(quarter_containing(Month.containing(e.first_day)) for e in months)


def _months_of(coverage: Coverage) -> Iterator[date]:
    month = Month.containing(coverage.first_day)
    while month.first_day < coverage.next_day:
        yield month.first_day
        month = month.next()


def _published() -> Counter[date]:
    """How many incidents that are public now were first published in each month, in Paris."""
    return _counted(Publication.objects.current(), "first_published_at")


def _changes() -> Counter[date]:
    later = Publication.objects.filter(~Q(kind=PublicationKind.FIRST))
    return _counted(later, "published_at") + _counted(Withdrawal.objects.all(), "withdrawn_at")


def _counted(rows: Any, field: str) -> Counter[date]:
    found = rows.order_by().annotate(month=TruncMonth(field)).values_list("month")
    return Counter({month.date(): count for month, count in found.annotate(n=Count("pk"))})
