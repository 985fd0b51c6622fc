"""Choosing passages of one transcript: by the radio buttons of its page, or by times."""

from typing import Any

from django import forms
from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin.record_form import say
from incidents.input_error import InputError, gettext_noop
from incidents.models import Segment, Transcript
from incidents.timecode import MS_PER_SECOND, display, to_ms


class PassageError(InputError):
    """A time at which the transcript has nothing."""


class PassageForm(forms.Form):
    """From a passage to another, both included. A time typed counts more than a button chosen.

    ``passages`` holds the two segments after a successful check.
    """

    first = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    last = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    from_time = forms.CharField(
        label=_("From"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"placeholder": "MM:SS", "size": 7}),
    )
    to_time = forms.CharField(
        label=_("To"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"placeholder": "MM:SS", "size": 7}),
    )
    passages: tuple[Segment, Segment]

    def __init__(self, *args: Any, transcript: Transcript, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.transcript = transcript

    def clean(self) -> dict[str, Any] | None:
        """Both ends, in order, in this transcript; one end alone is that passage."""
        cleaned = super().clean()
        first = self._end("from_time", "first")
        last = self._end("to_time", "last")
        if self.errors:
            return cleaned
        if first is None and last is None:
            self.add_error(
                None, gettext("Choose passages: the first and the last, or their times.")
            )
            return cleaned
        begin, end = first or last, last or first
        assert begin is not None and end is not None
        if begin.position > end.position:
            self.add_error(None, gettext("The last passage chosen comes before the first."))
            return cleaned
        self.passages = begin, end
        return cleaned

    def _end(self, time_name: str, position_name: str) -> Segment | None:
        typed = self.cleaned_data.get(time_name)
        position = self.cleaned_data.get(position_name)
        segments = self.transcript.segments.select_related("speaker__actor")
        if typed:
            try:
                return passage_at(self.transcript, to_ms(typed))
            except InputError as error:
                self.add_error(time_name, say(error))
                return None
        if position is None:
            return None
        found = segments.filter(position=position).first()
        if found is None:
            message = gettext("Passage %(position)d is not in this transcript of %(size)d.")
            values = {"position": position + 1, "size": self.transcript.size}
            self.add_error(None, message % values)
        return found


def passage_at(transcript: Transcript, ms: int) -> Segment:
    """The last passage that starts within or before this second.

    Raises PassageError before the first passage, and after the last second that the transcript
    knows: the end of its last passage or, where it gives no ends, the beginning.
    """
    begun = transcript.segments.filter(start_ms__lt=(ms // MS_PER_SECOND + 1) * MS_PER_SECOND)
    found = begun.select_related("speaker__actor").order_by("-start_ms", "position").first()
    if found is None:
        raise PassageError(
            gettext_noop("the transcript begins later than %(time)s"), time=display(ms)
        )
    last = transcript.segments.aggregate(last=Max(Coalesce("end_ms", "start_ms")))["last"]
    if ms // MS_PER_SECOND > last // MS_PER_SECOND:
        raise PassageError(
            gettext_noop("there is no passage at %(time)s: the transcript ends at %(last)s"),
            time=display(ms),
            last=display(last),
        )
    return found
