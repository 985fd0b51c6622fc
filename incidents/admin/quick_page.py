"""Quick entry: one page beside the passages of a source, one save for a record and all its ties.

``/quick/<kind>/`` under an incident adds to it; ``/begin/`` under a source makes a new incident
from it. The same page is a workbench's next step: the address carries the passages chosen there.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions.permission import may_edit
from incidents.admin import quick_begin, quick_start
from incidents.admin.before_facts import warn_early
from incidents.admin.carried import USE_NEAREST
from incidents.admin.guarded_lists import check_no_nul
from incidents.admin.quick_ground import shown
from incidents.admin.quick_kinds import KINDS, may_add, quick_address
from incidents.admin.quick_start import Start
from incidents.admin.record_form import say
from incidents.admin.warnings import FIELDS, warn
from incidents.input_error import InputError
from incidents.models import Appearance, Citation, Incident, SourceMedia

PAGE = "page"
ANOTHER = "another"


class SourceForm(forms.Form):
    """Another source to work from; sent by GET, so that it stands in the address."""

    source = forms.ModelChoiceField(
        SourceMedia.objects.all(),
        label=_("Another source"),
        widget=AutocompleteSelect(Citation._meta.get_field("source"), admin.site),
    )


def add_view(page: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    """One more record of an incident."""

    def add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        check_no_nul(request)
        if kind not in KINDS:
            raise Http404
        incident = get_object_or_404(Incident.objects.select_related("jurisdiction"), pk=pk)
        if not may_add(request.user, kind) or not may_edit(request.user, incident):
            raise PermissionDenied
        start = quick_start.of_incident(request, incident)
        known = quick_start.initial(request, kind, start, incident)
        make = partial(KINDS[kind].form, incident=incident, initial=known, **start.given)
        form, sent = _form(request, start, make)
        if sent and form.is_valid() and _save(request, form):
            return HttpResponseRedirect(_next(request, incident, kind, start))
        return _shown(page, request, form, start, incident, kind)

    return add


def begin_view(page: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    """A new incident from a source."""

    def begin(request: HttpRequest, pk: int) -> HttpResponse:
        check_no_nul(request)
        if not request.user.has_perm("incidents.add_incident"):
            raise PermissionDenied
        source = get_object_or_404(SourceMedia, pk=pk)
        start = quick_start.of_source(request, source)
        proposed = quick_begin.proposed(source, request.user) | start.initial
        make = partial(quick_begin.IncidentForm, initial=proposed, **start.given)
        form, sent = _form(request, start, make)
        if sent and form.is_valid() and _save(request, form):
            if request.POST.get("then") == ANOTHER:
                return HttpResponseRedirect(start.address(request.path, form))
            return HttpResponseRedirect(_next(request, form.instance, "involvement", start))
        return _shown(page, request, form, start, None, "")

    return begin


def _form(request: HttpRequest, start: Start, make: Callable[..., Any]) -> tuple[Any, bool]:
    """The form, and whether it was sent to be saved: not when it only takes the nearest passage."""
    form = make(request.POST or None)
    if USE_NEAREST not in request.POST:
        return form, request.method == "POST"
    form.is_valid()
    nearest = start.closest(form)
    data = request.POST.copy()
    if nearest is not None:
        data["quote"] = nearest.passage
    return make(data), False


def _save(request: HttpRequest, form: Any) -> bool:
    """Through the form's action; what it refuses becomes an error of the form."""
    try:
        saved = form.save_quickly(request.user)
    except InputError as error:
        about_quote = "quote" in form.fields and "quote" in error.params
        form.add_error("quote" if about_quote else None, say(error))
        return False
    messages.success(request, gettext("Saved: %(what)s.") % {"what": form.noun})
    if type(saved) in FIELDS:
        warn(request, saved)
    if isinstance(saved, Appearance):
        warn_early(request, saved.incident, saved)
    return True


def _next(request: HttpRequest, incident: Incident, kind: str, start: Start) -> str:
    """Where the button leads: the next quick form, or the incident's page."""
    then = request.POST.get("then", kind)
    if then == PAGE:
        return reverse("admin:incidents_incident_change", args=[incident.pk])
    following = then if then in KINDS else kind
    return start.address(quick_address(incident, following))


def _shown(
    page: admin.ModelAdmin,
    request: HttpRequest,
    form: Any,
    start: Start,
    incident: Incident | None,
    kind: str,
) -> HttpResponse:
    chooser = SourceForm(auto_id="choose_%s")
    title = KINDS[kind].title if kind else gettext("New incident from a source")
    context = {
        **page.admin_site.each_context(request),
        "title": gettext("Quick entry: %(what)s") % {"what": title} if kind else title,
        "opts": Incident._meta,
        "incident": incident,
        "kind": kind,
        "kinds": [
            (name, known, start.address(quick_address(incident, name)) if incident else "")
            for name, known in KINDS.items()
            if may_add(request.user, name)
        ],
        "form": form,
        "then": request.POST.get("then") or kind or "involvement",
        "start": start,
        "segments": shown(start.transcript, start.at),
        "nearest": start.nearest(form) if request.method == "POST" else None,
        "sources": quick_start.sources_of(incident) if incident else [],
        "chooser": chooser,
        "media": page.media + form.media + chooser.media,
    }
    return TemplateResponse(request, "admin/incidents/incident/quick.html", context)


def bench_view(_page: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    """From the workbench, with the passages chosen there, to the incident last worked on from this
    transcript, or to a new one."""

    def go(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        transcript = quick_start.transcript_or_404(pk)
        ends: dict[str, Any] = {
            name: request.GET[name] for name in ("first", "last") if name in request.GET
        }
        carried = urlencode({"transcript": transcript.pk} | ends)
        incident = None if kind == "incident" else quick_start.last_incident(transcript)
        if incident is None:
            begin = reverse("admin:incidents_sourcemedia_begin", args=[transcript.source_id])
            return HttpResponseRedirect(f"{begin}?{carried}")
        address = quick_address(incident, "claim")
        return HttpResponseRedirect(f"{address}?source={transcript.source_id}&{carried}")

    return go
