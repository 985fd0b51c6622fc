"""The quick form of a claim: proposition, stance, speaker, sides, and what it answers."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.text import Truncator
from django.utils.translation import gettext
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
from incidents.admin.sentences import SENTENCES
from incidents.codes import AnswerKind, Proposition, Stance
from incidents.labels import choices
from incidents.models import Claim, Incident, Involvement, SourceMedia

OFFERED = 60
"""Claims that may be answered in the quick form, the newest; any other in the claim's own form."""

OTHERS = 8
"""Other open incidents of the same source that a claim may belong to as well."""

BY_STANCE = {
    Stance.DENIES: AnswerKind.DENIES,
    Stance.DISTANCES: AnswerKind.DENIES,
    Stance.CONFIRMS: AnswerKind.CONFIRMS,
}
"""How an answer is meant where nobody says it; of any other stance it comments."""


class ClaimForm(NewActorForm, QuickForm):
    """One proposition, one stance, one speaker; the voice of the passages speaks by itself."""

    noun = _("claim")
    speaker = search_one(Claim, "speaker", _("Speaker"))
    relayed_by = search_one(Claim, "relayed_by", _("Relayed by"))
    about = tick_many(_("About"))
    about_more = search_many(Claim, "about", _("About somebody else"))
    on_behalf_of = tick_many(_("On behalf of"))
    on_behalf_more = search_many(Claim, "on_behalf_of", _("On behalf of somebody else"))
    new_is = forms.ChoiceField(
        label=_("The new actor"),
        required=False,
        initial="about",
        choices=[
            ("about", _("is spoken about")),
            ("on_behalf_of", _("is spoken for")),
            ("speaker", _("speaks")),
        ],
        widget=forms.RadioSelect,
    )
    answers = forms.MultipleChoiceField(
        label=_("In answer to"), required=False, widget=forms.CheckboxSelectMultiple
    )
    answer_kind = forms.ChoiceField(
        label=_("Which it"),
        required=False,
        choices=[("", _("as the stance says")), *choices(AnswerKind)],
        widget=forms.RadioSelect,
    )
    also = forms.ModelMultipleChoiceField(
        Incident.objects.none(),
        label=_("Also part of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sections = (
        (_("What is said"), ("proposition", "stance", "summary_fr", "summary_en"), False),
        (_("Who"), ("about", "on_behalf_of", "speaker_label_en"), False),
        (_("What it answers"), ("answers", "answer_kind", "also"), False),
        (
            _("Speaker, if not the voice of the passages"),
            ("speaker", "speaker_label_fr", "relayed_by"),
            True,
        ),
        (_("Somebody else"), ("about_more", "on_behalf_more"), True),
        (
            _("Not in the register yet"),
            ("new_kind", "new_name_fr", "new_name_en", "new_is"),
            True,
        ),
        (_("When it was said"), ("earliest", "latest", "precision", "directness"), True),
    )

    class Meta:
        model = Claim
        fields = (
            "proposition",
            "stance",
            "summary_fr",
            "summary_en",
            "speaker_label_fr",
            "speaker_label_en",
            "earliest",
            "latest",
            "precision",
            "directness",
        )
        widgets = {
            "proposition": forms.RadioSelect,
            "stance": forms.RadioSelect,
            "summary_fr": forms.Textarea(attrs={"rows": 2}),
            "summary_en": forms.Textarea(attrs={"rows": 2}),
            "earliest": AdminDateWidget,
            "latest": AdminDateWidget,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["speaker_label_en"].help_text = _(
            "Of a voice without a name. It is remembered: the next claim needs it no more."
        )
        fields["proposition"].choices = choices(Proposition)
        fields["stance"].choices = choices(Stance)
        actors = among(self.incident)
        fields["about"].queryset = fields["on_behalf_of"].queryset = actors
        fields["answers"].choices = _answerable(self.incident)
        fields["also"].queryset = _others(self.incident, self.source)
        for name in ("about", "on_behalf_of", "answers", "also"):
            if not len(fields[name].choices):
                del fields[name]
        if "answers" not in fields:
            del fields["answer_kind"]

    def clean(self) -> dict[str, Any] | None:
        """One speaker: found, new, described, or the voice of the passages."""
        cleaned = super().clean()
        self.complete_days()
        data = self.cleaned_data
        named = bool(data.get("speaker")) + (self.new_actor is not None and self._new_speaks())
        described = bool(data.get("speaker_label_fr") or data.get("speaker_label_en"))
        if named + described > 1:
            self.add_error("speaker", str(SENTENCES["claim_has_a_speaker_or_a_label_for_one"]))
        elif not (named or described or self.ground):
            self.add_error(
                "speaker", gettext("Say who speaks, or choose the passages in which they do.")
            )
        return cleaned

    def _new_speaks(self) -> bool:
        return self.cleaned_data.get("new_is") == "speaker"

    def _speaker(self) -> Any:
        new = self.new_actor if self._new_speaks() else None
        return self.cleaned_data.get("speaker") or new

    def save_quickly(self, by: Any) -> Claim:
        data = self.cleaned_data
        new = {data.get("new_is") or "about": [self.new_actor]} if self.new_actor else {}
        fields = {name: data[name] for name in self.Meta.fields}
        fields |= {"speaker": self._speaker(), "relayed_by": data["relayed_by"]}
        return quick.state(
            fields=fields,
            incidents=[self.incident, *data.get("also", ())],
            by=by,
            ground=self.ground,
            about=together(data.get("about"), data["about_more"], new.get("about")),
            on_behalf_of=together(
                data.get("on_behalf_of"), data["on_behalf_more"], new.get("on_behalf_of")
            ),
            replies=self._replies(),
        )

    def _replies(self) -> list[quick.Reply]:
        data = self.cleaned_data
        kind = data.get("answer_kind") or BY_STANCE.get(data["stance"], AnswerKind.COMMENTS)
        replies = []
        for chosen in data.get("answers", ()):
            what, pk = chosen.split(":")
            found: Any = Claim if what == "claim" else Involvement
            replies.append(quick.Reply(found.objects.get(pk=int(pk)), kind))
        return replies


def _answerable(incident: Incident) -> list[tuple[str, str]]:
    """Involvements first, then claims, the newest last; two queries."""
    involved = incident.involvements.select_related("actor").order_by("pk")[:OFFERED]
    claims = list(incident.claims.order_by("-pk")[:OFFERED])
    return [(f"involvement:{i.pk}", str(i)) for i in involved] + [
        (f"claim:{c.pk}", Truncator(str(c)).chars(90)) for c in reversed(claims)
    ]


def _others(incident: Incident, source: SourceMedia | None) -> Any:
    if source is None:
        return Incident.objects.none()
    citing = Incident.objects.open().filter(citations__source=source).exclude(pk=incident.pk)
    newest = citing.order_by("-pk").values_list("pk", flat=True).distinct()[:OTHERS]
    return Incident.objects.filter(pk__in=list(newest))
