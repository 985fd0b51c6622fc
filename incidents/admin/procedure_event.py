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

from incidents.actions import procedure as procedures
from incidents.admin import carried
from incidents.admin.carried import USE_NEAREST, Carried
from incidents.admin.event_source import SourceFields
from incidents.admin.record_form import SentenceForm, complete_date, say
from incidents.codes import Precision, Track
from incidents.dates import FactDate
from incidents.input_error import InputError
from incidents.labels import label
from incidents.models import Procedure, ProcedureEvent, Transcript
from incidents.procedures import EventKind, allowed_after, kinds_of


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
        passages = _carried(request)
        taking = passages is not None and USE_NEAREST in request.POST
        form = EventForm(
            (passages.taken(request.POST) if passages and taking else request.POST) or None,
            procedure=procedure,
            before=before,
            instance=ProcedureEvent(procedure=procedure, order=1),
            initial=_initial(corrected),
        )
        if passages is not None:
            form.carry(passages)
        back = reverse("admin:incidents_procedure_change", args=[pk])
        sent = request.method == "POST" and not taking
        if sent and form.is_valid() and _add(request, procedure, form, corrected):
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
            "carried": passages,
            "nearest": passages.nearest(form.data.get("quote", "")) if passages and sent else None,
            "media": page.media + form.media,
        }
        return TemplateResponse(request, "admin/incidents/procedure/event.html", context)

    return add


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


def _carried(request: HttpRequest) -> Carried | None:
    """The passages that the event comes from, where the address names a transcript."""
    asked = request.GET.get("transcript", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
        return None
    found = Transcript.objects.select_related("source").filter(pk=int(asked)).first()
    return carried.read(request, found) if found is not None else None


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
