"""From passages of a transcript to a claim that cites them, in one step."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import (
    AdminDateWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import claim as claims
from incidents.admin import carried
from incidents.admin.asked import whole_number
from incidents.admin.carried import Carried
from incidents.admin.record_form import SentenceForm, complete_date, say
from incidents.input_error import InputError
from incidents.models import Claim, Incident, Transcript

RECENT = 30
"""Incidents offered without a search: those changed last."""

MANY = ("incidents", "on_behalf_of", "about")
ONE = ("speaker", "relayed_by")


class RecentIncidents(AutocompleteSelectMultiple):
    """A choice with search that, without JavaScript, still offers what was worked on last."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        groups = super().optgroups(name, value, attrs)
        chosen = {str(pk) for pk in value}
        recent = [i for i in Incident.objects.unmerged()[:RECENT] if str(i.pk) not in chosen]
        more = [
            self.create_option(name, incident.pk, str(incident), False, index)
            for index, incident in enumerate(recent, start=len(chosen))
        ]
        return [*groups, (None, more, len(groups))]


def _choose(name: str) -> forms.Widget:
    field = Claim._meta.get_field(name)
    if name == "incidents":
        return RecentIncidents(field, admin.site)
    widget = AutocompleteSelectMultiple if name in MANY else AutocompleteSelect
    return widget(field, admin.site)


class DraftForm(SentenceForm):
    """A claim and the quote it rests on; the range comes from the transcript's page."""

    quote = forms.CharField(
        label=_("Quote"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Shorten it at both ends to what is claimed; it must stay as it was said."),
    )

    class Meta:
        model = Claim
        fields = (
            "incidents",
            "proposition",
            "stance",
            "summary_fr",
            "summary_en",
            "speaker",
            "speaker_label_fr",
            "speaker_label_en",
            "on_behalf_of",
            "about",
            "relayed_by",
            "earliest",
            "latest",
            "precision",
            "directness",
        )
        widgets = {name: _choose(name) for name in (*MANY, *ONE)} | {
            "summary_fr": forms.Textarea(attrs={"rows": 3}),
            "summary_en": forms.Textarea(attrs={"rows": 3}),
            "earliest": AdminDateWidget,
            "latest": AdminDateWidget,
        }

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        complete_date(self.cleaned_data)
        return cleaned


def view(page: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    """The view: passages in the address, the claim in the form, claim and citation when sent."""

    def draft(request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("incidents.add_claim"):
            raise PermissionDenied
        transcript = get_object_or_404(Transcript.objects.select_related("source"), pk=pk)
        passages = carried.read(request, transcript)
        if passages is None:
            return HttpResponseRedirect(carried.page_of(transcript))
        form, sent = _form(request, passages)
        if sent and form.is_valid():
            made = _create(request, form, passages)
            if made is not None:
                messages.success(request, gettext("Claim saved with its citation."))
                return HttpResponseRedirect(reverse("admin:incidents_claim_change", args=[made.pk]))
        context = {
            **page.admin_site.each_context(request),
            "title": gettext("New claim from the transcript"),
            "opts": Claim._meta,
            "carried": passages,
            "nearest": passages.nearest(form.data.get("quote", "")) if sent else None,
            "form": form,
            "media": page.media + form.media,
        }
        return TemplateResponse(request, "admin/incidents/claim/draft.html", context)

    return draft


def _form(request: HttpRequest, passages: Carried) -> tuple[DraftForm, bool]:
    """The form, and whether it was sent to be saved: not when it only takes the nearest passage."""
    initial = _initial(request, passages)
    if carried.USE_NEAREST in request.POST:
        return DraftForm(passages.taken(request.POST), initial=initial), False
    return DraftForm(request.POST or None, initial=initial), request.method == "POST"


def _create(request: HttpRequest, form: DraftForm, passages: Carried) -> Claim | None:
    """Claim and citation through the action; what it refuses becomes an error of the form."""
    fields = dict(form.cleaned_data)
    try:
        return claims.draft_from_segments(
            first=passages.first, last=passages.last, by=request.user, **fields
        )
    except InputError as error:
        form.add_error("quote", say(error))
        return None


def _initial(request: HttpRequest, passages: Carried) -> dict[str, Any]:
    """The quote and the publisher come along, and the speaker where all is said by one voice; the
    rest is for the person to say."""
    source = passages.transcript.source
    speaker = passages.voices[0] if len(passages.voices) == 1 else None
    known: dict[str, Any] = {
        "quote": passages.quote,
        "relayed_by": source.publisher_id,
        "earliest": source.earliest,
        "latest": source.latest,
        "precision": source.precision,
        "incidents": [pk for pk in request.GET.getlist("incident") if whole_number(pk) is not None],
    }
    if speaker is not None and speaker.actor_id is not None:
        known["speaker"] = speaker.actor_id
    elif speaker is not None:
        known["speaker_label_fr"] = speaker.label
    return known
