"""Counts of published incidents: the same rows and filters as the list, so the totals agree."""

import calendar
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents import codes, dates, stats
from incidents import filters as choices_of
from incidents.facets import Selection, select
from incidents.filters import IncidentFilter, Rows
from incidents.labels import choices
from incidents.labels.law import EVERY_TRACK
from incidents.views import filtering, follow_up
from incidents.views.page import show, today


@dataclass(frozen=True)
class Row:
    """One line of a table; `url` opens the list that it counts; `share` of the longest, in %."""

    label: str
    count: int
    share: int
    url: str


@dataclass(frozen=True)
class Table:
    """One table; `distinct` is the number of incidents under it, `total_label` says which ones.

    `overlaps`: the rows add up to more than that. `note`: what has to be known to read it.
    """

    key: str
    title: str
    heading: str
    rows: Sequence[Row]
    distinct: int
    overlaps: bool
    total_label: str
    note: str = ""


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """The tables for the filter in the address. What can't be read is said, and nothing counted."""
    day = today()
    filterset = filtering.filters(request, day)
    valid = filterset.is_valid()
    query = filtering.active(filterset)
    listed = reverse("public:incidents")
    return show(
        request,
        "statistics.html",
        "statistics",
        form=filterset.form,
        chips=filtering.chips(filterset, request),
        total=select(filterset).total if valid else 0,
        tables=tables(filterset, query) if valid else [],
        sections=follow_up.sections(filterset.qs, day) if valid else [],
        notices=notices(filterset.qs) if valid else [],
        day=day,
        list_url=f"{listed}?{query.urlencode()}".removesuffix("?"),
    )


def notices(rows: Rows) -> list[tuple[str, stats.Answered]]:
    """Notices to platforms, under the platforms' names."""
    found = stats.notices(rows)
    names = _platforms() if found else {}
    return [(names.get(each.platform, each.platform), each) for each in found]


def tables(filterset: IncidentFilter, query: QueryDict) -> list[Table]:
    """Every table of the page, in its order."""
    found = select(filterset)
    draw = _Drawing(filterset, query)
    return [
        draw.months(found),
        draw.table("platform", _("By platform"), stats.by_facet(found, "platform"), _platforms),
        draw.table(
            "party",
            _("By party concerned"),
            replace(stats.by_facet(found, "party"), distinct=found.distinct("party")),
            _parties,
            total_label=_("Incidents that involve a party"),
        ),
        draw.table("technique", _("By technique"), stats.by_facet(found, "technique"), _techniques),
        draw.table(
            "proposition",
            _("By what is claimed"),
            stats.by_facet(found, "proposition"),
            lambda: _labels(codes.Proposition),
        ),
        draw.table(
            "status",
            _("By legal follow-up"),
            stats.by_facet(found, "status"),
            lambda: _labels(codes.LegalStatus),
            note=str(EVERY_TRACK),
        ),
        draw.table(
            "verdict",
            _("By verdict"),
            stats.by_facet(found, "verdict"),
            lambda: _labels(codes.Verdict),
        ),
        draw.table("country", _("By country"), stats.by_facet(found, "country"), _countries),
    ]


class _Drawing:
    """Makes tables whose rows lead to the list under the page's filter and their own."""

    def __init__(self, filterset: IncidentFilter, query: QueryDict) -> None:
        self.filterset = filterset
        self.query = query
        self.listed = reverse("public:incidents")

    def table(
        self,
        key: str,
        title: str,
        counts: stats.Counts,
        labels: Callable[[], Mapping[str, str]],
        *,
        total_label: str = "",
        note: str = "",
    ) -> Table:
        named = labels()
        longest = max((n for _code, n in counts.rows), default=1)
        rows = [
            Row(_capital(named.get(code, code)), n, _share(n, longest), self._url({key: code}))
            for code, n in counts.rows
        ]
        heading = str(self.filterset.form.fields[key].label)
        overlaps = sum(n for _code, n in counts.rows) > counts.distinct
        said = total_label or _("Different incidents")
        return Table(key, title, heading, rows, counts.distinct, overlaps, said, note)

    def months(self, selection: Selection) -> Table:
        """By month of first publication (Europe/Paris), in the order of time."""
        counts = stats.by_facet(selection, "month")
        found = sorted((date.fromisoformat(f"{month}-01"), n) for month, n in counts.rows)
        longest = max((n for _day, n in found), default=1)
        shown = [
            Row(
                _capital(dates.month_wording(day, get_language() or "fr")),
                n,
                _share(n, longest),
                self._url({"published_from": f"{day}", "published_to": f"{_last_day(day)}"}),
            )
            for day, n in found
        ]
        title = _("By month of first publication")
        said = _("Different incidents")
        return Table("month", title, _("Month"), shown, counts.distinct, False, said)

    def _url(self, own: Mapping[str, str]) -> str:
        query = self.query.copy()
        for name, value in own.items():
            query[name] = value
        return f"{self.listed}?{query.urlencode()}"


def _platforms() -> dict[str, str]:
    return dict(choices_of.platforms())


def _parties() -> dict[str, str]:
    return dict(choices_of.parties())


def _techniques() -> dict[str, str]:
    return dict(choices_of.techniques())


def _countries() -> dict[str, str]:
    return dict(choices_of.countries())


def _labels(enum: type[StrEnum]) -> dict[str, str]:
    return {code: str(words) for code, words in choices(enum)}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _share(number: int, longest: int) -> int:
    return max(1, round(100 * number / longest))


def _last_day(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
