"""The quick form of a procedure: track, first event, sides, bases, and the next review."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from incidents.actions import quick
from incidents.admin.quick_actor import (
    NewActorForm,
    among,
    search_many,
    search_one,
    tick_many,
    together,
)
from incidents.admin.quick_forms import QuickForm
from incidents.admin.record_form import complete_date
from incidents.codes import Precision, Track
from incidents.dates import FactDate
from incidents.labels import choices, label
from incidents.models import LegalBasis, Procedure, ProcedureEvent
from incidents.procedures import EventKind, allowed_after


class BasisChoice(forms.ModelMultipleChoiceField):
    """Bases by their short title; a version that is not in force for ever says when it was."""

    def label_from_instance(self, obj: Any) -> str:
        if obj.in_force_to is None:
            return str(obj)
        days = (obj.in_force_from, obj.in_force_to)
        begin, end = (date_format(day, "SHORT_DATE_FORMAT") if day else "…" for day in days)
        return f"{obj} ({begin} – {end})"


class ProcedureForm(NewActorForm, QuickForm):
    """A procedure that begins: what is known of it is one event."""

    noun = _("procedure")
    kind = forms.ChoiceField(label=_("First event"), widget=forms.RadioSelect)
    earliest = forms.DateField(label=_("On, or from"), required=False, widget=AdminDateWidget)
    latest = forms.DateField(label=_("To"), required=False, widget=AdminDateWidget)
    complainants = tick_many(_("Complainants"))
    respondents = tick_many(_("Respondents"))
    complainants_more = search_many(Procedure, "complainants", _("Other complainants"))
    respondents_more = search_many(Procedure, "respondents", _("Other respondents"))
    authority = search_one(Procedure, "authority", _("Authority"))
    new_is = forms.ChoiceField(
        label=_("The new actor"),
        required=False,
        initial="complainants",
        choices=[("complainants", _("is complainant")), ("respondents", _("is respondent"))],
        widget=forms.RadioSelect,
    )
    bases = BasisChoice(
        LegalBasis.objects.none(),
        label=_("Legal bases"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note_fr = forms.CharField(
        label=_("Note (French)"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    note_en = forms.CharField(
        label=_("Note (English)"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    sections = (
        (_("What"), ("track", "kind", "earliest", "latest", "review_on"), False),
        (_("Sides"), ("complainants", "respondents", "against_x"), False),
        (_("Law"), ("bases",), False),
        (
            _("Somebody else, authority"),
            ("complainants_more", "respondents_more", "authority", "authority_reference"),
            True,
        ),
        (
            _("Not in the register yet"),
            ("new_kind", "new_name_fr", "new_name_en", "new_is"),
            True,
        ),
        (_("Note"), ("note_fr", "note_en"), True),
    )

    class Meta:
        model = Procedure
        fields = ("track", "review_on", "against_x", "authority_reference")
        widgets = {"review_on": AdminDateWidget, "track": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["track"].choices = choices(Track)
        fields["kind"].choices = _first_kinds()
        actors = among(self.incident)
        fields["complainants"].queryset = fields["respondents"].queryset = actors
        applies = Q(jurisdiction=self.incident.jurisdiction_id) | Q(jurisdiction="EU")
        fields["bases"].queryset = LegalBasis.objects.filter(applies)
        for name in ("complainants", "respondents", "bases"):
            if not len(fields[name].choices):
                del fields[name]

    def clean(self) -> dict[str, Any] | None:
        """The day of the event completes itself."""
        cleaned = super().clean()
        data = self.cleaned_data
        dates: dict[str, Any] = {name: data.get(name) for name in ("earliest", "latest")}
        dates["precision"] = Precision.UNKNOWN
        complete_date(dates)
        try:
            ProcedureEvent(**dates).clean()
        except forms.ValidationError as error:
            for message in error.messages:
                self.add_error("earliest", message)
        self.dates = dates
        return cleaned

    def save_quickly(self, by: Any) -> ProcedureEvent:
        data = self.cleaned_data
        self.instance.authority = data["authority"]
        new = {data.get("new_is") or "complainants": [self.new_actor]} if self.new_actor else {}
        dates = self.dates
        return quick.pursue(
            pursuit=self.instance,
            incidents=[self.incident],
            kind=EventKind(data["kind"]),
            on=FactDate(dates["earliest"], dates["latest"], Precision(dates["precision"])),
            by=by,
            ground=self.ground,
            sides={
                side: together(data.get(side), data[f"{side}_more"], new.get(side))
                for side in ("complainants", "respondents")
            },
            bases=data.get("bases", ()),
            note_fr=data["note_fr"],
            note_en=data["note_en"],
        )


def _first_kinds() -> list[tuple[str, str]]:
    """What may be the first event on one track or another; which on which, the action knows."""
    found = dict.fromkeys(kind for track in Track for kind in allowed_after(track, None))
    return [(kind.value, label(kind)) for kind in found]
