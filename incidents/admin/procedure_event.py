"""Adding an event to a procedure, or putting one in the place of another."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import citation as citations
from incidents.actions import procedure as procedures
from incidents.admin.access import may_edit_part
from incidents.admin.citation import segment_at
from incidents.admin.record_form import SentenceForm, complete_date, say
from incidents.codes import Precision, Track
from incidents.dates import FactDate
from incidents.input_error import InputError
from incidents.labels import label
from incidents.models import Citation, Procedure, ProcedureEvent, Segment, SourceMedia
from incidents.procedures import EventKind, allowed_after, kinds_of
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

    def clean(self) -> dict[str, Any] | None:
        """Finds the passage that a time names; a quote or a time alone is of no source."""
        cleaned = super().clean()
        self.segment = self._segment()
        if self.cleaned_data.get("quote") and not self.cleaned_data.get("source"):
            self.add_error("source", gettext("Say which source the quote is from."))
        return cleaned

    def cite(self, event: ProcedureEvent, by: Any) -> None:
        """Let the event cite the source, where one was chosen. Raises InputError."""
        data = self.cleaned_data
        if data["source"] is not None:
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
        try:
            found = segment_at(source, to_ms(typed))
        except InputError as error:
            self.add_error("from_time", say(error))
            return None
        if found is None:
            self.add_error("from_time", gettext("There is no passage at this time."))
        return found


class EventForm(SourceFields, SentenceForm):
    """One event and the source that says so."""

    class Meta:
        model = ProcedureEvent
        fields = (
            "kind",
            "earliest",
            "latest",
            "precision",
            "respondent",
            "outcome",
            "note_fr",
            "note_en",
            "is_public",
            "outside_table_reason_fr",
            "outside_table_reason_en",
        )
        widgets = {
            "earliest": AdminDateWidget,
            "latest": AdminDateWidget,
            "respondent": AutocompleteSelect(
                ProcedureEvent._meta.get_field("respondent"), admin.site
            ),
            "note_fr": forms.Textarea(attrs={"rows": 2}),
            "note_en": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, procedure: Procedure, before: EventKind | None, **kw: Any):
        super().__init__(*args, **kw)
        kinds: Any = self.fields["kind"]
        kinds.choices = kind_choices(Track(procedure.track), before)

    def clean(self) -> dict[str, Any] | None:
        """Completes the date too."""
        cleaned = super().clean()
        complete_date(self.cleaned_data)
        return cleaned


def kind_choices(track: Track, before: EventKind | None) -> list[Any]:
    """What the table lets follow, first; then the rest of the track; then everything else."""
    follows = allowed_after(track, before)
    of_track = [kind for kind in kinds_of(track) if kind not in follows]
    others = [kind for kind in EventKind if kind not in follows and kind not in of_track]
    groups = (
        (_("May follow now"), follows),
        (_("Outside the table: needs a reason"), of_track),
        (_("Of other tracks: needs a reason"), others),
    )
    return [("", "---------")] + [
        (name, [(kind.value, label(kind)) for kind in kinds]) for name, kinds in groups if kinds
    ]


def view(page: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    """The view of one admin: a new event, or with ``?supersedes=`` the correction of one."""

    def add(request: HttpRequest, pk: int) -> HttpResponse:
        procedure = get_object_or_404(Procedure, pk=pk)
        if not page.has_change_permission(request, procedure):
            raise PermissionDenied
        corrected = _corrected(request, procedure)
        before = _before(procedure, corrected)
        form = EventForm(
            request.POST or None,
            procedure=procedure,
            before=before,
            instance=ProcedureEvent(procedure=procedure, order=1),
            initial=_initial(corrected),
        )
        back = reverse("admin:incidents_procedure_change", args=[pk])
        sent = request.method == "POST" and form.is_valid()
        if sent and _add(request, procedure, form, corrected):
            messages.success(request, gettext("Event added."))
            return HttpResponseRedirect(back)
        context = {
            **page.admin_site.each_context(request),
            "title": gettext("Correct an event") if corrected else gettext("Add an event"),
            "opts": page.opts,
            "procedure": procedure,
            "before": label(before) if before else "",
            "corrected": corrected,
            "form": form,
            "back": back,
            "media": page.media + form.media,
        }
        return TemplateResponse(request, "admin/incidents/procedure/event.html", context)

    return add


def cite_view(page: admin.ModelAdmin) -> Callable[..., HttpResponse]:
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


def _add(
    request: HttpRequest, procedure: Procedure, form: EventForm, corrected: ProcedureEvent | None
) -> bool:
    """Event and citation together or not at all; a refusal becomes an error of the form."""
    data = form.cleaned_data
    names = ("respondent", "outcome", "note_fr", "note_en", "is_public")
    reasons = ("outside_table_reason_fr", "outside_table_reason_en")
    try:
        with transaction.atomic():
            event = procedures.add_event(
                procedure=procedure,
                kind=EventKind(data["kind"]),
                by=request.user,
                fact_date=FactDate(data["earliest"], data["latest"], Precision(data["precision"])),
                supersedes=corrected,
                **{name: data[name] for name in (*names, *reasons)},
            )
            form.cite(event, request.user)
    except InputError as error:
        form.add_error(None, say(error))
        return False
    return True


def _corrected(request: HttpRequest, procedure: Procedure) -> ProcedureEvent | None:
    asked = request.GET.get("supersedes", "")
    if not asked.isdecimal():
        return None
    return get_object_or_404(procedure.events.standing(), pk=int(asked))


def _before(procedure: Procedure, corrected: ProcedureEvent | None) -> EventKind | None:
    """The kind of the event before the new one, as far as it stands."""
    standing = procedure.events.standing().order_by("-order", "-pk")
    if corrected is not None:
        standing = standing.filter(order__lt=corrected.order)
    last = standing.first()
    return EventKind(last.kind) if last else None


def _initial(corrected: ProcedureEvent | None) -> dict[str, Any]:
    if corrected is None:
        return {}
    names = (*EventForm.Meta.fields,)
    return {name: getattr(corrected, name) for name in names if name != "respondent"} | {
        "respondent": corrected.respondent_id
    }
