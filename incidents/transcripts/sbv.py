"""Format `sbv`: YouTube's SubViewer, ``0:00:01.000,0:00:03.000``, text lines, a blank line.

``[br]`` ends a line. A timing line whose start is no time is a problem, and so is each line of its
cue; an end that is none is a problem, the cue kept without one. A blank line ends the cue: text
below it that has no timing line is a problem, as is text before the first one. Only where nothing
stands above the blank line does the text below belong to the cue, with a warning.
"""

import re
from collections.abc import Iterator
from itertools import islice

from incidents import timecode
from incidents.input_error import gettext_noop
from incidents.transcripts.records import Cue, Problem, Reading, remark
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.subtitle_time import read_time

NAME = "sbv"
SEEN_LINES = 5
"""So many lines are looked at for the first timing line: a title may stand above it."""

_LIKE = re.compile(r"\s*([0-9]{1,4}:[0-9]{1,2}:[^\s,]+)\s*,\s*([0-9]+:[0-9]+\S*)\s*")
_SOUND = re.compile(
    r"\s*[0-9]{1,4}:[0-5][0-9]:[0-5][0-9]\.[0-9]{1,3},[0-9]{1,4}:[0-5][0-9]:[0-5][0-9]"
    r"\.[0-9]{1,3}\s*"
)


def recognise(text: SourceText) -> bool:
    """One of the first lines that are not blank has two whole times, a comma between them."""
    first = islice((line for line in text.lines if line and not line.isspace()), SEEN_LINES)
    return any(_SOUND.fullmatch(line) for line in first)


def parse(text: SourceText) -> Reading:
    cues: list[Cue] = []
    problems: list[Problem] = []
    warnings: list[Problem] = []
    for number, timing, lines in _blocks(text.lines):
        start = end = None
        if timing is None:
            lost = gettext_noop("text before the first time")
        else:
            lost = gettext_noop("this line belongs to a cue whose time was refused")
            start = _time(number, timing, 1, problems)
            end = _time(number, timing, 2, problems)
        if start is None:
            problems += [remark(at, 1, lost, line) for at, line in lines if line.strip()]
            continue
        mine = _until_blank(lines)
        cues.append(Cue(number, start, end, _text(lines[:mine])))
        warnings += _warnings(number, lines[:mine])
        untimed = gettext_noop("text after a blank line has no times of its own")
        problems += [remark(at, 1, untimed, line) for at, line in lines[mine:] if line.strip()]
    return Reading(cues=cues, problems=problems, warnings=warnings)


_Lines = list[tuple[int, str]]


def _blocks(lines: tuple[str, ...]) -> Iterator[tuple[int, re.Match[str] | None, _Lines]]:
    """Each timing line with the lines behind it; first the lines before any."""
    number: int = 0
    timing: re.Match[str] | None = None
    block: _Lines = []
    for at, line in enumerate(lines, 1):
        if found := _LIKE.fullmatch(line):
            yield number, timing, block
            number, timing, block = at, found, []
        else:
            block.append((at, line))
    yield number, timing, block


def _time(number: int, timing: re.Match[str], group: int, problems: list[Problem]) -> int | None:
    try:
        return read_time(timing[group])
    except timecode.TimecodeError as error:
        column = timing.start(group) + 1
        problems.append(remark(number, column, error.template, timing[0], **error.params))
        return None


def _text(lines: _Lines) -> str:
    parts = "\n".join(line for _, line in lines).replace("[br]", "\n").split("\n")
    return "\n".join(part.strip() for part in parts if part.strip())


def _until_blank(lines: _Lines) -> int:
    """How many lines belong to the cue: blank ones above its text, and those up to the next."""
    at = 0
    while at < len(lines) and not lines[at][1].strip():
        at += 1
    while at < len(lines) and lines[at][1].strip():
        at += 1
    return at


def _warnings(number: int, lines: _Lines) -> Iterator[Problem]:
    if not _text(lines):
        yield remark(number, 1, gettext_noop("a cue without text"), "")
    elif not lines[0][1].strip():
        at, line = lines[-1]
        yield remark(at, 1, gettext_noop("text after a blank line, kept in its cue"), line)
