"""What is done with a checked file: carried out by the worker, watched meanwhile, undone, or
forgotten."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import importing
from incidents.admin.asked import whole_number
from incidents.admin.guarded_lists import check_no_nul
from incidents.admin.importing_lines import problems_file
from incidents.admin.importing_page import READ_RECORDS, of_key, outcome
from incidents.admin.importing_standing import built_on
from incidents.admin.record_form import say
from incidents.codes import ImportState
from incidents.import_jobs import ask_to_carry_out, ask_to_undo, standing
from incidents.input_error import InputError
from incidents.models import Import

View = Callable[..., HttpResponse]


class UndoForm(forms.Form):
    """Why an import is taken back."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


def address(batch: Import) -> str:
    """The page of an import."""
    return reverse("admin:incidents_import_change", args=[batch.pk])


def carry_out(page: admin.ModelAdmin) -> View:
    """The button, which says how many drafts it makes: by that number it is known whether the one
    who pressed it saw what is there."""

    def ask(request: HttpRequest, pk: int) -> HttpResponse:
        batch = _asked(page, request, pk)
        back = HttpResponseRedirect(address(batch))
        if request.method != "POST":
            return back
        if batch.state != ImportState.STAGED:
            messages.info(request, gettext("This import is no longer waiting."))
        elif not batch.may_be_carried_out:
            messages.error(request, gettext("There is nothing here that could be carried out."))
        elif whole_number(request.POST.get("create")) != batch.counts.get("create"):
            messages.error(request, gettext("The numbers have changed: look at them again."))
        elif ask_to_carry_out(batch=batch, by=request.user):
            messages.success(request, gettext("Asked for: the worker makes the drafts."))
        else:
            messages.info(request, gettext("This is asked for already."))
        return back

    return ask


def discard(page: admin.ModelAdmin) -> View:
    """Of a file that nobody wants only that it was looked at stays."""

    def forget(request: HttpRequest, pk: int) -> HttpResponse:
        batch = _asked(page, request, pk)
        if request.method != "POST":
            return HttpResponseRedirect(address(batch))
        work = standing(batch)
        if work is not None and work.is_open:
            messages.error(request, gettext("It is being carried out: it cannot be discarded now."))
            return HttpResponseRedirect(address(batch))
        try:
            importing.discard(batch=batch, by=request.user)
        except InputError as error:
            messages.error(request, say(error))
        else:
            messages.success(request, gettext("Discarded. No record was changed."))
        return HttpResponseRedirect(address(batch))

    return forget


def progress(page: admin.ModelAdmin) -> View:
    """The part of the page that says how far it is, for the script that asks again and again; once
    there is nothing to wait for, the whole page."""

    def tell(request: HttpRequest, pk: int) -> HttpResponse:
        if not page.has_view_permission(request):
            raise PermissionDenied
        batch = of_key(pk)
        work = standing(batch)
        if work is None or not work.is_open:
            answer = HttpResponse()
            answer["HX-Redirect"] = address(batch)
            return answer
        context = {"batch": batch, "work": work, **outcome(batch, work)}
        return TemplateResponse(request, "admin/incidents/import/progress.html", context)

    return tell


def problems(page: admin.ModelAdmin) -> View:
    """Everything that is wrong in the file, as a table."""

    def send(request: HttpRequest, pk: int) -> Any:
        check_no_nul(request)
        if not request.user.has_perm(READ_RECORDS):
            raise PermissionDenied
        return problems_file(of_key(pk), get_language() or "fr")

    return send


def undo(page: admin.ModelAdmin) -> View:
    """The page on which an import is taken back, or on which stands what is against it."""

    def take_back(request: HttpRequest, pk: int) -> HttpResponse:
        check_no_nul(request)
        if not request.user.has_perm("incidents.delete_import"):
            raise PermissionDenied
        batch = of_key(pk)
        if batch.state != ImportState.CARRIED_OUT:
            messages.info(request, gettext("Only an import that was carried out can be undone."))
            return HttpResponseRedirect(address(batch))
        form = UndoForm(request.POST or None)
        against, in_all = built_on(batch)
        if form.is_valid() and not against:
            if ask_to_undo(batch=batch, by=request.user, reason=form.cleaned_data["reason"]):
                messages.success(request, gettext("Asked for: the worker takes the drafts away."))
            else:
                messages.info(request, gettext("This is asked for already."))
            return HttpResponseRedirect(address(batch))
        context = {
            **page.admin_site.each_context(request),
            "title": gettext("Undo the import"),
            "opts": page.opts,
            "batch": batch,
            "form": form,
            "against": against,
            "more": in_all - len(against),
            "back": address(batch),
            **outcome(batch, None),
        }
        return TemplateResponse(request, "admin/incidents/import/undo.html", context)

    return take_back


def _asked(page: admin.ModelAdmin, request: HttpRequest, pk: int) -> Import:
    """The import, for who may carry it out."""
    check_no_nul(request)
    if not page.has_add_permission(request):
        raise PermissionDenied
    return of_key(pk)


PAGES: dict[str, Callable[[admin.ModelAdmin], View]] = {
    "carry_out": carry_out,
    "discard": discard,
    "progress": progress,
    "problems": problems,
    "undo": undo,
}
"""By the last part of their addresses."""
