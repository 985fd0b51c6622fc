"""Reports: the periods, what the next edition of each would be, and the editions."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import report as reports
from incidents.admin import report_closing, report_next, report_withdrawal
from incidents.admin.guarded import ReadOnlyAdmin, UnlistedMixin
from incidents.admin.guarded_lists import check_no_nul
from incidents.admin.record_form import say
from incidents.admin.report_periods import PeriodForm, periods
from incidents.input_error import InputError
from incidents.jobs import worker_is_silent
from incidents.models import Report, ReportFile
from incidents.reports.pdf import ReportUnavailable
from incidents.reports.press.apart import render
from incidents.reports.render import Volume


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    """Editions, frozen when they were issued."""

    fields = (
        ("kind", "period", "edition"),
        ("jurisdiction", "election"),
        ("first_day", "next_day"),
        ("issued_at", "issued_by"),
        "digest",
        "elsewhere",
    )
    readonly_fields = ("elsewhere",)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path(
                "preview/<str:period>/<str:language>/",
                view(self.preview),
                name="incidents_report_preview",
            ),
            path("period/<str:period>/", view(report_next.view(self)), name=report_next.NAME),
        ]
        other = report_closing.urls(self) + report_withdrawal.urls(self)
        return own + other + super().get_urls()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every period and how it stands; one that is chosen leads to its page."""
        check_no_nul(request)
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = PeriodForm(request.GET if "period" in request.GET else None)
        if form.is_valid():
            return HttpResponseRedirect(report_next.address(form.key()))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Reports"),
            "opts": self.opts,
            "form": form,
            "silent": worker_is_silent(),
            "may_close": request.user.has_perm("incidents.close_report"),
            "may_withdraw": request.user.has_perm("incidents.withdraw_report"),
            **periods(),
        }
        return TemplateResponse(request, "admin/incidents/report/periods.html", context)

    @admin.display(description=_("see also"))
    def elsewhere(self, report: Report) -> str:
        """The page of its period, on which it is withdrawn or replaced, and that of the public."""
        places = (
            (report_next.address(report.period), gettext("The period")),
            (reverse("public:report", args=[report.period]), gettext("Public page")),
        )
        return format_html_join(" · ", '<a href="{}">{}</a>', places)

    def preview(self, request: HttpRequest, period: str, language: str) -> HttpResponse:
        """The PDF as the edition would be now; several volumes as one ZIP. Nothing is kept."""
        check_no_nul(request)
        if not self.has_view_permission(request):
            raise PermissionDenied
        if language not in reports.LANGUAGES:
            raise Http404
        try:
            snapshot = reports.build(reports.coverage_of(period), at=timezone.now())
            made = render(snapshot, language)
        except (InputError, ReportUnavailable) as error:
            messages.error(request, say(error) if isinstance(error, InputError) else str(error))
            return HttpResponseRedirect(reverse("admin:incidents_report_changelist"))
        return _shown(made, f"preview-{period}-{language}")


def _shown(made: Sequence[Volume], name: str) -> HttpResponse:
    if len(made) == 1:
        headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
        return HttpResponse(made[0].pdf, content_type=reports.PDF, headers=headers)
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for each in made:
            archive.writestr(f"{name}-{each.number}.pdf", each.pdf)
    headers = {"Content-Disposition": f'attachment; filename="{name}.zip"'}
    return HttpResponse(packed.getvalue(), content_type="application/zip", headers=headers)


@admin.register(ReportFile)
class ReportFileAdmin(UnlistedMixin, ReadOnlyAdmin):
    """One volume of an edition in one language."""

    list_display = ("report", "language", "volume", "pages")
    list_filter = ("language",)
    search_fields = ("report__period",)
    list_select_related = ("report",)
    fields = ("report", "language", "volume", "pages")
