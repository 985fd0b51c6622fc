"""The source that says an event happened: with the event, or added to it later."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import citation as citations
from incidents.admin.access import may_edit_part
from incidents.admin.carried import Carried
from incidents.admin.passages import passage_at
from incidents.admin.record_form import say
from incidents.input_error import InputError
from incidents.models import Citation, ProcedureEvent, Segment, SourceMedia
from incidents.timecode import to_ms


class SourceFields(forms.Form):
    """The source that says so: of its transcript a quote, a second, or both."""

    source = forms.ModelChoiceField(
        SourceMedia.objects.all(),
        label=_("Source"),
        required=False,
        widget=AutocompleteSelect(Citation._meta.get_field("source"), admin.site),
        help_text=_("Needed for publication from “announced” on."),
    )
    quote = forms.CharField(
        label=_("Quote"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    from_time = forms.CharField(
        label=_("At"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"placeholder": "MM:SS", "size": 7}),
    )

    segment: Segment | None = None
    passages: Carried | None = None

    def carry(self, passages: Carried) -> None:
        """The source and its seconds are known: only the words of them are asked for."""
        self.passages = passages
        del self.fields["source"], self.fields["from_time"]
        self.initial.setdefault("quote", passages.quote)

    def clean(self) -> dict[str, Any] | None:
        """Finds the passage that a time names; a quote or a time alone is of no source."""
        cleaned = super().clean()
        if self.passages is not None:
            return cleaned
        self.segment = self._segment()
        if self.cleaned_data.get("quote") and not self.cleaned_data.get("source"):
            self.add_error("source", gettext("Say which source the quote is from."))
        return cleaned

    def cite(self, event: ProcedureEvent, by: Any) -> None:
        """Let the event cite the source, where one was chosen. Raises InputError."""
        data = self.cleaned_data
        if self.passages is not None:
            citations.cite(
                owner=event,
                source=self.passages.transcript.source,
                by=by,
                quote=data["quote"],
                first=self.passages.first,
                last=self.passages.last,
            )
        elif data["source"] is not None:
            citations.cite(
                owner=event, source=data["source"], by=by, quote=data["quote"], first=self.segment
            )

    def _segment(self) -> Segment | None:
        source, typed = self.cleaned_data.get("source"), self.cleaned_data.get("from_time")
        if not typed:
            return None
        if source is None:
            self.add_error("source", gettext("Say which source the time is of."))
            return None
        transcript = source.transcripts.first()
        if transcript is None:
            said = gettext("%(source)s has no transcript.") % {"source": source}
            self.add_error("from_time", said)
            return None
        try:
            return passage_at(transcript, to_ms(typed))
        except InputError as error:
            self.add_error("from_time", say(error))
            return None


def view(page: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    """The view that gives an event one more source: all that may be added to it."""

    def cite(request: HttpRequest, pk: int) -> HttpResponse:
        event = get_object_or_404(ProcedureEvent.objects.select_related("procedure"), pk=pk)
        incidents = event.procedure.incidents.all()
        if not request.user.has_perm("incidents.add_citation") or not may_edit_part(
            request.user, incidents, event.procedure.created_by_id
        ):
            raise PermissionDenied
        form = SourceFields(request.POST or None)
        form.fields["source"].required = True
        back = reverse("admin:incidents_procedure_change", args=[event.procedure_id])
        if request.method == "POST" and form.is_valid():
            try:
                form.cite(event, request.user)
            except InputError as error:
                form.add_error("quote", say(error))
            else:
                messages.success(request, gettext("Source cited."))
                return HttpResponseRedirect(back)
        context = {
            **page.admin_site.each_context(request),
            "title": gettext("Cite a source"),
            "opts": page.opts,
            "procedure": event.procedure,
            "event": event,
            "form": form,
            "back": back,
            "media": page.media + form.media,
        }
        return TemplateResponse(request, "admin/incidents/procedureevent/cite.html", context)

    return cite
