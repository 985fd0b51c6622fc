"""The form of one event: what may follow first, outcomes by kind, a platform's codes."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin.event_source import SourceFields
from incidents.admin.record_form import SentenceForm, complete_date
from incidents.codes import Channel, Decision, Outcome, Track
from incidents.labels import choices, label
from incidents.models import Procedure, ProcedureEvent
from incidents.procedures import EventKind, allowed_after, kinds_of, outcomes_of
from incidents.templatetags.wording import with_code

OF_A_NOTICE = ("channel", "decisions")
NOTHING: Any = ("", "---------")


class EventForm(SourceFields, SentenceForm):
    """One event and the source that says so."""

    outcome = forms.ChoiceField(label=_("outcome"), required=False)
    outcome_words = forms.CharField(
        label=_("outcome in other words"),
        required=False,
        max_length=60,
        help_text=_("Where no outcome of the list says it."),
    )
    channel = forms.ChoiceField(
        label=_("channel"),
        required=False,
        choices=[NOTHING, *choices(Channel)],
        help_text=_("How the notice was sent; for “notice sent” only."),
    )
    decisions = forms.MultipleChoiceField(
        label=_("what the platform decided"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The codes of the DSA Transparency Database; for a decision only."),
    )
    keep_sources = forms.BooleanField(
        label=_("keep the sources of the corrected event"), required=False, initial=True
    )

    class Meta:
        model = ProcedureEvent
        fields = (
            "kind",
            "earliest",
            "latest",
            "precision",
            "respondent",
            "channel",
            "decisions",
            "outcome",
            "note_fr",
            "note_en",
            "is_public",
            "outside_table_reason_fr",
            "outside_table_reason_en",
        )
        widgets = {
            "earliest": AdminDateWidget,
            "latest": AdminDateWidget,
            "respondent": AutocompleteSelect(
                ProcedureEvent._meta.get_field("respondent"), admin.site
            ),
            "note_fr": forms.Textarea(attrs={"rows": 2}),
            "note_en": forms.Textarea(attrs={"rows": 2}),
        }

    field_order = (*Meta.fields[:8], "outcome_words", *Meta.fields[8:], "keep_sources")

    def __init__(
        self,
        *args: Any,
        procedure: Procedure,
        before: EventKind | None,
        corrected: ProcedureEvent | None = None,
        **kw: Any,
    ):
        super().__init__(*args, **kw)
        self._offer_sources(corrected)
        track = Track(procedure.track)
        fields: Any = self.fields
        fields["kind"].choices = kind_choices(track, before)
        fields["outcome"].choices = outcome_choices(track)
        fields["decisions"].choices = [
            (code.value, with_code(label(code), code.value)) for code in Decision
        ]
        for reason in ("outside_table_reason_fr", "outside_table_reason_en"):
            fields[reason].help_text = _("Also where the days run against the order.")
        fields["respondent"].help_text = _(
            "Where the law is per person, e.g. a formal investigation. Somebody who is no "
            "respondent of the procedure yet becomes one."
        )
        for name in OF_A_NOTICE if track is not Track.PLATFORM else ("outcome",):
            del self.fields[name]

    def _offer_sources(self, corrected: ProcedureEvent | None) -> None:
        """Say which citations a correction keeps; where there are none, nothing is asked."""
        cited = corrected.citations.select_related("source") if corrected else ()
        names = [
            f"{citation.source} – {citation.quote}" if citation.quote else str(citation.source)
            for citation in cited
        ]
        if not names:
            del self.fields["keep_sources"]
            return
        carried = gettext("Carried over: %(sources)s") % {"sources": "; ".join(names)}
        self.fields["keep_sources"].help_text = carried

    def clean(self) -> dict[str, Any] | None:
        """Completes the date too, and makes one outcome of the two fields."""
        cleaned = super().clean()
        complete_date(self.cleaned_data, self.changed_data)
        words, chosen = self.cleaned_data.get("outcome_words"), self.cleaned_data.get("outcome")
        if words and chosen:
            self.add_error("outcome_words", gettext("Choose an outcome or write one, not both."))
        self.cleaned_data["outcome"] = chosen or words or ""
        return cleaned


def kind_choices(track: Track, before: EventKind | None) -> list[Any]:
    """What the table lets follow, first; then the rest of the track; then everything else."""
    follows = allowed_after(track, before)
    of_track = [kind for kind in kinds_of(track) if kind not in follows]
    others = [kind for kind in EventKind if kind not in follows and kind not in of_track]
    groups = (
        (_("May follow now"), follows),
        (_("Outside the table: needs a reason"), of_track),
        (_("Of other tracks: needs a reason"), others),
    )
    return [NOTHING] + [
        (name, [(kind.value, label(kind)) for kind in kinds]) for name, kinds in groups if kinds
    ]


def outcome_choices(track: Track) -> list[Any]:
    """The outcomes of the kinds of a track, each group under its kind."""
    return [NOTHING] + [
        (label(kind), [(outcome.value, label(outcome)) for outcome in outcomes_of(kind)])
        for kind in kinds_of(track)
        if outcomes_of(kind)
    ]


def initial(corrected: ProcedureEvent | None) -> dict[str, Any]:
    """What a correction starts from: the event as it stands."""
    if corrected is None:
        return {}
    found = {name: getattr(corrected, name) for name in EventForm.Meta.fields}
    found["respondent"] = corrected.respondent.final.pk if corrected.respondent else None
    if corrected.outcome not in set(Outcome):
        found |= {"outcome": "", "outcome_words": corrected.outcome}
    return found
