"""Adding an event to a procedure, or putting one in the place of another."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext

from incidents.actions import procedure as procedures
from incidents.admin import carried
from incidents.admin.asked import whole_number
from incidents.admin.carried import USE_NEAREST, Carried
from incidents.admin.event_form import EventForm, initial
from incidents.admin.record_form import say
from incidents.codes import Precision
from incidents.dates import FactDate
from incidents.input_error import InputError
from incidents.labels import label
from incidents.models import Procedure, ProcedureEvent, Transcript
from incidents.procedures import PER_PERSON, EventKind


def view(page: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    """The view of one admin: a new event, or with ``?supersedes=`` the correction of one."""

    def add(request: HttpRequest, pk: int) -> HttpResponse:
        procedure = get_object_or_404(Procedure, pk=pk)
        if not page.has_change_permission(request, procedure):
            raise PermissionDenied
        back = reverse("admin:incidents_procedure_change", args=[pk])
        corrected = _corrected(request, procedure)
        if corrected is not None and request.method == "GET" and _is_superseded(corrected):
            said = gettext("Event %(order)d is superseded already.") % {"order": corrected.order}
            messages.warning(request, said)
            return HttpResponseRedirect(back)
        asked = _Asked(procedure, corrected, _before(procedure, corrected), _carried(request))
        taking = asked.carried is not None and USE_NEAREST in request.POST
        form = _form(request, asked, taking=taking)
        sent = request.method == "POST" and not taking
        if sent and form.is_valid() and _add(request, procedure, form, corrected):
            return HttpResponseRedirect(back)
        context = _context(asked, form, sent=sent) | {"back": back, "opts": page.opts}
        context |= {"media": page.media + form.media, **page.admin_site.each_context(request)}
        return TemplateResponse(request, "admin/incidents/procedure/event.html", context)

    return add


@dataclass(frozen=True)
class _Asked:
    """What the address asks for: an event of a procedure, after which, in whose place, and from
    which passages."""

    procedure: Procedure
    corrected: ProcedureEvent | None
    before: EventKind | None
    carried: Carried | None


def _form(request: HttpRequest, asked: _Asked, *, taking: bool) -> EventForm:
    """The form as sent; ``taking``: with the nearest passage in the place of the quote."""
    passages = asked.carried
    form = EventForm(
        (passages.taken(request.POST) if passages and taking else request.POST) or None,
        procedure=asked.procedure,
        before=asked.before,
        corrected=asked.corrected,
        instance=ProcedureEvent(procedure=asked.procedure, order=1),
        initial=initial(asked.corrected),
    )
    if passages is not None:
        form.carry(passages)
    return form


def _context(asked: _Asked, form: EventForm, *, sent: bool) -> dict[str, Any]:
    passages = asked.carried
    return {
        "title": gettext("Correct an event") if asked.corrected else gettext("Add an event"),
        "procedure": asked.procedure,
        "before": label(asked.before) if asked.before else "",
        "corrected": asked.corrected,
        "form": form,
        "carried": passages,
        "nearest": passages.nearest(form.data.get("quote", "")) if passages and sent else None,
    }


def _add(
    request: HttpRequest, procedure: Procedure, form: EventForm, corrected: ProcedureEvent | None
) -> bool:
    """Event and citation together or not at all; a refusal becomes an error of the form."""
    data = form.cleaned_data
    named = data["respondent"] and not procedures.is_respondent(procedure, data["respondent"])
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
                keep_sources=data.get("keep_sources", False),
                channel=data.get("channel", ""),
                decisions=data.get("decisions", []),
                **{name: data[name] for name in (*names, *reasons)},
            )
            form.cite(event, request.user)
    except InputError as error:
        form.add_error(None, say(error))
        return False
    messages.success(request, gettext("Event added."))
    if named:
        _tell_respondent(request, event)
    if event.kind in PER_PERSON and event.respondent is None:
        messages.warning(request, names_nobody(event))
    return True


def _tell_respondent(request: HttpRequest, event: ProcedureEvent) -> None:
    said = gettext("%(person)s is a respondent of the procedure from now on.")
    messages.info(request, said % {"person": event.respondent})


def names_nobody(event: ProcedureEvent) -> str:
    """The warning about a decision that the law takes on one person at a time."""
    return gettext(
        "“%(kind)s” is about one person, and nobody is named: it now stands for everybody."
    ) % {"kind": event.get_kind_display()}


def _is_superseded(event: ProcedureEvent) -> bool:
    return ProcedureEvent.objects.filter(supersedes=event).exists()


def _corrected(request: HttpRequest, procedure: Procedure) -> ProcedureEvent | None:
    """The event that the address names; never a new one in its place where it names none."""
    asked = request.GET.get("supersedes")
    if not asked:
        return None
    if (pk := whole_number(asked)) is None:
        raise Http404
    return get_object_or_404(procedure.events, pk=pk)


def _carried(request: HttpRequest) -> Carried | None:
    """The passages that the event comes from, where the address names a transcript."""
    asked = whole_number(request.GET.get("transcript"))
    if asked is None:
        return None
    found = Transcript.objects.select_related("source").filter(pk=asked).first()
    return carried.read(request, found) if found is not None else None


def _before(procedure: Procedure, corrected: ProcedureEvent | None) -> EventKind | None:
    """The kind of the event before the new one, as far as it stands."""
    standing = procedure.events.standing().order_by("-order", "-pk")
    if corrected is not None:
        standing = standing.filter(order__lt=corrected.order)
    last = standing.first()
    return EventKind(last.kind) if last else None
