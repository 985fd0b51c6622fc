"""Pages on which an issued report is withdrawn, and replaced by a redacted edition."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import report_withdrawal as actions
from incidents.actions.report import coverage_of
from incidents.admin.record_form import say
from incidents.admin.report_next import address
from incidents.admin.report_run import address as address_of_run
from incidents.admin.sign_in_again import signs_in_again
from incidents.codes import Scheme
from incidents.input_error import InputError
from incidents.models import Report, Term
from incidents.report_jobs import ask

Done = tuple[str, str]
"""What was done, in words, and the page that shows it."""


class WithdrawForm(forms.Form):
    """The class of the reason is public, the reason is not."""

    reason_class = forms.ModelChoiceField(
        Term.objects.filter(scheme=Scheme.CORRECTION_CLASS), label=_("Class of reason (public)")
    )
    reason = forms.CharField(label=_("Reason (internal)"), widget=forms.Textarea(attrs={"rows": 4}))


class ReissueForm(forms.Form):
    """What is taken out beside incidents withdrawn and passages redacted since."""

    values = forms.CharField(
        label=_("Words to take out"),
        help_text=_("One to a line; wherever they stand in the report, in upper or lower case."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def clean_values(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["values"].splitlines() if line.strip()]


def urls(page: admin.ModelAdmin) -> list[URLPattern]:
    """The two pages, below the address of reports."""
    view = page.admin_site.admin_view
    return [
        path("<int:pk>/withdraw/", view(_withdraw(page)), name="incidents_report_withdraw"),
        path("reissue/<str:period>/", view(_reissue(page)), name="incidents_report_reissue"),
    ]


def _withdraw(page: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    @signs_in_again
    def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("incidents.withdraw_report"):
            raise PermissionDenied
        report = get_object_or_404(Report, pk=pk)
        form = WithdrawForm(request.POST or None)

        def act() -> Done:
            actions.withdraw(report=report, by=request.user, at=timezone.now(), **form.cleaned_data)
            said = gettext("Withdrawn: %(report)s.") % {"report": report}
            return said, address(report.period)

        says = _(
            "The addresses of this edition answer that it was withdrawn, with its digest and the "
            "class of the reason. Its bytes are kept and never change. A redacted edition may "
            "replace it."
        )
        which = {"report": report.title, "n": report.edition}
        title = gettext("Withdraw: %(report)s, edition %(n)s") % which
        return _asked(page, request, form, act, title=title, says=says)

    return withdraw


def _reissue(page: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    @signs_in_again
    def reissue(request: HttpRequest, period: str) -> HttpResponse:
        if not request.user.has_perm("incidents.close_report"):
            raise PermissionDenied
        form = ReissueForm(request.POST if request.method == "POST" else None)

        def act() -> Done:
            values = form.cleaned_data["values"]
            coverage = coverage_of(period)
            actions.next_snapshot(coverage, values)
            run, new = ask(coverage=coverage, by=request.user, redacting=True, values=values)
            said = gettext("Asked for: the worker issues the edition.")
            return said if new else gettext("This is asked for already."), address_of_run(run)

        says = _(
            "The next edition holds what the withdrawn one held, without incidents withdrawn "
            "since, without passages redacted since, and without the words that you name here. It "
            "says which edition it replaces."
        )
        return _asked(page, request, form, act, title=_("Issue a redacted edition"), says=says)

    return reissue


def _asked(
    page: admin.ModelAdmin,
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], Done],
    **words: Any,
) -> HttpResponse:
    """Ask, then act; what the action refuses becomes an error of the form."""
    back = reverse("admin:incidents_report_changelist")
    if form.is_valid():
        try:
            said, there = act()
        except InputError as error:
            form.add_error(None, say(error))
        else:
            messages.success(request, said)
            return HttpResponseRedirect(there)
    context = {**page.admin_site.each_context(request), **words, "form": form}
    context |= {"opts": page.opts, "back": back}
    return TemplateResponse(request, "admin/incidents/report/asked.html", context)
