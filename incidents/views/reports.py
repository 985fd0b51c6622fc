"""The archive of issued reports, year by year."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from incidents import issued
from incidents.codes import ReportKind
from incidents.followed import ALL_REPORTS, REPORTS
from incidents.views.page import show


@require_safe
def reports(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The reports of a year, of the newest one where none is asked for: each with its newest
    edition and what became of those before. ``kind`` narrows it. 404 for a year of which nothing
    was issued: its address is in no page, and would say nothing."""
    kind = _kind(request.GET.get("kind", ""))
    years = issued.years()
    if year is not None and year not in years:
        raise Http404
    shown = year or next(iter(years), None)
    query = f"?{urlencode({'kind': kind.value})}" if kind else ""
    return show(
        request,
        "reports.html",
        "reports",
        year=shown,
        asked_year=year,
        years=years,
        kind=kind.value if kind else "",
        kinds=[each.value for each in ReportKind],
        query=query,
        periods=issued.of_year(shown, kind) if shown else [],
        feed=reverse("public:reports_feed") + query,
        follow=urlencode({REPORTS: kind.value if kind else ALL_REPORTS}),
    )


def _kind(asked: str) -> ReportKind | None:
    """404 for an address that this site never wrote."""
    if not asked:
        return None
    try:
        return ReportKind(asked)
    except ValueError:
        raise Http404 from None
