"""Linking a fact to its source, with the quote check."""

from collections.abc import Sequence
from typing import Any, Protocol

from incidents import timecode
from incidents.actions import record
from incidents.input_error import InputError, gettext_noop
from incidents.models import (
    AppearanceEvent,
    Citation,
    Claim,
    Incident,
    Involvement,
    Observation,
    ProcedureEvent,
    Segment,
    SourceMedia,
)
from incidents.models.base import Person
from incidents.recorded import recorded
from incidents.transcripts.folding import words
from incidents.transcripts.quotes import FoundQuote, MissingQuote, find_quote

Owner = Claim | ProcedureEvent | AppearanceEvent | Observation | Involvement | Incident
Range = tuple[Segment | None, Segment | None]


class Passage(Protocol):
    """A segment, stored or just read."""

    @property
    def text(self) -> str: ...

    @property
    def start_ms(self) -> int: ...


class CitationError(InputError):
    """A citation whose quote or range is not in the source."""


@recorded
def cite(
    *,
    owner: Owner,
    source: SourceMedia,
    by: Person | None,
    quote: str = "",
    first: Segment | None = None,
    last: Segment | None = None,
    note: str = "",
    supports: str = "",
) -> Citation:
    """Let ``owner`` cite a source; a quote from a transcript must be in its segments.

    Without a range, the range follows from the quote. A quote may also be of the source's
    description. Raises CitationError with the nearest passage when the quote is nowhere.
    """
    if isinstance(owner, Incident) and not supports:
        raise CitationError(gettext_noop("say which fact of the incident the source supports"))
    first, last = locate(source=source, quote=quote, first=first, last=last)
    citation = Citation(
        source=source,
        first_segment=first,
        last_segment=last,
        quote=quote.strip(),
        note=note,
        supports=supports,
        **{owner_field(owner): owner},
    )
    record.save(record=citation, by=by)
    return citation


@recorded
def carry_over(*, old: ProcedureEvent, new: ProcedureEvent, by: Person | None) -> list[Citation]:
    """Let the event that corrects another cite what that one cites: source, range, quote, note.

    The words are not checked again: they were when they were cited, and what has been redacted
    since stays as it is.
    """
    made = [
        Citation(
            source_id=citation.source_id,
            first_segment_id=citation.first_segment_id,
            last_segment_id=citation.last_segment_id,
            quote=citation.quote,
            note=citation.note,
            procedure_event=new,
        )
        for citation in old.citations.order_by("pk")
    ]
    for citation in made:
        record.save(record=citation, by=by)
    return made


def locate(
    *, source: SourceMedia, quote: str, first: Segment | None, last: Segment | None
) -> Range:
    """Check range and quote, and give the range; raises CitationError, or QuoteError."""
    last = last or first
    first = first or last
    if first is not None and last is not None:
        _check_range(source, first, last)
    if not quote.strip():
        return first, last
    if first is not None and last is not None:
        find(list(_between(first, last)), quote)
        return first, last
    transcript = source.transcripts.first()
    if transcript is None or is_in(source.description, quote):
        return None, None
    segments = list(transcript.segments.order_by("position"))
    found = find(segments, quote)
    return segments[found.first], segments[found.last]


def owner_field(owner: Owner) -> str:
    """The name of the foreign key by which a citation belongs to this record."""
    return {
        Claim: "claim",
        ProcedureEvent: "procedure_event",
        AppearanceEvent: "appearance_event",
        Observation: "observation",
        Involvement: "involvement",
        Incident: "incident",
    }[type(owner)]


def _check_range(source: SourceMedia, first: Segment, last: Segment) -> None:
    if first.transcript_id != last.transcript_id or first.transcript.source_id != source.pk:
        raise CitationError(
            gettext_noop("both ends of the range must be in one transcript of the source")
        )
    if first.position > last.position:
        raise CitationError(
            gettext_noop("the range ends at %(last)s, before its beginning at %(first)s"),
            first=timecode.display(first.start_ms),
            last=timecode.display(last.start_ms),
        )


def _between(first: Segment, last: Segment) -> Any:
    return Segment.objects.filter(
        transcript=first.transcript_id, position__range=(first.position, last.position)
    ).order_by("position")


def find(segments: Sequence[Passage], quote: str) -> FoundQuote:
    """Where the words stand among these passages, stored or just read. Raises CitationError with
    the nearest of them, or QuoteError."""
    match find_quote(segments, quote):
        case FoundQuote() as found:
            return found
        case MissingQuote(None):
            raise CitationError(
                gettext_noop("quote “%(quote)s” is not in the transcript"), quote=quote[:80]
            )
        case MissingQuote(nearest):
            assert nearest is not None
            raise CitationError(
                gettext_noop(
                    "quote “%(quote)s” is not in the transcript; at %(time)s: “%(passage)s”"
                ),
                quote=quote[:80],
                time=timecode.display(segments[nearest.first].start_ms),
                passage=nearest.passage[:200],
            )


def is_in(text: str, quote: str) -> bool:
    """Whether a text has these words in a row. A quote without a word is nowhere."""
    quoted = words(quote)
    return bool(quoted) and f" {' '.join(quoted)} " in f" {' '.join(words(text))} "
