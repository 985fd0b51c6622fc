"""A transcript as SubRip; pure.

Lost: which ends were unknown, as SubRip needs one: it is written as the start of the first passage
that begins later, or two seconds on; an end before its start, written as the start; confidence,
proposed speakers, language, the cues before folding, problems and warnings. Speakers become text
(``spoken_lines``). Blank lines within a text are left out.

What our reader would take for markup or for a timing line is written with character references;
everything else stands as it is, since not every player decodes them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from incidents import timecode
from incidents.timecode import MAX_MS
from incidents.transcripts.records import ParsedTranscript
from incidents.transcripts.spoken_lines import with_speakers
from incidents.transcripts.subrip_markup import escaped

LAST_MS = 2_000
"""How long a passage without a known end is shown where none begins later."""

_LIKE_TIMES = re.compile(
    r"([0-9])[0-9\s]*[:;.,].*(?:->|[>→\uf0e0]\s*[0-9]|[0-9][:;][0-9]{2}[:;][0-9]{2})"
)


def as_srt(transcript: ParsedTranscript) -> str:
    """Numbered cues in the order of the transcript; voices of one cue have the same times."""
    return "\n".join(_cues(transcript))


def _cues(transcript: ParsedTranscript) -> Iterator[str]:
    starts = sorted(segment.start_ms for segment in transcript.segments)
    for number, (segment, lines) in enumerate(with_speakers(transcript.segments), 1):
        start, end = segment.start_ms, segment.end_ms
        if end is None:
            end = _next_start(starts, start)
        yield f"{number}\n{_time(start)} --> {_time(max(start, end))}"
        yield from map(_line, lines)
        yield ""


def _next_start(starts: Sequence[int], start: int) -> int:
    later = bisect_right(starts, start)
    return starts[later] if later < len(starts) else min(start + LAST_MS, MAX_MS)


def _time(ms: int) -> str:
    return timecode.exact(ms).replace(".", ",")


def _line(line: str) -> str:
    safe = escaped(line).replace("-->", "--&gt;")
    if times := _LIKE_TIMES.match(line):
        return f"&#{ord(times[1])};{safe[1:]}"
    return safe
