"""Issued reports: the archive, the page of one, and its file, byte for byte."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import http_date
from django.views.decorators.http import condition, require_safe

from incidents.models import ListedIncident, Report, ReportFile, ReportWithdrawal
from incidents.views.page import show

LANGUAGE_NAMES = {"fr": "Français", "en": "English"}


@dataclass(frozen=True)
class File:
    """One PDF of an edition."""

    language: str
    pages: int
    digest: str

    @property
    def language_name(self) -> str:
        """The language in itself."""
        return LANGUAGE_NAMES[self.language]


@dataclass(frozen=True)
class Edition:
    """One issued report as pages show it."""

    period: str
    title: str
    edition: int
    issued_at: datetime
    digest: str
    incidents: int
    changes: int
    files: Sequence[File]
    withdrawn_at: datetime | None = None
    reason: str = ""


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The archive: the newest edition of each period, newest period first."""
    return show(request, "reports.html", "reports", reports=editions())


@require_safe
def report(request: HttpRequest, period: str) -> HttpResponse:
    """The page of one period: every edition with files and digests, and what the newest holds. What
    was withdrawn since has no title; 410 where the newest edition itself is withdrawn."""
    found = list(_all().filter(period=period))
    if not found:
        raise Http404
    newest, *earlier = (_edition(each) for each in found)
    gone = newest.withdrawn_at is not None
    return show(
        request,
        "report.html",
        "reports",
        status=410 if gone else 200,
        report=newest,
        earlier=earlier,
        entries=[] if gone else _entries(found[0].snapshot["incidents"]),
    )


def _file(period: str, language: str, edition: int | None = None) -> ReportFile:
    files = ReportFile.objects.filter(report__period=period, language=language)
    if edition is not None:
        files = files.filter(report__edition=edition)
    newest = files.select_related("report__withdrawal__reason_class").order_by("-report__edition")
    return get_object_or_404(newest[:1])


def _withdrawal(found: Report) -> ReportWithdrawal | None:
    return getattr(found, "withdrawal", None)


def _etag(
    request: HttpRequest, period: str, language: str, edition: int | None = None
) -> str | None:
    found = _file(period, language, edition)
    return None if _withdrawal(found.report) else f'"{found.file_id}"'


@require_safe
@condition(etag_func=_etag)
def report_pdf(
    request: HttpRequest, period: str, language: str, edition: int | None = None
) -> HttpResponse:
    """The PDF of a period in a language, of its newest edition or of the one asked for; its digest
    is its ETag. 410 for an edition that is withdrawn."""
    found = _file(period, language, edition)
    if _withdrawal(found.report):
        gone = _edition(found.report)
        return show(request, "report_withdrawn.html", "reports", status=410, report=gone)
    response = HttpResponse(bytes(found.file.content), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="vigie-{period}-{language}.pdf"'
    response.headers["Last-Modified"] = http_date(found.report.issued_at.timestamp())
    return response


def editions(limit: int | None = None) -> list[Edition]:
    """The newest edition of each period, newest period first."""
    return [_edition(found) for found in _newest()[:limit]]


def _all() -> Any:
    """Editions by the start of their period, the newest edition first."""
    ordered = Report.objects.order_by("-first_day", "kind", "period", "-edition")
    return ordered.select_related("withdrawal__reason_class").prefetch_related("files")


def _newest() -> Any:
    """Newest editions, one a period."""
    return _all().distinct("first_day", "kind", "period")


def _edition(found: Report) -> Edition:
    ended = _withdrawal(found)
    return Edition(
        period=found.period,
        title=found.title,
        edition=found.edition,
        issued_at=found.issued_at,
        digest=found.digest,
        incidents=len(found.snapshot["incidents"]),
        changes=len(found.snapshot["changes"]),
        files=[File(f.language, f.pages, f.file_id) for f in found.files.all()],
        withdrawn_at=ended.withdrawn_at if ended else None,
        reason=str(ended.reason_class) if ended else "",
    )


def _entries(incidents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The incidents of a report under the titles they have now."""
    references = [entry["reference"] for entry in incidents]
    rows = ListedIncident.objects.filter(reference__in=references)
    titles = {r: {"fr": fr, "en": en} for r, fr, en in rows.values_list(*TITLES)}
    return [
        {
            "reference": entry["reference"],
            "first_published_at": entry["first_published_at"],
            "title": titles.get(entry["reference"]),
        }
        for entry in incidents
    ]


TITLES = ("reference", "title_fr", "title_en")
