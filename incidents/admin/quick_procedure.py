"""The quick form of a procedure: track, first event, sides, bases, next review; of a notice, its
platform, channel and appearances."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import quick
from incidents.admin.first_kinds import FirstKindSelect, first_kinds
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
from incidents.codes import Channel, Precision, Track
from incidents.dates import FactDate
from incidents.labels import choices
from incidents.models import Appearance, LegalBasis, Procedure, ProcedureEvent
from incidents.procedures import BEFORE_THE_NOTICE, EventKind


class BasisChoice(forms.ModelMultipleChoiceField):
    """Bases by their short title; a version that is not in force for ever says when it was."""

    def label_from_instance(self, obj: Any) -> str:
        if obj.in_force_to is None:
            return str(obj)
        days = (obj.in_force_from, obj.in_force_to)
        begin, end = (date_format(day, "SHORT_DATE_FORMAT") if day else "…" for day in days)
        return f"{obj} ({begin} – {end})"


class SeenChoice(forms.ModelMultipleChoiceField):
    """Appearances of one incident: the place and its kind."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({obj.get_kind_display()})"


class ProcedureForm(NewActorForm, QuickForm):
    """A procedure that begins: what is known of it is one event."""

    noun = _("procedure")
    kind = forms.ChoiceField(label=_("First event"), widget=FirstKindSelect)
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
    channel = forms.ChoiceField(
        label=_("channel"),
        required=False,
        choices=[("", "---------"), *choices(Channel)],
        help_text=_("How the notice was sent; for “notice sent” only."),
        widget=forms.Select(attrs={"data-tracks": Track.PLATFORM.value}),
    )
    appearances = SeenChoice(
        Appearance.objects.none(),
        label=_("appearances notified"),
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
        (_("Only for a platform notice"), ("platform", "channel", "appearances"), False),
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
        fields = ("track", "platform", "review_on", "against_x", "authority_reference")
        widgets = {"review_on": AdminDateWidget, "track": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["track"].choices = choices(Track)
        fields["kind"].choices = first_kinds()
        self._offer_appearances()
        actors = among(self.incident)
        fields["complainants"].queryset = fields["respondents"].queryset = actors
        applies = Q(jurisdiction=self.incident.jurisdiction_id) | Q(jurisdiction="EU")
        fields["bases"].queryset = LegalBasis.objects.filter(applies)
        for name in ("complainants", "respondents", "bases", "appearances"):
            if not len(fields[name].choices):
                del fields[name]

    def _offer_appearances(self) -> None:
        """Those of the incident; seen on one platform only, they and it are proposed."""
        seen = self.incident.appearances.select_related("platform").order_by("pk")
        fields: Any = self.fields
        fields["appearances"].queryset = seen
        if len({each.platform_id for each in seen}) == 1:
            self.initial.setdefault("platform", seen[0].platform_id)
            self.initial.setdefault("appearances", [each.pk for each in seen])

    def clean(self) -> dict[str, Any] | None:
        """The day of the event completes itself; what only a notice has is used for a notice
        only."""
        cleaned = super().clean()
        data = self.cleaned_data
        if data.get("track") != Track.PLATFORM:
            data |= {"platform": None, "channel": "", "appearances": []}
        elif data.get("kind") and data["kind"] not in BEFORE_THE_NOTICE:
            self._check_platform()
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

    def _check_platform(self) -> None:
        if "platform" not in self.errors and not self.cleaned_data.get("platform"):
            said = gettext("The notice was sent: say to which platform.")
            self.add_error("platform", said)

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
            appearances=data.get("appearances", ()),
            channel=data["channel"],
            note_fr=data["note_fr"],
            note_en=data["note_en"],
        )
