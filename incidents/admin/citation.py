"""Citations as rows of the record they belong to. Checked when added; then they stand or go."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import citation as citations
from incidents.admin.passages import passage_at
from incidents.admin.record_form import SentenceForm, say
from incidents.admin.rows import AddedRows
from incidents.input_error import InputError
from incidents.models import Citation, Segment, SourceMedia
from incidents.models.citation import OWNERS
from incidents.timecode import display, to_ms


class CitationForm(SentenceForm):
    """A source and, of its transcript, a quote, the seconds, or both."""

    from_time = forms.CharField(
        label=_("from"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"size": 6, "placeholder": "MM:SS"}),
    )
    to_time = forms.CharField(
        label=_("to"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"size": 6, "placeholder": "MM:SS"}),
    )

    class Meta:
        model = Citation
        fields = ("source", "quote", "note", "supports")
        widgets = {"quote": forms.Textarea(attrs={"rows": 2, "cols": 40})}

    def clean(self) -> dict[str, Any] | None:
        """The quote must be where the seconds, or the source, say. Keeps the range it found."""
        cleaned = super().clean()
        source = self.cleaned_data.get("source")
        if source is None or not self.instance._state.adding:
            return cleaned
        first = self._segment(source, "from_time")
        last = self._segment(source, "to_time")
        if not self.errors:
            try:
                citations.locate(
                    source=source,
                    quote=self.cleaned_data.get("quote", ""),
                    first=first,
                    last=last,
                )
            except InputError as error:
                self.add_error("quote", say(error))
        self.range = (first, last)
        return cleaned

    def write(self, *, by: Any) -> Citation:
        """Cite through the action, for the record whose form this row is in."""
        owners = (getattr(self.instance, owner) for owner in OWNERS)
        owner = next(owner for owner in owners if owner is not None)
        first, last = self.range
        data = self.cleaned_data
        return citations.cite(
            owner=owner,
            source=data["source"],
            by=by,
            quote=data.get("quote", ""),
            first=first,
            last=last,
            note=data.get("note", ""),
            supports=data.get("supports", ""),
        )

    def _segment(self, source: SourceMedia, name: str) -> Segment | None:
        """The segment in which a time falls; an error of the field where there is none."""
        typed = self.cleaned_data.get(name)
        if not typed:
            return None
        transcript = source.transcripts.first()
        if transcript is None:
            self.add_error(name, gettext("%(source)s has no transcript.") % {"source": source})
            return None
        try:
            return passage_at(transcript, to_ms(typed))
        except InputError as error:
            self.add_error(name, say(error))
            return None


class CitationRows(AddedRows):
    """What the record rests on."""

    model = Citation
    form = CitationForm
    autocomplete_fields = ("source",)
    fields = ("source", "from_time", "to_time", "quote", "note")
    verbose_name_plural = _("sources cited")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Citation]:
        """Without the bytes of the original, which a citation does not show."""
        found = super().get_queryset(request)
        return found.select_related("source", "first_segment", "last_segment")

    @admin.display(description=_("from"))
    def from_time(self, citation: Citation) -> str:
        return display(citation.first_segment.start_ms) if citation.first_segment else ""

    @admin.display(description=_("to"))
    def to_time(self, citation: Citation) -> str:
        return display(citation.last_segment.start_ms) if citation.last_segment else ""


class FactCitationForm(CitationForm):
    """A source of the incident itself, which must say of which fact."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "supports" in self.fields:
            self.fields["supports"].required = True


class IncidentCitationRows(CitationRows):
    """Sources of the incident's own facts, each saying which fact it carries."""

    form = FactCitationForm
    step = "sources"
    fields = ("supports", *CitationRows.fields)  # type: ignore[assignment]
    verbose_name_plural = _("sources of the facts")
