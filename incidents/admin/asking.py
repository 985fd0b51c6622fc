"""Asking somebody to review: on one incident's page of review, and for many in the list."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import reviewers
from incidents.actions.reviewers import Asked
from incidents.admin import undo
from incidents.admin.bulk_forms import BACKEND, BulkForm, PersonField
from incidents.admin.record_form import say
from incidents.codes import ApprovalKind
from incidents.input_error import InputError
from incidents.labels import choices
from incidents.models import Incident


def able(*kinds: ApprovalKind) -> QuerySet[Any]:
    """Active staff who may give an approval of one of these kinds."""
    staff: Any = get_user_model()._default_manager
    found = staff.none()
    for kind in kinds:
        found |= staff.with_perm(f"incidents.approve_{kind}", backend=BACKEND)
    return found.filter(is_active=True, is_staff=True).order_by("username")


class ReviewersForm(forms.Form):
    """Who is asked for each approval of one incident; its author and last editor are no choice."""

    editorial = PersonField(
        able(), label=_("editorial reviewer"), required=False, empty_label=_("nobody")
    )
    legal = PersonField(able(), label=_("legal reviewer"), required=False, empty_label=_("nobody"))

    def __init__(self, data: Any = None, *, incident: Incident) -> None:
        super().__init__(data, auto_id="ask_%s")
        self.incident = incident
        own = {incident.created_by_id, incident.updated_by_id} - {None}
        for kind in ApprovalKind:
            field: Any = self.fields[kind.value]
            field.queryset = able(kind).exclude(pk__in=own)
            self.initial[kind.value] = getattr(incident, f"{kind}_reviewer_id")

    def run(self, by: Any) -> list[Asked]:
        """Only what was changed. Raises NotAllowed, InputError."""
        return [
            reviewers.ask(
                incidents=[self.incident.pk], kind=kind, to=self.cleaned_data[kind.value], by=by
            )
            for kind in ApprovalKind
            if kind.value in self.changed_data
        ]


class AskForm(BulkForm):
    """One person for one kind of approval, for many incidents."""

    title = _("Ask somebody to review")
    button = _("Ask")
    kind = forms.ChoiceField(
        label=_("which approval"), choices=choices(ApprovalKind), widget=forms.RadioSelect
    )
    person = PersonField(able(), label=_("whom"), required=False, empty_label=_("nobody"))

    def prepare(self) -> None:
        field: Any = self.fields["person"]
        field.queryset = able(*ApprovalKind).distinct()
        self.initial["kind"] = ApprovalKind.EDITORIAL

    def run(self) -> None:
        kind = ApprovalKind(self.cleaned_data["kind"])
        to, by = self.cleaned_data["person"], self.request.user
        offer(self.request, reviewers.ask(incidents=self.chosen, kind=kind, to=to, by=by), to)


def offer(request: HttpRequest, done: Asked, to: Any) -> None:
    """Say it, with the button that undoes it."""
    number = len(done.before)
    if not number:
        messages.info(request, gettext("Nothing to change."))
        return
    if to is None:
        said = ngettext(
            "Nobody is asked to review %(number)d incident any more.",
            "Nobody is asked to review %(number)d incidents any more.",
            number,
        )
    else:
        said = ngettext(
            "%(person)s is asked to review %(number)d incident.",
            "%(person)s is asked to review %(number)d incidents.",
            number,
        )
    undo.offer(request, said % {"number": number, "person": to}, done)


def view(page: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    """The address to which the page of review sends its choice."""

    def ask(request: HttpRequest, pk: int) -> HttpResponse:
        incident = get_object_or_404(Incident, pk=pk)
        if not page.has_view_permission(request, incident):
            raise PermissionDenied
        form = ReviewersForm(request.POST, incident=incident)
        if request.method == "POST" and form.is_valid():
            try:
                for done in form.run(request.user):
                    offer(request, done, form.cleaned_data[done.kind])
            except InputError as error:
                messages.error(request, say(error))
        elif request.method == "POST":
            for errors in form.errors.values():
                messages.error(request, " ".join(map(str, errors)))
        return HttpResponseRedirect(reverse("admin:incidents_incident_review", args=[pk]))

    return ask
