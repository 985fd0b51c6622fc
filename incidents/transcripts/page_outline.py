"""Where the parts of a video page's text dump begin and end.

Order of a page: skip links, date, description, "Category", icon, category, "Transcription", timed
lines, a footer. Each may be missing; a label may be glued to its neighbour.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from incidents.dates import is_date_text
from incidents.transcripts.cues import Line
from incidents.transcripts.labels import (
    category_label,
    category_label_at_end,
    footer_label_at_end,
    is_footer_label,
    is_icon,
    navigation_end,
    transcript_label,
)
from incidents.transcripts.stamps import find_stamp, has_stamp

_BULLETS = "•·‣▪-–— \t\u00a0"


@dataclass(frozen=True, slots=True)
class Outline:
    """The lines of each part; the labels found; `guessed` names a missing transcript label."""

    navigation: tuple[Line, ...]
    date: Line | None
    description: tuple[Line, ...]
    category_label: Line | None
    category: tuple[Line, ...]
    transcript_label: Line | None
    transcript: tuple[Line, ...]
    footer: tuple[Line, ...]

    @property
    def is_page(self) -> bool:
        """Does anything of a page stand around the transcript?"""
        labelled = self.transcript_label is not None and bool(self.description)
        return labelled or self.category_label is not None or self.date is not None


def outline(texts: Sequence[str]) -> Outline:
    """Divide the lines of a page. Every line that is not blank comes to stand in one part."""
    lines = [Line(number, text) for number, text in enumerate(texts, 1)]
    navigation, lines = _take_navigation(lines)
    before, label, after = _split_category(lines)
    last, transcript_heading, rest = _split_transcript(
        after if label else before, in_category=label is not None
    )
    if rest:
        transcript, footer = _split_footer(rest)
    else:
        cut = _footer_heading(last)
        last, transcript, footer = last[:cut], [], last[cut:]
    head, category = (before, last) if label else (last, [])
    date = next((line for line in head if _is_date(line.text)), None)
    return Outline(
        tuple(navigation),
        date,
        tuple(line for line in head if line is not date and line.text.strip()),
        label,
        tuple(line for line in category if line.text.strip()),
        transcript_heading,
        tuple(transcript),
        tuple(line for line in footer if line.text.strip()),
    )


def date_text(line: Line) -> str:
    """The text of a date line without its bullet."""
    return line.text.strip().lstrip(_BULLETS).strip()


def _is_date(text: str) -> bool:
    """A whole line that is a date; a bare year only behind a bullet."""
    if not 4 <= len(text) <= 90:
        return False
    bare = text.strip().lstrip(_BULLETS).strip()
    return is_date_text(bare) and not (bare.isdigit() and bare == text.strip())


def _take_navigation(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Skip links stand before anything else; what is glued behind them stays with the page."""
    taken: list[Line] = []
    for index, line in enumerate(lines):
        if not line.text.strip():
            continue
        end = navigation_end(line.text)
        if not end:
            return taken, lines[index:]
        taken.append(_piece(line, 0, end))
        if end < len(line.text):
            return taken, [_piece(line, end), *lines[index + 1 :]]
    return taken, []


def _split_category(lines: list[Line]) -> tuple[list[Line], Line | None, list[Line]]:
    """Head, label, and what follows it. None of a file that begins with a timed line has one."""
    if lines and has_stamp(lines[0].text):
        return lines, None, []
    for index, line in enumerate(lines):
        span = category_label(line.text)
        if span is None and (span := category_label_at_end(line.text)):
            following = _next_text(lines, index + 1)
            span = span if following and is_icon(following) else None
        if span is not None:
            return (*_cut(lines, index, span),)
        if _starts_transcript(lines, index):
            break
    return lines, None, []


def _split_transcript(
    lines: list[Line], *, in_category: bool
) -> tuple[list[Line], Line | None, list[Line]]:
    """What stands before the transcript, its label, and the transcript with the footer.

    Without a label the first timed line before the footer's heading begins it; the footer has
    lines with times too (lengths of other videos). Without either it is empty.
    """
    heading: int | None = None
    for index, line in enumerate(lines):
        span = transcript_label(line.text)
        if span is None:
            continue
        if _starts_transcript(lines, index) or (in_category and heading is None):
            return (*_cut(lines, index, span),)
        if heading is None and not line.text[: span[0]].strip():
            heading = index
    before_footer = range(_footer_heading(lines))
    timed = next((i for i in before_footer if find_stamp(lines[i].text)), None)
    if timed is not None:
        return lines[:timed], None, lines[timed:]
    if heading is not None:
        return (*_cut(lines, heading, transcript_label(lines[heading].text) or (0, 0)),)
    return lines, None, []


def _starts_transcript(lines: list[Line], index: int) -> bool:
    """Is this line a transcript label with a timed line right behind it?"""
    span = transcript_label(lines[index].text)
    if span is None:
        return False
    glued = lines[index].text[span[1] :].strip()
    following = glued or _next_text(lines, index + 1)
    return following is not None and find_stamp(following) is not None


def _split_footer(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The footer begins at its heading, else at the first blank line after the last timed block."""
    heading = _footer_heading(lines)
    if heading < len(lines):
        return lines[:heading], lines[heading:]
    last = next((i for i in reversed(range(len(lines))) if find_stamp(lines[i].text)), None)
    if last is None:
        return lines, []
    end = last
    while end + 1 < len(lines) and lines[end + 1].text.strip():
        end += 1
    glued = footer_label_at_end(lines[end].text)
    if glued is None:
        return lines[: end + 1], lines[end + 1 :]
    line = lines[end]
    return [*lines[:end], _piece(line, 0, glued)], [_piece(line, glued), *lines[end + 1 :]]


def _footer_heading(lines: list[Line]) -> int:
    """Index of the first line that is a footer heading; the number of lines where there is none."""
    return next((i for i, line in enumerate(lines) if is_footer_label(line.text)), len(lines))


def _next_text(lines: list[Line], index: int) -> str | None:
    for following in range(index, len(lines)):
        if lines[following].text.strip():
            return lines[following].text
    return None


def _cut(
    lines: list[Line], index: int, span: tuple[int, int]
) -> tuple[list[Line], Line, list[Line]]:
    """The lines before a label, the label, the lines after it; glued text goes to its side."""
    line = lines[index]
    before, label, after = _piece(line, 0, span[0]), _piece(line, *span), _piece(line, span[1])
    return [*lines[:index], before], label, [after, *lines[index + 1 :]]


def _piece(line: Line, start: int, end: int | None = None) -> Line:
    return Line(line.number, line.text[start:end], line.column + start)
