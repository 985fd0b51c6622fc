"""A stored transcript as the pure layer knows one: for exports, comparisons and corrections."""

from collections.abc import Iterator
from typing import Any

from incidents.models import Redaction, Transcript
from incidents.transcripts.records import ParsedTranscript, Problem, Segment

BATCH = 5_000


def as_parsed(transcript: Transcript, *, redacted: bool = False) -> ParsedTranscript:
    """All segments in order of position, each under the label of who was given it.

    With ``redacted`` as the public may see them: a redacted one keeps its times and has no words
    and no voice, and what was folded stays out.
    """
    segments = _segments(transcript)
    raw = tuple(_raw(transcript))
    if redacted:
        segments, raw = _without_redacted(transcript, segments), ()
    return ParsedTranscript(
        format=transcript.format,
        language=transcript.language,
        encoding=transcript.encoding,
        segments=tuple(segments),
        problems=tuple(map(_problem, transcript.problems)),
        warnings=tuple(map(_problem, transcript.warnings)),
        cues=len(raw) or transcript.size,
        raw=raw,
    )


def _segments(transcript: Transcript) -> Iterator[Segment]:
    rows = transcript.segments.order_by("position").values_list(
        "start_ms", "end_ms", "speaker__label", "text", "confidence", "proposed_speaker"
    )
    for start_ms, end_ms, speaker, text, confidence, proposed in rows.iterator(chunk_size=BATCH):
        yield Segment(start_ms, end_ms, speaker, text, confidence, proposed or None)


def _without_redacted(transcript: Transcript, segments: Iterator[Segment]) -> Iterator[Segment]:
    hidden = {
        position
        for first, last in Redaction.objects.ranges([transcript]).get(transcript.pk, ())
        for position in range(first, last + 1)
    }
    for position, segment in enumerate(segments):
        if position in hidden:
            yield Segment(segment.start_ms, segment.end_ms, None, "")
        else:
            yield segment


def _raw(transcript: Transcript) -> Iterator[Segment]:
    for cue in transcript.raw_cues or ():
        yield Segment(**cue)


def _problem(stored: dict[str, Any]) -> Problem:
    """A remark as it was kept: its message is its template."""
    message = stored["message"].replace("%", "%%")
    return Problem(stored["line"], stored["column"], message, stored["excerpt"])
