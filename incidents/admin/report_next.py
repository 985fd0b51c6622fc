"""The page of one period: what its next edition would say today, and what would stop it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language

from incidents.actions.report import build, coverage_of, newest
from incidents.actions.report_check import against, missed
from incidents.admin.guarded_lists import check_no_nul
from incidents.admin.record_form import say
from incidents.codes import ReportPlanState
from incidents.coverage import Coverage
from incidents.documents import Document
from incidents.input_error import InputError
from incidents.labels import in_words
from incidents.labels.changes import change_in_words
from incidents.models import Incident, PlannedReport, ReportRun
from incidents.models.vocabulary import in_active_language
from incidents.report_jobs import open_run, standing
from incidents.reports.in_lists import in_lists
from incidents.reports.volumes import parts

NAME = "incidents_report_period"
SHOWN = 50
SHOWN_RUNS = 5
Keys = dict[str | None, int]
"""Of incidents, by their references."""


@dataclass(frozen=True)
class Entry:
    """An incident or a change of the snapshot; ``pk`` leads to the incident as staff have it."""

    reference: str
    title: str
    kind: str
    at: datetime
    pk: int | None


def address(key: str) -> str:
    """The page of a period."""
    return reverse(f"admin:{NAME}", args=[key])


def view(page: admin.ModelAdmin) -> Callable[[HttpRequest, str], HttpResponse]:
    """For whoever sees reports; what is done from here, publishers do."""

    def show(request: HttpRequest, period: str) -> HttpResponse:
        check_no_nul(request)
        if not page.has_view_permission(request):
            raise PermissionDenied
        at = timezone.now()
        try:
            coverage = coverage_of(period)
            snapshot = build(coverage, at=at)
        except InputError as error:
            messages.error(request, say(error))
            return HttpResponseRedirect(reverse("admin:incidents_report_changelist"))
        if coverage.key != period:
            return HttpResponseRedirect(address(coverage.key))
        context = {
            **page.admin_site.each_context(request),
            **said_today(coverage, snapshot, at),
            **_asked(coverage),
            "title": capfirst(str(in_words({"period": coverage})["period"])),
            "opts": page.opts,
            "coverage": coverage,
            "may_close": request.user.has_perm("incidents.close_report"),
            "may_withdraw": request.user.has_perm("incidents.withdraw_report"),
        }
        return TemplateResponse(request, "admin/incidents/report/period.html", context)

    return show


def said_today(coverage: Coverage, snapshot: Document, at: datetime) -> dict[str, Any]:
    """The contents of the edition in the reader's language, as they are now, and what is against
    it. A fixed number of queries."""
    kept = in_lists(snapshot)
    language = get_language() if get_language() in ("fr", "en") else "fr"
    entries = [*snapshot["incidents"][:SHOWN], *snapshot["changes"][:SHOWN]]
    references = {each["reference"] for each in entries}
    found = Incident.objects.filter(reference__in=references).values_list("reference", "pk")
    keys = dict(found)
    return {
        "sentences": kept[language],
        "unfinished": snapshot["unfinished"],
        "volumes": len(parts(snapshot)),
        "incidents": list(_incidents(snapshot, keys)),
        "all_incidents": len(snapshot["incidents"]),
        "changes": list(_changes(snapshot, keys)),
        "all_changes": len(snapshot["changes"]),
        "against": [say(each) for each in against(coverage, snapshot, at=at)],
        "missed": [say(each) for each in missed(coverage, at=at)],
    }


def _asked(coverage: Coverage) -> dict[str, Any]:
    """Its edition, what is planned, what is under way and the last attempts."""
    run = open_run(coverage.key)
    plans = PlannedReport.objects.filter(period=coverage.key).select_related("planned_by")
    runs = ReportRun.objects.filter(period=coverage.key).select_related("asked_by")
    return {
        "issued": newest(coverage),
        "work": standing(run) if run is not None else None,
        "plan": plans.filter(state=ReportPlanState.WAITING).first(),
        "stopped_plan": plans.filter(state=ReportPlanState.STOPPED).first(),
        "runs": list(runs.defer("log", "values")[:SHOWN_RUNS]),
    }


def _incidents(snapshot: Document, keys: Keys) -> Iterator[Entry]:
    for each in snapshot["incidents"][:SHOWN]:
        at = datetime.fromisoformat(each["first_published_at"])
        yield _entry(each, each["content"]["title"], at, keys)


def _changes(snapshot: Document, keys: Keys) -> Iterator[Entry]:
    for each in snapshot["changes"][:SHOWN]:
        yield _entry(each, each["title"], datetime.fromisoformat(each["published_at"]), keys)


def _entry(each: Document, title: Document, at: datetime, keys: Keys) -> Entry:
    words = in_active_language(title["fr"], title["en"])
    reference = each["reference"]
    kind = change_in_words(each["kind"], each.get("into", ""))
    return Entry(reference, words, kind, at, keys.get(reference))
