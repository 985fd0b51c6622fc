"""From passages to what exists already: a citation for one of an incident's records, or the next
event of one of its procedures. First the incident is chosen, then the record."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import citation as citations
from incidents.admin import carried
from incidents.admin.asked import whole_number
from incidents.admin.carried import Carried
from incidents.admin.record_form import say
from incidents.codes import Supports
from incidents.input_error import InputError
from incidents.labels import label
from incidents.models import (
    AppearanceEvent,
    Citation,
    Claim,
    Incident,
    Involvement,
    Observation,
    Procedure,
    ProcedureEvent,
    Transcript,
)

RECENT = 30
"""Incidents offered without a search: those changed last."""

Group = tuple[Any, list[tuple[str, str]]]


class RecentIncident(AutocompleteSelect):
    """A choice with search that, without JavaScript, still offers what was worked on last."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        groups = super().optgroups(name, value, attrs)
        offered = [("", "")] if not any(value) else []  # Nothing is chosen before it is chosen.
        offered += [
            (str(i.pk), str(i))
            for i in Incident.objects.unmerged()[:RECENT]
            if str(i.pk) not in value
        ]
        more = [
            self.create_option(name, key, label, False, index)
            for index, (key, label) in enumerate(offered, start=1)
        ]
        return [*groups, (None, more, len(groups))]


class IncidentForm(forms.Form):
    """Which incident it is about; sent by GET, so that it stands in the address."""

    first = forms.IntegerField(widget=forms.HiddenInput)
    last = forms.IntegerField(widget=forms.HiddenInput)
    incident = forms.ModelChoiceField(
        Incident.objects.unmerged(),
        label=_("Incident"),
        widget=RecentIncident(Citation._meta.get_field("incident"), admin.site),
    )


class CiteForm(forms.Form):
    """The record that is to rest on the passages, and the words of them that matter."""

    record = forms.ChoiceField(label=_("Cited by"))
    quote = forms.CharField(
        label=_("Quote"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Shorten it at both ends to what is claimed; it must stay as it was said."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.incident = incident
        field: Any = self.fields["record"]
        field.choices = [("", "---------"), *_groups(incident)]

    def owner(self) -> tuple[citations.Owner, str]:
        """The record chosen and, for the incident itself, which fact."""
        kind, key = self.cleaned_data["record"].split(":")
        if kind == "incident":
            return self.incident, key
        found: citations.Owner = _records(self.incident)[kind].get(pk=int(key))
        return found, ""


def cite_view(page: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    """A citation of the passages for a record that exists."""
    return _view(page, "add_citation", title=_("Cite these passages"), event=False)


def event_view(page: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    """The next event of a procedure, which cites the passages: chooses the procedure."""
    return _view(page, "add_procedureevent", title=_("An event from these passages"), event=True)


def _view(
    page: admin.ModelAdmin, codename: str, *, title: Any, event: bool
) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(f"incidents.{codename}"):
            raise PermissionDenied
        transcript = get_object_or_404(Transcript.objects.select_related("source"), pk=pk)
        passages = carried.read(request, transcript)
        if passages is None:
            return HttpResponseRedirect(carried.page_of(transcript))
        incident = _incident(request, transcript)
        form, sent = (None, False) if event or not incident else _form(request, incident, passages)
        if form is not None and sent and form.is_valid() and _cite(request, form, passages):
            messages.success(request, gettext("Source cited."))
            return HttpResponseRedirect(passages.back)
        context = {
            **page.admin_site.each_context(request),
            "title": title,
            "opts": page.opts,
            "event": event,
            "form": form,
            "nearest": passages.nearest(form.data.get("quote", "")) if form and sent else None,
            **_choice(page, incident, passages, event),
        }
        return TemplateResponse(request, "admin/incidents/transcript/target.html", context)

    return view


def _choice(
    page: admin.ModelAdmin, incident: Incident | None, passages: Carried, event: bool
) -> dict[str, Any]:
    """The passages, the incident, and the way to another one."""
    ends = {"first": passages.first.position, "last": passages.last.position}
    chooser = IncidentForm(initial={"incident": incident, **ends})
    return {
        "carried": passages,
        "incident": incident,
        "procedures": _procedures(incident) if event and incident else (),
        "chooser": chooser,
        "media": page.media + chooser.media,
    }


def _form(request: HttpRequest, incident: Incident, passages: Carried) -> tuple[CiteForm, bool]:
    """The form, and whether it was sent to be saved: not when it only takes the nearest passage."""
    initial = {"quote": passages.quote}
    if carried.USE_NEAREST in request.POST:
        return CiteForm(passages.taken(request.POST), incident=incident, initial=initial), False
    form = CiteForm(request.POST or None, incident=incident, initial=initial)
    return form, request.method == "POST"


def _cite(request: HttpRequest, form: CiteForm, passages: Carried) -> Citation | None:
    """Through the action; what it refuses becomes an error of the form."""
    owner, supports = form.owner()
    try:
        return citations.cite(
            owner=owner,
            source=passages.transcript.source,
            by=request.user,
            quote=form.cleaned_data["quote"],
            first=passages.first,
            last=passages.last,
            note=form.cleaned_data["note"],
            supports=supports,
        )
    except InputError as error:
        form.add_error("quote", say(error))
        return None


def _incident(request: HttpRequest, transcript: Transcript) -> Incident | None:
    """The one asked for; else the last one that has a claim from this transcript."""
    asked = request.GET.get("incident", "")
    if asked:
        pk = whole_number(asked)
        return get_object_or_404(Incident, pk=pk) if pk is not None else None
    citing = Claim.objects.filter(citations__first_segment__transcript=transcript)
    return Incident.objects.filter(claims__in=citing).order_by("-updated_at", "-pk").first()


def _records(incident: Incident) -> dict[str, Any]:
    """The records of an incident that may cite, by the name of the field that a citation has."""
    standing = ProcedureEvent.objects.standing().filter(procedure__incidents=incident)
    return {
        "claim": incident.claims.all(),
        "procedure_event": standing.select_related("procedure"),
        "involvement": incident.involvements.select_related("actor"),
        "appearance_event": AppearanceEvent.objects.filter(appearance__incident=incident),
        "observation": Observation.objects.filter(appearance__incident=incident),
    }


def _groups(incident: Incident) -> list[Group]:
    facts = [(f"incident:{fact.value}", label(fact)) for fact in Supports]
    found: list[Group] = [(_("Facts of the incident"), facts)]
    for kind, records in _records(incident).items():
        rows = [(f"{kind}:{record.pk}", _name(record)) for record in records]
        if rows:
            found.append((records.model._meta.verbose_name_plural, rows))
    return found


def _name(record: Claim | ProcedureEvent | Involvement | AppearanceEvent | Observation) -> str:
    return Truncator(str(record)).chars(100)


def _procedures(incident: Incident) -> list[Procedure]:
    return list(incident.procedures.prefetch_related("incidents"))
