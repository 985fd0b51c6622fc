"""Closing a period now, planning it for a moment, and cancelling that."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import report_plan
from incidents.actions.report import build, coverage_of, newest
from incidents.actions.report_check import against, check_may_be_closed
from incidents.admin.guarded_lists import check_no_nul
from incidents.admin.record_form import say
from incidents.admin.report_next import address
from incidents.admin.report_run import address as address_of_run
from incidents.admin.sign_in_again import signs_in_again
from incidents.coverage import Coverage
from incidents.input_error import InputError
from incidents.labels import in_words
from incidents.models import PlannedReport
from incidents.report_jobs import ask

View = Callable[..., HttpResponse]
USUAL_HOUR = time(6)


class CloseForm(forms.Form):
    """What the edition holds beside its incidents."""

    annexes = forms.BooleanField(
        label=_("With annexes"),
        help_text=_("The long glossary, the index and the method; without them, where they are."),
        required=False,
        initial=True,
    )


class PlanForm(CloseForm):
    """Also when, and whether the periods that follow are closed as well."""

    due_at = forms.DateTimeField(
        label=_("Moment of closing"),
        help_text=_("Paris time; after the end of the period. The worker begins within a minute."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    repeats = forms.BooleanField(
        label=_("And each following period"),
        help_text=_("As long after its end, at the same hour, until somebody cancels it."),
        required=False,
    )
    field_order = ("due_at", "repeats", "annexes")


def urls(page: admin.ModelAdmin) -> list[URLPattern]:
    """The pages, below the address of reports."""
    view = page.admin_site.admin_view
    return [
        path("close/<str:period>/", view(_close(page)), name="incidents_report_close"),
        path("plan/<str:period>/", view(_plan(page)), name="incidents_report_plan"),
        path("unplan/<int:pk>/", view(_unplan(page)), name="incidents_report_unplan"),
    ]


def _close(page: admin.ModelAdmin) -> View:
    """Asks first, then has the worker issue the edition, for good."""

    @signs_in_again
    def close(request: HttpRequest, period: str) -> HttpResponse:
        _check_may(request)
        try:
            coverage = coverage_of(period)
            issued = newest(coverage)
            if issued is not None:
                already = gettext("%(period)s is issued already") % in_words({"period": coverage})
                messages.info(request, capfirst(already))
                return HttpResponseRedirect(address(coverage.key))
            check_may_be_closed(coverage, timezone.now())
            form = CloseForm(request.POST if request.method == "POST" else None)
            if form.is_valid():
                return _asked(request, coverage, annexes=form.cleaned_data["annexes"])
            snapshot = build(coverage, at=timezone.now())
        except InputError as error:
            return _back(request, error)
        context = _context(request, page, coverage, gettext("Close %(period)s"), form)
        context |= {
            "snapshot": snapshot,
            "against": [say(each) for each in against(coverage, snapshot, at=timezone.now())],
        }
        return TemplateResponse(request, "admin/incidents/report/close.html", context)

    return close


def _asked(request: HttpRequest, coverage: Coverage, *, annexes: bool) -> HttpResponse:
    run, new = ask(coverage=coverage, by=request.user, annexes=annexes)
    if new:
        messages.success(request, gettext("Asked for: the worker closes the period."))
    else:
        messages.info(request, gettext("This is asked for already."))
    return HttpResponseRedirect(address_of_run(run))


def _plan(page: admin.ModelAdmin) -> View:
    @signs_in_again
    def plan(request: HttpRequest, period: str) -> HttpResponse:
        _check_may(request)
        try:
            coverage = coverage_of(period)
        except InputError as error:
            return _back(request, error)
        typed = request.POST if request.method == "POST" else None
        form = PlanForm(typed, initial=_usual(coverage))
        if coverage.next() is None:
            del form.fields["repeats"]
        if form.is_valid():
            try:
                report_plan.plan(coverage=coverage, by=request.user, **form.cleaned_data)
            except InputError as error:
                form.add_error(None, capfirst(say(error)))
            else:
                messages.success(request, gettext("The closing is planned."))
                return HttpResponseRedirect(address(coverage.key))
        says = _(
            "At that moment the worker closes the period as if you had asked for it then, if you "
            "are still a publisher. What stands against it then stops it, and is shown here."
        )
        title = gettext("Plan the closing of %(period)s")
        context = _context(request, page, coverage, title, form) | {"says": says, "calm": True}
        return TemplateResponse(request, "admin/incidents/report/asked.html", context)

    return plan


def _unplan(page: admin.ModelAdmin) -> View:
    @signs_in_again
    def unplan(request: HttpRequest, pk: int) -> HttpResponse:
        _check_may(request)
        planned = get_object_or_404(PlannedReport, pk=pk)
        if request.method == "POST":
            try:
                report_plan.cancel(planned=planned, by=request.user)
            except InputError as error:
                messages.error(request, say(error))
            else:
                messages.success(request, gettext("The planned closing is cancelled."))
        return HttpResponseRedirect(address(planned.period))

    return unplan


def _usual(coverage: Coverage) -> dict[str, Any]:
    """The second morning after the period, or of tomorrow: in Paris, like what is typed."""
    day = max(coverage.next_day, timezone.localdate()) + timedelta(days=1)
    return {"due_at": timezone.make_aware(datetime.combine(day, USUAL_HOUR))}


def _check_may(request: HttpRequest) -> None:
    check_no_nul(request)
    if not request.user.has_perm("incidents.close_report"):
        raise PermissionDenied


def _back(request: HttpRequest, error: InputError) -> HttpResponse:
    messages.error(request, say(error))
    return HttpResponseRedirect(reverse("admin:incidents_report_changelist"))


def _context(
    request: HttpRequest, page: admin.ModelAdmin, coverage: Coverage, title: str, form: forms.Form
) -> dict[str, Any]:
    return {
        **page.admin_site.each_context(request),
        "title": title % in_words({"period": coverage}),
        "opts": page.opts,
        "coverage": coverage,
        "form": form,
        "back": address(coverage.key),
    }
