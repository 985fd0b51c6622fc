"""The part that every quick form has: the source that says so, and its passages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.actions.quick import Ground
from incidents.admin.passages import PassageForm
from incidents.models import Segment, SourceMedia, Transcript

ENDS = ("first", "last", "from_time", "to_time")
SHOWN = 200
"""Passages shown beside the form; times reach the others."""

Values = dict[str, Any]


class GroundForm(PassageForm):
    """Passages, a quote, or both, of the source beside the form; ``ground`` after a check.

    A source without a transcript has only the quote. Without a source nothing is cited.
    """

    quote = forms.CharField(
        label=_("Quote"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Empty: only the seconds are cited. A quote alone finds its seconds."),
    )
    ground: Ground | None = None

    def __init__(
        self, *args: Any, source: SourceMedia | None, transcript: Transcript | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, transcript=transcript, **kwargs)  # type: ignore[arg-type]
        self.source = source
        if transcript is None:
            for name in ENDS:
                del self.fields[name]
        if source is None:
            del self.fields["quote"]
        elif transcript is not None:
            self.fields["quote"].widget.attrs["lang"] = transcript.language

    def clean(self) -> Values | None:
        """Both ends, where one was chosen; whether the quote is there, the action says."""
        data = self.cleaned_data
        chosen = any(data.get(name) not in (None, "") for name in ENDS)
        # Without passages the form's own check would ask for some.
        cleaned = super().clean() if chosen else super(PassageForm, self).clean()
        first, last = getattr(self, "passages", (None, None))
        quote = data.get("quote", "")
        if self.source is not None and (first or quote.strip()):
            self.ground = Ground(self.source, first, last, quote)
        return cleaned


def shown(transcript: Transcript | None, at: int) -> list[Segment]:
    """The passages beside the form: all of a short transcript, of a long one those around a
    position."""
    if transcript is None:
        return []
    begin = 0 if transcript.size <= SHOWN else max(0, at - SHOWN // 4)
    found = transcript.segments.filter(position__range=(begin, begin + SHOWN - 1))
    return list(found.select_related("speaker").order_by("position"))
