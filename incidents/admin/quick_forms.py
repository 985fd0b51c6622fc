"""The quick forms of people and parties, and of appearances: one action saves each."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import Field, URLField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import quick
from incidents.admin.likely import SEEN, LikelyForm, seen_field
from incidents.admin.quick_actor import NewActorForm, search_one
from incidents.admin.quick_ground import GroundForm
from incidents.admin.record_form import SentenceForm, complete_date
from incidents.admin.sentences import SENTENCES
from incidents.codes import AppearanceEventKind, Measure, Precision, Role
from incidents.labels import choices
from incidents.models import Actor, Appearance, AppearanceEvent, Incident, Involvement

Section = tuple[Any, tuple[str, ...], bool]
"""Heading, names of fields, and whether it is folded at first."""


class QuickForm(GroundForm, SentenceForm):
    """What all have: the incident, the person's last choices, the sections in order."""

    sections: tuple[Section, ...] = ()
    noun: Any = ""

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.incident = incident

    def shown_sections(self) -> list[tuple[Any, list[Any], bool]]:
        """Sections with their fields; one with an error in it stands open."""
        found = []
        for heading, names, folded in self.sections:
            rows = [self[name] for name in names if name in self.fields]
            if rows:
                found.append((heading, rows, folded and not any(row.errors for row in rows)))
        return found

    def complete_days(self) -> None:
        """Days that were typed over proposed ones have the precision that follows from them, unless
        one was chosen."""
        changed = set(self.changed_data)
        if changed & {"earliest", "latest"} and "precision" not in changed:
            self.cleaned_data["precision"] = Precision.UNKNOWN
        complete_date(self.cleaned_data)

    def save_quickly(self, by: Any) -> Any:
        """Through the action. Raises InputError."""
        raise NotImplementedError


class InvolvementForm(NewActorForm, QuickForm):
    """An actor, found or new, in a role."""

    noun = _("person or party")
    actor = search_one(Involvement, "actor", _("Actor"))
    sections = (
        (_("Role"), ("role",), False),
        (_("Who"), ("actor",), False),
        (_("Not in the register yet"), ("new_kind", "new_name_fr", "new_name_en"), False),
        (_("More"), ("target_kind", "note_fr", "note_en"), True),
    )

    class Meta:
        model = Involvement
        fields = ("role", "target_kind", "note_fr", "note_en")
        widgets = {"role": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = choices(Role)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """One actor, in a role that it does not have yet."""
        cleaned = super().clean()
        found, made = self.cleaned_data.get("actor"), self.new_actor
        chosen = found or made
        if chosen is None or (found is not None and made is not None):
            self.add_error("actor", gettext("Find the actor or name a new one: one of the two."))
            return cleaned
        self.chosen: Actor = chosen
        there = Involvement.objects.filter(
            incident=self.incident, actor=found, role=self.cleaned_data.get("role")
        )
        if found is not None and there.exists():
            self.add_error("actor", str(SENTENCES["actor_has_each_role_once_per_incident"]))
        return cleaned

    def save_quickly(self, by: Any) -> Involvement:
        self.instance.incident = self.incident
        self.instance.actor = self.chosen
        return quick.involve(involvement=self.instance, by=by, ground=self.ground)


def _secure(field: Field, **kwargs: Any) -> forms.Field | None:
    """An address typed without its scheme is an https one."""
    if isinstance(field, URLField):
        kwargs["assume_scheme"] = "https"
    found: forms.Field | None = field.formfield(**kwargs)
    return found


class AppearanceForm(LikelyForm, QuickForm):
    """Where it was seen, what happened there first, and one reading of its reach."""

    noun = _("appearance")
    likely_kind = "appearance"
    likely_watch = {"platform": "platform", "account": "account", "url": "url"}
    likely_seen = seen_field(likely_kind, likely_watch)
    event_kind = forms.ChoiceField(
        label=_("What happened there"),
        required=False,
        choices=choices(AppearanceEventKind),
        initial=AppearanceEventKind.SEEN,
        widget=forms.RadioSelect,
    )
    earliest = forms.DateField(label=_("On, or from"), required=False, widget=AdminDateWidget)
    latest = forms.DateField(label=_("To"), required=False, widget=AdminDateWidget)
    measure = forms.ChoiceField(
        label=_("Reading"),
        required=False,
        choices=[("", "---------"), *choices(Measure)],
    )
    value = forms.IntegerField(label=_("Value"), required=False, min_value=0, max_value=2**62)
    as_of = forms.DateField(label=_("As of"), required=False, widget=AdminDateWidget)
    sections = (
        (
            _("Where"),
            ("platform", "kind", "account", "account_masked", "url", "archived_url"),
            False,
        ),
        (_("First event"), ("event_kind", "earliest", "latest"), False),
        (_("Reach"), ("measure", "value", "as_of"), True),
        (_("More"), ("disclosure",), True),
    )

    class Meta:
        model = Appearance
        fields = (
            "platform",
            "kind",
            "account",
            "account_masked",
            "url",
            "archived_url",
            "disclosure",
        )
        widgets = {"kind": forms.RadioSelect}
        formfield_callback = _secure

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[SEEN].widget.attrs["data-excluding"] = self.incident.pk
        kinds: Any = self.fields["kind"]
        kinds.choices = [choice for choice in kinds.choices if choice[0]]

    def clean(self) -> dict[str, Any] | None:
        """A reading is whole or absent; a day makes the event of that day."""
        cleaned = super().clean()
        data = self.cleaned_data
        given = [data.get(name) not in (None, "") for name in ("measure", "value", "as_of")]
        if any(given) and not all(given):
            self.add_error("measure", gettext("A reading is a measure, its value and its day."))
        dates: dict[str, Any] = {name: data.get(name) for name in ("earliest", "latest")}
        dates["precision"] = Precision.UNKNOWN
        complete_date(dates)
        self.event = AppearanceEvent(kind=data.get("event_kind") or "", **dates)
        if data.get("event_kind"):
            self._check_dates()
        platform = data.get("platform")
        self.check_likely(platform=platform and platform.pk, excluding=self.incident.pk)
        return cleaned

    def _check_dates(self) -> None:
        try:
            self.event.clean()
        except forms.ValidationError as error:
            for message in error.messages:
                self.add_error("earliest", message)

    def save_quickly(self, by: Any) -> Appearance:
        data = self.cleaned_data
        self.instance.incident = self.incident
        reading = None
        if data.get("measure"):
            reading = quick.Reading(Measure(data["measure"]), data["value"], data["as_of"])
        return quick.see(
            appearance=self.instance,
            by=by,
            event=self.event if data.get("event_kind") else None,
            reading=reading,
            ground=self.ground,
        )
