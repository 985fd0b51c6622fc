"""The page that asks who an actor is that a partner named."""

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

from incidents.actions import likely, submitted_actor
from incidents.admin.guarded_lists import check_no_nul
from incidents.admin.record_form import say
from incidents.input_error import InputError
from incidents.models import Actor, SubmittedActor

MATCH, REGISTER, PRIVATE = "match", "register", "private"


class WhoForm(forms.Form):
    """One of the register, a new one, or a private person."""

    what = forms.ChoiceField(
        label=_("Who is it?"),
        widget=forms.RadioSelect,
        choices=[
            (MATCH, _("Somebody of the register, chosen below")),
            (REGISTER, _("Somebody public who is not in the register yet: add them")),
            (PRIVATE, _("A private person or group: shown by the label below only")),
        ],
    )
    actor = forms.ModelChoiceField(
        Actor.objects.unmerged().filter(is_private=False), label=_("Actor"), required=False
    )
    label_fr = forms.CharField(label=_("public label (French)"), max_length=120, required=False)
    label_en = forms.CharField(label=_("public label (English)"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["actor"]
        field.widget = AutocompleteSelect(Actor._meta.get_field("merged_into"), admin.site)
        field.widget.choices = field.choices

    def clean(self) -> dict[str, Any]:
        """What the choice needs is there."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("what") == MATCH and not given.get("actor"):
            self.add_error("actor", gettext("Choose the one of the register."))
        if given.get("what") == PRIVATE and not given.get("label_fr"):
            self.add_error("label_fr", gettext("A private person needs a public label."))
        return given

    def decide(self, named: SubmittedActor, by: Any) -> None:
        """Raises InputError."""
        given = self.cleaned_data
        if given["what"] == MATCH:
            submitted_actor.match(named=named, actor=given["actor"], by=by)
        elif given["what"] == REGISTER:
            submitted_actor.register(named=named, by=by)
        else:
            labels = {name: given[name] for name in ("label_fr", "label_en")}
            submitted_actor.keep_private(named=named, by=by, **labels)


def view(page: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    """The page of one named actor, by the key of its row."""

    def who(request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("incidents.change_submittedactor"):
            raise PermissionDenied
        check_no_nul(request)
        rows = SubmittedActor.objects.select_related("submission__partner", "country", "actor")
        named = get_object_or_404(rows, pk=pk)
        back = reverse("admin:incidents_submission_change", args=[named.submission_id])
        form = WhoForm(request.POST or None)
        if form.is_valid():
            try:
                form.decide(named, request.user)
            except InputError as error:
                form.add_error(None, say(error))
            else:
                messages.success(request, gettext("Decided."))
                return HttpResponseRedirect(back)
        ids = {"wikidata_id": named.wikidata_id, "party_facts_id": named.party_facts_id}
        context = {
            **page.admin_site.each_context(request),
            "title": gettext("Who is it?"),
            "opts": page.opts,
            "media": form.media,
            "named": named,
            "form": form,
            "back": back,
            "likely": likely.actors(names=[named.name_fr, named.name_en], ids=ids),
        }
        return TemplateResponse(request, "admin/incidents/submission/actor.html", context)

    return who
