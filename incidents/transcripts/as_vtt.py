"""A transcript as WebVTT, which `vtt` reads back to the same segments, language and raw cues.

One cue for each segment. What WebVTT cannot say stands in notes (`vtt_notes`); who does not know
them reads the same words, and as the end of a segment that has none the next later start, or two
seconds behind its own.
"""

from collections.abc import Iterator

from incidents.timecode import MAX_MS
from incidents.transcripts.records import ParsedTranscript, Segment
from incidents.transcripts.vtt_cue_text import escaped, shown_label, shown_text
from incidents.transcripts.vtt_header import LANGUAGE
from incidents.transcripts.vtt_notes import VERSION, note

LASTS_MS = 2_000


def as_vtt(transcript: ParsedTranscript) -> str:
    """The file; a NUL in a text, which no file may hold, is written as U+FFFD."""
    return "\n\n".join(_blocks(transcript)) + "\n"


def _blocks(transcript: ParsedTranscript) -> Iterator[str]:
    head: dict[str, object] = {"version": VERSION}
    header, language = "WEBVTT", transcript.language
    named = LANGUAGE.match(f"Language: {language}")
    if language is not None and named and named[1] == language:
        header += f"\n{named[0]}"
    elif language is not None:
        head["language"] = _storable(language)
    if transcript.raw:
        head["raw"] = [_raw(segment) for segment in transcript.raw]
    yield header
    yield note(head)
    continuing = _continuing(transcript)
    ends = _ends(transcript.segments)
    for index, (segment, end_ms) in enumerate(zip(transcript.segments, ends, strict=True)):
        yield from _cue(segment, end_ms, continues=index in continuing)


def _cue(segment: Segment, end_ms: int, *, continues: bool) -> Iterator[str]:
    text, speaker = _storable(segment.text), segment.speaker and _storable(segment.speaker)
    told: dict[str, object] = {}
    if segment.end_ms is None:
        told["end_ms"] = None
    if segment.confidence is not None:
        told["confidence"] = segment.confidence
    if continues:
        told["continues"] = True
    label, shown = shown_label(speaker or ""), shown_text(text)
    if (label or None) != speaker:
        told["speaker"] = speaker
    if shown != text:
        told["text"] = text
    if told:
        yield note({"at": segment.start_ms} | told)
    times = f"{_clock(segment.start_ms)} --> {_clock(end_ms)}"
    said = (f"<v {escaped(label)}>" if label else "") + escaped(shown)
    yield f"{times}\n{said}" if said else times


def _continuing(transcript: ParsedTranscript) -> set[int]:
    """Which segments are another voice of the cue of the one before; as many as cues are fewer."""
    if transcript.raw or not 0 < transcript.cues < len(transcript.segments):
        return set()
    segments = transcript.segments
    alike = [
        index
        for index in range(1, len(segments))
        if (segments[index - 1].start_ms, segments[index - 1].end_ms)
        == (segments[index].start_ms, segments[index].end_ms)
        and segments[index - 1].speaker != segments[index].speaker
    ]
    return set(alike[: len(segments) - transcript.cues])


def _ends(segments: tuple[Segment, ...]) -> list[int]:
    """The ends to be written."""
    ends: list[int] = []
    later: list[int] = []  # starts behind the segment, the nearest last, each later than the next
    for segment in reversed(segments):
        while later and later[-1] <= segment.start_ms:
            later.pop()
        unknown = later[-1] if later else min(segment.start_ms + LASTS_MS, MAX_MS)
        ends.append(unknown if segment.end_ms is None else segment.end_ms)
        later.append(segment.start_ms)
    return ends[::-1]


def _raw(segment: Segment) -> dict[str, object]:
    return {
        "start_ms": segment.start_ms,
        "end_ms": segment.end_ms,
        "speaker": segment.speaker and _storable(segment.speaker),
        "text": _storable(segment.text),
        "confidence": segment.confidence,
    }


def _clock(ms: int) -> str:
    seconds, rest = divmod(ms, 1_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"


def _storable(text: str) -> str:
    return text.replace("\0", "\ufffd")
