"""New source from a pasted page or a file: read, shown, and only then saved."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import source as sources
from incidents.actions.address import check_web_address
from incidents.admin.file_form import READING, FileForm
from incidents.admin.file_preview import preview
from incidents.admin.record_form import say
from incidents.codes import SourceKind
from incidents.dates import DateError, read_date, wording
from incidents.input_error import InputError
from incidents.labels import choices
from incidents.models import Actor, SourceMedia, StoredFile

ANSWERS = ("url", "title", "captured_on", "kind", "publisher", *READING)


class PageForm(FileForm):
    """The page, and what the page itself does not tell."""

    field_order = (
        "text",
        "file",
        "kept",
        "url",
        "title",
        "captured_on",
        "kind",
        "publisher",
        *READING,
    )
    url = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        help_text=_("Where the page is; it is not fetched."),
    )
    title = forms.CharField(label=_("Title"), required=False, max_length=300)
    captured_on = forms.DateField(
        label=_("Captured on"),
        widget=AdminDateWidget,
        help_text=_("Dates such as “3 days ago” are counted from this day."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(SourceKind), initial=SourceKind.VIDEO)
    publisher = forms.ModelChoiceField(
        Actor.objects.unmerged(),
        label=_("Publisher"),
        required=False,
        widget=AutocompleteSelect(SourceMedia._meta.get_field("publisher"), admin.site),
        help_text=_("Only if the page names one."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["autofocus"] = True
        self.fields["text"].help_text = _(
            "For a page, everything from the date to the footer: what is not needed is left out."
        )
        self.fields["language"].help_text = _(
            "ISO 639 code, e.g. fr. Empty: what the file says, or else fr."
        )

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        try:
            check_web_address(url)
        except InputError as error:
            raise forms.ValidationError(say(error)) from error
        return url


def view(page: admin.ModelAdmin) -> Callable[[HttpRequest], HttpResponse]:
    """The view of one admin: form, then preview, then the source. Only the last step saves."""

    def take_in(request: HttpRequest) -> HttpResponse:
        if not page.has_add_permission(request):
            raise PermissionDenied
        initial = {"captured_on": timezone.localdate()}
        form = PageForm(request.POST or None, request.FILES or None, initial=initial)
        context = {
            **page.admin_site.each_context(request),
            "title": gettext("New source from a page"),
            "opts": page.opts,
            "form": form,
            "media": page.media + form.media,
        }
        if request.method == "POST" and form.is_valid():
            saved = _read_or_save(request, form, context)
            if saved is not None:
                return saved
        return TemplateResponse(request, "admin/incidents/sourcemedia/page.html", context)

    return take_in


def _read_or_save(
    request: HttpRequest, form: PageForm, context: dict[str, Any]
) -> HttpResponse | None:
    """Fill the context for the preview, or save and lead on. Errors go into the form."""
    data = form.cleaned_data
    try:
        if "save" in request.POST:
            return _save(request, form)
        read = sources.read_page(data["content"], captured_on=data["captured_on"], **form.reading())
        context |= preview(form, read, ANSWERS, language=data["language"] or sources.LANGUAGE)
    except InputError as error:
        form.keep()
        context["refusals"] = form.refuse(error)
        return None
    context |= {
        "page": read.page,
        "date_problem": _date_problem(read, data["captured_on"]),
        "published": wording(read.published, get_language() or "fr"),
        "known": sources.known_source(StoredFile.digest_of(data["content"])),
    }
    return None


def _save(request: HttpRequest, form: PageForm) -> HttpResponse:
    data = form.cleaned_data
    made = sources.import_source(
        content=data["content"],
        by=request.user,
        url=data["url"],
        captured_on=data["captured_on"],
        kind=SourceKind(data["kind"]),
        publisher=data["publisher"],
        title=data["title"],
        **form.reading(),
        **form.origin(),
    )
    here = reverse("admin:incidents_sourcemedia_change", args=[made.source.pk])
    if not made.created:
        messages.warning(request, gettext("This page is here already: this is its source."))
        return HttpResponseRedirect(here)
    if made.transcript is None:
        messages.warning(request, gettext("Source saved. The page has no transcript."))
        return HttpResponseRedirect(here)
    link = format_html('<a href="{}">{}</a>', here, gettext("its facts"))
    messages.success(
        request, format_html(gettext("Source saved with its transcript. See also {}."), link)
    )
    return HttpResponseRedirect(
        reverse("admin:incidents_transcript_change", args=[made.transcript.pk])
    )


def _date_problem(read: sources.ReadPage, captured_on: date) -> str:
    """Why the page's date is not used, in the reader's language; "" where it is."""
    if not read.date_problem:
        return ""
    try:
        read_date(read.page.date_text or "", captured_on)
    except DateError as error:
        return say(error)
    return read.date_problem
