"""Another version of a source's transcript from a file: read, compared, and only then saved."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import source as sources
from incidents.actions import transcript as transcripts
from incidents.actions.source import SourceError
from incidents.admin.file_form import READING, FileForm
from incidents.admin.file_preview import preview
from incidents.input_error import InputError, gettext_noop
from incidents.models import SourceMedia, Transcript
from incidents.transcripts.differences import differences
from incidents.transcripts.records import ParsedTranscript

ANSWERS = ("reason", *READING)


class VersionForm(FileForm):
    """The file, and why there is another version where there is one already."""

    field_order = ("text", "file", "kept", "reason", *READING)
    reason = forms.CharField(
        label=_("Reason for this version"),
        max_length=300,
        help_text=_("Why there is another one: “corrected by the publisher”."),
    )

    def __init__(self, *args: Any, current: Transcript | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].help_text = _(
            "ISO 639 code, e.g. fr. Empty: what the file says, or else the source’s."
        )
        if current is None:
            del self.fields["reason"]


def view(page: admin.ModelAdmin) -> Callable[[HttpRequest, int], HttpResponse]:
    """The view of one admin: form, then preview, then the transcript. Only the last step saves."""

    def add_version(request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("incidents.add_transcript"):
            raise PermissionDenied
        source = get_object_or_404(SourceMedia, pk=pk)
        current = source.transcripts.first()
        form = VersionForm(request.POST or None, request.FILES or None, current=current)
        context = {
            **page.admin_site.each_context(request),
            "title": gettext("Another transcript") if current else gettext("Add a transcript"),
            "opts": page.opts,
            "source": source,
            "current": current,
            "form": form,
            "media": page.media + form.media,
        }
        if request.method == "POST" and form.is_valid():
            saved = _read_or_save(request, form, source, context)
            if saved is not None:
                return saved
        return TemplateResponse(request, "admin/incidents/sourcemedia/version.html", context)

    return add_version


def _read_or_save(
    request: HttpRequest, form: VersionForm, source: SourceMedia, context: dict[str, Any]
) -> HttpResponse | None:
    """Fill the context for the preview, or save and lead on. Errors go into the form."""
    data = form.cleaned_data
    try:
        if "save" in request.POST:
            return _save(request, form, source)
        read = sources.read_page(data["content"], **form.reading())
        if read.page.transcript is None:
            raise SourceError(gettext_noop("no transcript: no line begins with a time"))
        parsed = transcripts.in_language(
            read.page.transcript, data["language"] or None, source.language
        )
        context |= preview(form, read, ANSWERS, language=source.language)
    except InputError as error:
        form.keep()
        context["refusals"] = form.refuse(error)
        return None
    context["known"] = sources.same_transcript(source, data["content"], parsed)
    context["differences"] = _differences(context["current"], parsed)
    return None


def _differences(current: Transcript | None, parsed: ParsedTranscript) -> Any:
    if current is None:
        return None
    return differences(current.segments.only("start_ms", "text").iterator(), parsed.segments)


def _save(request: HttpRequest, form: VersionForm, source: SourceMedia) -> HttpResponse:
    made = sources.add_transcript(
        source=source,
        content=form.cleaned_data["content"],
        by=request.user,
        reason=form.cleaned_data.get("reason", ""),
        **form.reading(),
        **form.origin(),
    )
    if made.created:
        messages.success(
            request,
            gettext("Transcript saved as version %(number)d.") % {"number": made.transcript.number},
        )
    else:
        messages.warning(request, gettext("This very transcript is here already."))
    return HttpResponseRedirect(
        reverse("admin:incidents_transcript_change", args=[made.transcript.pk])
    )
