"""Taking up what the typography of a transcript proposes about its speakers."""

from collections.abc import Iterable

from incidents.actions.transcript import TranscriptRefused, assign_speaker
from incidents.input_error import gettext_noop
from incidents.models import Segment, Transcript
from incidents.models.base import Person
from incidents.recorded import recorded
from incidents.transcripts.records import ANOTHER_VOICE


@recorded
def accept(
    *, transcript: Transcript, label: str, by: Person, first: int = 0, last: int | None = None
) -> int:
    """Give the passages that are proposed for this name, and given to nobody yet, to its voice.

    From position ``first`` to ``last``, both included; without ``last``, to the end. Gives how many
    they are. Raises TranscriptRefused where there are none, and where the mark names nobody.
    """
    if label == ANOTHER_VOICE:
        raise TranscriptRefused(
            gettext_noop("the mark says that somebody else speaks, and not who: name the voice")
        )
    waiting = Segment.objects.filter(
        transcript=transcript,
        proposed_speaker=label,
        speaker__isnull=True,
        position__range=(first, transcript.size if last is None else last),
    )
    if not label or not waiting.exists():
        raise TranscriptRefused(
            gettext_noop("no passage is proposed for “%(label)s” any more"), label=label
        )
    speaker = assign_speaker(transcript=transcript, label=label, by=by, positions=())
    return waiting.update(speaker=speaker)


@recorded
def accept_all(
    *, transcript: Transcript, labels: Iterable[str], by: Person, first: int, last: int
) -> int:
    """The same for several names of one range, all or none of them."""
    return sum(
        accept(transcript=transcript, label=label, by=by, first=first, last=last)
        for label in labels
    )
