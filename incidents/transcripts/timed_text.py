"""Format `timed-text`: lines ``MM:SS text`` or ``H:MM:SS text`` and nothing else.

A heading "Transcription" may stand first. Blank lines within are skipped; there is no footer.
"""

from incidents.transcripts.cues import CueReader, Line
from incidents.transcripts.labels import transcript_label
from incidents.transcripts.records import PageFacts, Part, PartKind, Reading
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.stamps import has_stamp

NAME = "timed-text"


def recognise(text: SourceText) -> bool:
    """Any line begins with a time; time ranges, as in subtitle files, are not such lines."""
    if any(has_stamp(line) for line in text.lines):
        return True
    _, lines = _take_heading([Line(number, line) for number, line in enumerate(text.lines, 1)])
    return bool(lines) and has_stamp(lines[0].text)


def parse(text: SourceText) -> Reading:
    """Text before the first time, other than the heading, is a problem."""
    lines = [Line(number, line) for number, line in enumerate(text.lines, 1)]
    parts, lines = _take_heading(lines)
    reader = CueReader()
    reader.read(lines)
    return Reading(
        cues=reader.cues,
        problems=reader.problems,
        warnings=reader.warnings,
        page=PageFacts(parts=tuple(parts)),
    )


def _take_heading(lines: list[Line]) -> tuple[list[Part], list[Line]]:
    """The heading as a part, and the lines behind it (a stamp may be glued to it)."""
    for index, line in enumerate(lines):
        if not line.text.strip():
            continue
        span = transcript_label(line.text)
        if span is None or line.text[: span[0]].strip():
            return [], lines
        label = Part(PartKind.LABEL, line.number, line.number, line.text[: span[1]].strip())
        rest = Line(line.number, line.text[span[1] :], span[1] + 1)
        return [label], [rest, *lines[index + 1 :]]
    return [], lines
