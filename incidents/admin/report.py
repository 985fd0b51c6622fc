"""Monthly reports: what the next edition would hold, its preview, and closing a month."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext

from incidents.actions import report as reports
from incidents.admin import report_withdrawal
from incidents.admin.guarded import ReadOnlyAdmin, UnlistedMixin
from incidents.admin.record_form import say
from incidents.admin.sign_in_again import signs_in_again
from incidents.codes import PublicationKind, ReportKind
from incidents.dates import Month
from incidents.input_error import InputError
from incidents.models import Publication, Report, ReportFile, Withdrawal
from incidents.reports import wording
from incidents.reports.pdf import ReportUnavailable
from incidents.reports.render import render

SHOWN_MONTHS = 24


@dataclass(frozen=True)
class MonthLine:
    """One month as the staff see it: counts of what is public now, and its edition if issued."""

    month: Month
    incidents: int
    changes: int
    report: Report | None
    ended: bool


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    """Editions, frozen when they were issued."""

    fields = (
        ("kind", "period", "edition"),
        ("first_day", "next_day"),
        ("issued_at", "issued_by"),
        "digest",
    )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path(
                "preview/<str:period>/<str:language>/",
                view(self.preview),
                name="incidents_report_preview",
            ),
            path("close/<str:period>/", view(self.close), name="incidents_report_close"),
        ]
        return own + report_withdrawal.urls(self) + super().get_urls()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Monthly reports"),
            "opts": self.opts,
            "months": list(_months()),
            "may_close": request.user.has_perm("incidents.close_report"),
            "may_withdraw": request.user.has_perm("incidents.withdraw_report"),
        }
        return TemplateResponse(request, "admin/incidents/report/months.html", context)

    def preview(self, request: HttpRequest, period: str, language: str) -> HttpResponse:
        """The PDF as the edition would be now. Nothing is kept."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if language not in reports.LANGUAGES:
            raise Http404
        try:
            snapshot = reports.build(reports.coverage_of(period), at=timezone.now())
            (made, *_rest) = render(snapshot, language)
        except (InputError, ReportUnavailable) as error:
            messages.error(request, _said(error))
            return HttpResponseRedirect(reverse("admin:incidents_report_changelist"))
        name = f"preview-{period}-{language}.pdf"
        headers = {"Content-Disposition": f'inline; filename="{name}"'}
        return HttpResponse(made.pdf, content_type=reports.PDF, headers=headers)

    @signs_in_again
    def close(self, request: HttpRequest, period: str) -> HttpResponse:
        """Asks first, then issues the month's edition, for good."""
        if not request.user.has_perm("incidents.close_report"):
            raise PermissionDenied
        back = HttpResponseRedirect(reverse("admin:incidents_report_changelist"))
        try:
            coverage = reports.coverage_of(period)
            if request.method == "POST":
                issued, created = reports.close(coverage, by=request.user, at=timezone.now())
                said = (
                    gettext("Issued: %(report)s.")
                    if created
                    else gettext("Was issued: %(report)s.")
                )
                messages.success(request, said % {"report": issued})
                return back
            snapshot = reports.build(coverage, at=timezone.now())
        except (InputError, ReportUnavailable) as error:
            messages.error(request, _said(error))
            return back
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Close %(month)s") % {"month": wording.month(coverage.first_day)},
            "opts": self.opts,
            "snapshot": snapshot,
        }
        return TemplateResponse(request, "admin/incidents/report/close.html", context)


@admin.register(ReportFile)
class ReportFileAdmin(UnlistedMixin, ReadOnlyAdmin):
    """The PDF of one edition in one language."""

    list_display = ("report", "language", "pages")
    list_filter = ("language",)
    search_fields = ("report__period",)
    list_select_related = ("report",)
    fields = ("report", "language", "pages")


def _said(error: InputError | ReportUnavailable) -> str:
    return say(error) if isinstance(error, InputError) else str(error)


def _months() -> Iterator[MonthLine]:
    """From this month back to that of the first publication, newest first; a fixed number of
    queries."""
    today = timezone.localdate()
    first = Publication.objects.order_by("first_published_at").first()
    if first is None:
        return
    oldest = Month.containing(timezone.localdate(first.first_published_at))
    public, changes = _published(), _changes()
    rows = Report.objects.filter(kind=ReportKind.MONTH).select_related("withdrawal")
    issued = {each.period: each for each in rows.order_by("edition")}
    month = Month.containing(today)
    for _line in range(SHOWN_MONTHS):
        if month < oldest:
            return
        key = str(month)
        yield MonthLine(month, public[key], changes[key], issued.get(key), month.has_ended(today))
        month = month.previous()


def _published() -> Counter[str]:
    """How many incidents that are public now were first published in each month."""
    moments = Publication.objects.current().values_list("first_published_at", flat=True)
    return Counter(_month_of(moment) for moment in moments)


def _changes() -> Counter[str]:
    later = Publication.objects.filter(~Q(kind=PublicationKind.FIRST))
    moments = [
        *later.values_list("published_at", flat=True),
        *Withdrawal.objects.values_list("withdrawn_at", flat=True),
    ]
    return Counter(_month_of(moment) for moment in moments)


def _month_of(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m}"
