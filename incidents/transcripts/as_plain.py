"""A transcript as plain text, ``MM:SS text`` and ``H:MM:SS text``, for reading and pasting; pure.

Lost: the ends of passages and what is finer than a second; the line ends within a passage, which
become spaces; confidence, proposed speakers, language, the cues before folding, problems and
warnings. Speakers become text (``spoken_lines``).

Behind the stamp stands a blank, so that no digit or colon of the text is taken for a part of it. A
text that begins with an arrow stands on the line below, as the stamp would be that of a range; an
arrow of hyphens that leads to a time becomes ``→``.
"""

import re
from collections.abc import Iterator

from incidents import timecode
from incidents.transcripts.records import ParsedTranscript
from incidents.transcripts.spoken_lines import with_speakers

_RANGE = re.compile(r"-{1,2}>|[-–—−=~ ]{0,4}[>→\uf0e0]+\s*[0-9]")
_TO_A_TIME = re.compile(r"-{1,2}>(?=\s*[0-9])")


def as_plain(transcript: ParsedTranscript) -> str:
    """One line for each passage, in the order of the transcript."""
    return "".join(_lines(transcript))


def _lines(transcript: ParsedTranscript) -> Iterator[str]:
    for segment, lines in with_speakers(transcript.segments):
        text, apart = " ".join(lines), " "
        if _RANGE.match(text):
            text, apart = _TO_A_TIME.sub("→", text, count=1), "\n"
        yield f"{timecode.display(segment.start_ms)}{apart}{text}".rstrip() + "\n"
