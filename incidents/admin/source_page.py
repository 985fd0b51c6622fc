"""New source from a pasted page or a file: read, shown, and only then saved."""

import base64
import binascii
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
from incidents.admin.record_form import say
from incidents.codes import SourceKind
from incidents.dates import DateError, read_date, wording
from incidents.input_error import InputError
from incidents.labels import choices, in_words
from incidents.models import Actor, SourceMedia, StoredFile
from incidents.transcripts.records import Problem, Refused

MAX_BYTES = 10_000_000
SHOWN_SEGMENTS = 300
SHOWN_REMARKS = 100

ANSWERS = ("url", "title", "captured_on", "language", "kind", "publisher", "lenient")
"""Fields that go with the page from the preview to the saving."""


class PageForm(forms.Form):
    """The page, pasted or as a file, and what the page itself does not tell."""

    text = forms.CharField(
        label=_("Pasted page"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "cols": 90, "spellcheck": "false"}),
        help_text=_(
            "Everything on the page, from the date to the footer: what is not needed is left out."
        ),
    )
    file = forms.FileField(
        label=_("or a file"),
        required=False,
        allow_empty_file=True,
        help_text=_("Plain text, up to 10 MB."),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
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
    language = forms.CharField(
        label=_("Language"), max_length=12, initial="fr", help_text=_("ISO 639 code, e.g. fr.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(SourceKind), initial=SourceKind.VIDEO)
    publisher = forms.ModelChoiceField(
        Actor.objects.unmerged(),
        label=_("Publisher"),
        required=False,
        widget=AutocompleteSelect(SourceMedia._meta.get_field("publisher"), admin.site),
        help_text=_("Only if the page names one."),
    )
    lenient = forms.BooleanField(
        label=_("Keep what is sound"),
        required=False,
        help_text=_("Where lines cannot be read, keep the others instead of refusing the page."),
    )

    def keep(self, kept: str) -> None:
        """A file cannot be shown in its field again: its bytes go along, hidden."""
        if not self.cleaned_data.get("text"):
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data["kept"] = kept
            self.data = data

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        try:
            check_web_address(url)
        except InputError as error:
            raise forms.ValidationError(say(error)) from error
        return url

    def clean(self) -> dict[str, Any] | None:
        """Exactly one page, of a size that can be read; ``content`` is its bytes."""
        cleaned = super().clean()
        text = self.cleaned_data.get("text") or ""
        upload = self.cleaned_data.get("file")
        kept = self.cleaned_data.get("kept") or ""
        if "text" in self.errors or "file" in self.errors:
            return cleaned
        if upload is not None and text.strip():
            self.add_error("file", gettext("Paste the page or choose a file, not both."))
        elif upload is not None:
            self._take(upload.read(MAX_BYTES + 1), "file")
        elif text:
            # A form sends every line end as CR LF; the page itself most likely had LF.
            self._take(text.replace("\r\n", "\n").encode("utf-8", "surrogatepass"), "text")
        elif kept:
            self._take_kept(kept)
        else:
            self.add_error("text", gettext("Paste the page, or choose a file."))
        return cleaned

    def _take(self, content: bytes, name: str) -> None:
        if len(content) > MAX_BYTES:
            message = gettext("The page is larger than %(limit)d bytes.") % {"limit": MAX_BYTES}
            self.add_error(name, message)
        else:
            self.cleaned_data["content"] = content

    def _take_kept(self, kept: str) -> None:
        try:
            self._take(base64.b64decode(kept, validate=True), "text")
        except (binascii.Error, ValueError):
            self.add_error("text", gettext("Paste the page again, or choose the file again."))


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
            return _save(request, data)
        read = sources.read_page(
            data["content"], captured_on=data["captured_on"], lenient=data["lenient"]
        )
    except Refused as refused:
        context["refusals"] = [remark(problem) for problem in refused.problems[:SHOWN_REMARKS]]
        form.add_error(None, gettext("The page has lines that cannot be read. Nothing was saved."))
        return None
    except InputError as error:
        form.add_error(None, say(error))
        return None
    kept = base64.b64encode(data["content"]).decode("ascii")
    form.keep(kept)
    transcript = read.page.transcript
    context |= {
        "read": read,
        "date_problem": _date_problem(read, data["captured_on"]),
        "published": wording(read.published, get_language() or "fr"),
        "remarks": [remark(problem) for problem in sources.remarks(read)[:SHOWN_REMARKS]],
        "segments": transcript.segments[:SHOWN_SEGMENTS] if transcript else (),
        "known": _known(data["content"]),
        "kept": kept,
        "answers": [(name, form.data[name]) for name in ANSWERS if form.data.get(name)],
    }
    return None


def _save(request: HttpRequest, data: dict[str, Any]) -> HttpResponse:
    made = sources.import_source(
        content=data["content"],
        by=request.user,
        url=data["url"],
        captured_on=data["captured_on"],
        language=data["language"],
        kind=SourceKind(data["kind"]),
        publisher=data["publisher"],
        title=data["title"],
        lenient=data["lenient"],
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


def remark(problem: Problem) -> dict[str, Any]:
    """A problem or warning in the reader's language, with its place."""
    return {
        "line": problem.line,
        "message": gettext(problem.template) % in_words(problem.params),
        "excerpt": problem.excerpt,
    }


def _date_problem(read: sources.ReadPage, captured_on: date) -> str:
    """Why the page's date is not used, in the reader's language; "" where it is."""
    if not read.date_problem:
        return ""
    try:
        read_date(read.page.date_text or "", captured_on)
    except DateError as error:
        return say(error)
    return read.date_problem


def _known(content: bytes) -> SourceMedia | None:
    return SourceMedia.objects.filter(original=StoredFile.digest_of(content)).first()
