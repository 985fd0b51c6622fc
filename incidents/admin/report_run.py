"""Closings: the list of attempts, the page on which one is watched, and what is planned."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions.report import coverage_of
from incidents.admin.asked import whole_number
from incidents.admin.guarded import ReadOnlyAdmin
from incidents.admin.guarded_lists import check_no_nul
from incidents.input_error import InputError
from incidents.labels import in_words
from incidents.models import PlannedReport, ReportRun
from incidents.report_jobs import Standing, standing


def address(run: ReportRun) -> str:
    """The page of a run."""
    return reverse("admin:incidents_reportrun_change", args=[run.pk])


@admin.register(ReportRun)
class ReportRunAdmin(ReadOnlyAdmin):
    """Newest first: who asked for which edition, and what came of it."""

    list_display = ("period", "state", "redacting", "asked_by", "asked_at", "ended", "report")
    list_select_related = ("asked_by", "report")
    list_filter = ("state", "redacting", ("asked_by", admin.RelatedOnlyFieldListFilter))
    search_fields = ("period",)
    sortable_by = ()
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReportRun]:
        return super().get_queryset(request).defer("log", "values", "report__snapshot")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        name = "incidents_reportrun_progress"
        return [path("<int:pk>/progress/", view(self.progress), name=name), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """How far it is; while it runs, asked again and again by a script or, without one, by the
        browser."""
        check_no_nul(request)
        if not self.has_view_permission(request):
            raise PermissionDenied
        run = _of_key(whole_number(object_id))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Closing of a period"),
            "opts": self.opts,
            "work": standing(run),
            "run": run,
            "period": _words(run.period),
            "may_close": request.user.has_perm("incidents.close_report"),
            "files": _files(run),
        }
        return TemplateResponse(request, "admin/incidents/reportrun/page.html", context)

    def progress(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The part that says how far it is; once there is nothing to wait for, the whole page."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        run = _of_key(pk)
        work: Standing = standing(run)
        if not work.is_open:
            answer = HttpResponse()
            answer["HX-Redirect"] = address(run)
            return answer
        context = {"run": run, "work": work}
        return TemplateResponse(request, "admin/incidents/reportrun/progress.html", context)

    @admin.display(description=_("ended at"))
    def ended(self, run: ReportRun) -> datetime | None:
        return run.ended_at


@admin.register(PlannedReport)
class PlannedReportAdmin(ReadOnlyAdmin):
    """What is planned, and what became of it; planned and cancelled on the page of its period."""

    list_display = ("period", "due_at", "state", "repeats", "planned_by", "ended_at")
    list_select_related = ("planned_by",)
    list_filter = ("state",)
    search_fields = ("period",)


def _words(key: str) -> str:
    """What a key means; of one that means nothing any more the key."""
    try:
        return str(in_words({"of": coverage_of(key)})["of"])
    except InputError:
        return key


def _of_key(key: int | None) -> ReportRun:
    if key is None:
        raise Http404
    shown = ReportRun.objects.select_related("asked_by", "report", "plan")
    found: ReportRun = get_object_or_404(shown.defer("report__snapshot", "values"), pk=key)
    return found


def _files(run: ReportRun) -> list[Any]:
    if run.report is None:
        return []
    return list(run.report.files.select_related("file").defer("file__content"))
