"""The page of one request for erasure: where the person stands, the decision, the deed, the answer.

Each step is confirmed on what was shown: a decision on the version of the request, the deed on the
places (by another person than decided).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import erasing, erasure
from incidents.actions.erasure_search import Place, PlaceKind, fingerprint
from incidents.admin import erasure_reports
from incidents.admin.record_form import say
from incidents.admin.sign_in_again import signs_in_again
from incidents.codes import ErasureGround, ErasureState
from incidents.erasure import DECIDED, ERASES
from incidents.input_error import InputError
from incidents.labels import choices
from incidents.models import ErasureRequest

SHOWN = 20
"""Links in one line of the places; the rest is counted."""
KINDS = {
    PlaceKind.RECORD: _("Records"),
    PlaceKind.PASSAGE: _("Passages of transcripts"),
    PlaceKind.FILE: _("Stored originals"),
    PlaceKind.PUBLICATION: _("Publications, current and past"),
    PlaceKind.AUDIT: _("Payloads of the audit"),
}


class DecideForm(forms.Form):
    """The decision on the version of the request that was read."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("Decision"),
        choices=[c for c in choices(ErasureState) if c[0] in DECIDED],
        widget=forms.RadioSelect,
    )
    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=choices(ErasureGround),
        help_text=_("To be checked by a lawyer."),
    )
    reasons = forms.CharField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 4}))


class DoForm(forms.Form):
    """The deed, on the places that were shown."""

    seen = forms.CharField(widget=forms.HiddenInput)
    sure = forms.BooleanField(
        label=_("I have looked at every place above; what is erased does not come back.")
    )


class AnswerForm(forms.Form):
    """The day on which the person was told."""

    answered_on = forms.DateField(
        label=_("Answered on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


@dataclass(frozen=True)
class Group:
    """Places of one kind in one table: how many, and links to the first of them."""

    kind: Any
    table: str
    count: int
    links: list[tuple[str, str]]


def view(page: admin.ModelAdmin) -> Callable[[HttpRequest, int], HttpResponse]:
    """The view of one request."""

    @signs_in_again
    def desk(request: HttpRequest, pk: int) -> HttpResponse:
        asked = get_object_or_404(ErasureRequest.objects.select_related("decided_by"), pk=pk)
        if not page.has_view_permission(request, asked):
            raise PermissionDenied
        posted = request.POST if request.method == "POST" else None
        step = next((name for name in STEPS if posted and name in posted), "")
        form = STEPS[step].form(posted) if step else None
        if form is not None and form.is_valid() and _done(request, step, asked, form):
            return HttpResponseRedirect(request.path)
        context = _context(request, page, asked)
        if form is not None:
            context[f"{step}_form"] = _again(form, context)
        return TemplateResponse(request, "admin/incidents/erasurerequest/desk.html", context)

    return desk


def _again(form: forms.Form, context: dict[str, Any]) -> forms.Form:
    """The form as it was sent, on what is shown now: sending it again is a decision."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data["seen"], data["seen_version"] = context["fingerprint"], context["asked"].version
    form.data = data
    return form


def _done(request: HttpRequest, step: str, asked: ErasureRequest, form: forms.Form) -> bool:
    try:
        messages.success(request, STEPS[step].do(request, asked, form.cleaned_data))
    except InputError as error:
        form.add_error(None, say(error))
        return False
    return True


def _decide(request: HttpRequest, asked: ErasureRequest, data: dict[str, Any]) -> str:
    asked.version = data["seen_version"]
    erasure.decide(
        request=asked,
        state=ErasureState(data["state"]),
        ground=ErasureGround(data["ground"]),
        reasons=data["reasons"],
        by=request.user,
    )
    return gettext("The request is decided. Now tell the person.")


def _do(request: HttpRequest, asked: ErasureRequest, data: dict[str, Any]) -> str:
    done = erasing.carry_out(request=asked, seen=data["seen"], by=request.user)
    said = gettext("Erased: %(places)d places, %(publications)d new publications.")
    return said % {
        "places": sum(done.places.values()) - len(done.reports),
        "publications": len(done.publications),
    }


def _answer(request: HttpRequest, asked: ErasureRequest, data: dict[str, Any]) -> str:
    erasure.answer(request=asked, answered_on=data["answered_on"], by=request.user)
    return gettext("The answer is noted.")


@dataclass(frozen=True)
class Step:
    """One step of the desk: its form, and what it does."""

    form: type[forms.Form]
    do: Callable[[HttpRequest, ErasureRequest, dict[str, Any]], str]


STEPS = {
    "decide": Step(DecideForm, _decide),
    "carry_out": Step(DoForm, _do),
    "answer": Step(AnswerForm, _answer),
}


def _context(request: HttpRequest, page: admin.ModelAdmin, asked: ErasureRequest) -> dict[str, Any]:
    asked.refresh_from_db()
    may_search = erasure.may_search(request.user)
    found = erasure.places_for(asked, by=request.user) if may_search else []
    seen, may = fingerprint(found), request.user.has_perm
    reports = erasure_reports.lines(asked, found, request.user)
    context = {
        **page.admin_site.each_context(request),
        "title": gettext("Where the person stands"),
        "opts": page.opts,
        "asked": asked,
        "searched": may_search and erasure.to_search(asked),
        "may_search": may_search,
        "erased": list(_erased(asked)),
        "groups": list(_groups(place for place in found if place.kind in KINDS)),
        "reports": reports,
        "reports_left": any(not line.done for line in reports),
        "fingerprint": seen,
        "media": page.media,
        "back": reverse("admin:incidents_erasurerequest_change", args=[asked.pk]),
        "decided_by_me": asked.decided_by_id == request.user.pk,
    }
    granted, done = asked.state in ERASES, asked.done_at is not None
    if asked.state == ErasureState.RECEIVED and may("incidents.decide_erasure"):
        context["decide_form"] = DecideForm(initial={"seen_version": asked.version})
    if granted and not done and may("incidents.carry_out_erasure"):
        context["carry_out_form"] = DoForm(initial={"seen": seen})
    if asked.state in DECIDED and not asked.answered_on and may("incidents.decide_erasure"):
        context["answer_form"] = AnswerForm(initial={"answered_on": timezone.localdate()})
    return context


def _groups(found: Iterable[Place]) -> Iterator[Group]:
    tables: dict[tuple[PlaceKind, Any], dict[Any, None]] = {}
    for place in found:
        tables.setdefault((place.kind, place.model), {})[place.key] = None
    for (kind, model), keys in tables.items():
        links = [(str(key)[:12], _address(model, key)) for key in islice(keys, SHOWN)]
        yield Group(KINDS[kind], str(model._meta.verbose_name_plural), len(keys), links)


def _erased(asked: ErasureRequest) -> Iterator[tuple[Any, int]]:
    """What was erased, as it was counted then."""
    for kind, said in KINDS.items():
        if asked.erased.get(kind):
            yield said, asked.erased[kind]


def _address(model: Any, key: Any) -> str:
    """The staff page of a row, where there is one."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""
