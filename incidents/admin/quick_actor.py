"""Actors in a quick form: those of the incident to tick, any other to find, or one new."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin.likely import LikelyForm, seen_field
from incidents.codes import ActorKind
from incidents.labels import choices
from incidents.models import Actor, Incident

AMONG = 40
"""Actors of an incident that are offered to tick; the others are searched for."""


def among(incident: Incident) -> QuerySet[Actor]:
    """Who is recorded in the incident already, whoever joined first first."""
    named = (
        Q(involvements__incident=incident)
        | Q(claims__incidents=incident)
        | Q(claims_about__incidents=incident)
        | Q(claims_made_for__incidents=incident)
        | Q(procedures_brought__incidents=incident)
        | Q(procedures_faced__incidents=incident)
    )
    found = Actor.objects.unmerged().filter(named).order_by("pk").distinct()
    first = list(found.values_list("pk", flat=True)[:AMONG])
    return Actor.objects.filter(pk__in=first).order_by("pk")


def search_one(model: Any, name: str, label: Any) -> forms.ModelChoiceField:
    """An actor found by name."""
    field: Any = model._meta.get_field(name)
    return forms.ModelChoiceField(
        Actor.objects.unmerged(),
        label=label,
        required=False,
        widget=AutocompleteSelect(field, admin.site),
    )


def search_many(model: Any, name: str, label: Any) -> forms.ModelMultipleChoiceField:
    """Actors found by name."""
    field: Any = model._meta.get_field(name)
    return forms.ModelMultipleChoiceField(
        Actor.objects.unmerged(),
        label=label,
        required=False,
        widget=AutocompleteSelectMultiple(field, admin.site),
    )


def tick_many(label: Any) -> forms.ModelMultipleChoiceField:
    """Boxes for the actors of the incident; the form says which they are."""
    return forms.ModelMultipleChoiceField(
        Actor.objects.none(), label=label, required=False, widget=forms.CheckboxSelectMultiple
    )


class NewActorForm(LikelyForm):
    """An actor whom the register does not know. ``new_actor`` is it, checked and not yet saved."""

    likely_kind = "actor"
    likely_watch = {"name_fr": "new_name_fr", "name_en": "new_name_en"}
    likely_seen = seen_field(likely_kind, likely_watch)

    new_kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=choices(ActorKind), widget=forms.RadioSelect
    )
    new_name_fr = forms.CharField(label=_("Name (French)"), required=False, max_length=200)
    new_name_en = forms.CharField(
        label=_("Name (English)"),
        required=False,
        max_length=200,
        help_text=_("Only if it differs."),
    )
    new_actor: Actor | None = None

    def clean(self) -> dict[str, Any] | None:
        """As the register's own form checks it: a slug from the name, and none taken twice."""
        cleaned = super().clean()
        data = self.cleaned_data
        if not (data.get("new_name_fr") or data.get("new_name_en")):
            return cleaned
        if not data.get("new_kind"):
            self.add_error("new_kind", gettext("Say what the new actor is."))
            return cleaned
        made = Actor(
            kind=data["new_kind"],
            name_fr=data.get("new_name_fr", ""),
            name_en=data.get("new_name_en", ""),
        )
        try:
            made.full_clean()
        except ValidationError as error:
            self.add_error("new_name_fr", _as_sentences(error, made))
        self.new_actor = made
        if made.kind != ActorKind.UNIDENTIFIED:
            self.check_likely()
        return cleaned


def _as_sentences(error: ValidationError, made: Actor) -> list[str]:
    """What is wrong with the new actor; a slug that is taken names whose it is."""
    if "slug" in error.error_dict:
        known = Actor.objects.filter(slug=made.slug).first()
        said = gettext("“%(actor)s” is in the register already: find it instead.")
        return [said % {"actor": known or made}]
    if not made.name_fr:
        return [gettext("An actor that is not a private person needs its French name.")]
    return [message for messages in error.message_dict.values() for message in messages]


def together(*groups: Iterable[Actor] | None) -> list[Actor]:
    """Each actor once, in order."""
    found: dict[int, Actor] = {}
    for group in groups:
        for actor in group or ():
            found.setdefault(actor.pk or id(actor), actor)
    return list(found.values())
