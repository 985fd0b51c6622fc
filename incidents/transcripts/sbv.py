"""Format `sbv`: YouTube's SubViewer, ``0:00:01.000,0:00:03.000``, text lines, a blank line.

``[br]`` ends a line. A timing line whose start is no time is a problem, and so is each line of its
cue; an end that is none is a problem, the cue kept without one. Text behind a blank line belongs to
the cue, with a warning; text before the first timing line is a problem.
"""

import re
from collections.abc import Iterator

from incidents import timecode
from incidents.input_error import gettext_noop
from incidents.transcripts.records import Cue, Problem, Reading, remark
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.subtitle_time import read_time

NAME = "sbv"

_LIKE = re.compile(r"\s*([0-9]{1,4}:[0-9]{1,2}:[^\s,]+)\s*,\s*([0-9]+:[0-9]+\S*)\s*")
_SOUND = re.compile(
    r"^\s*[0-9]{1,4}:[0-5][0-9]:[0-5][0-9]\.[0-9]{1,3},[0-9]{1,4}:[0-5][0-9]:[0-5][0-9]"
    r"\.[0-9]{1,3}\s*$",
    re.M,
)


def recognise(text: SourceText) -> bool:
    """The first line that is not blank has two whole times, a comma between them."""
    first = next((line for line in text.lines if line.strip()), "")
    return _SOUND.match(first) is not None


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
        cues.append(Cue(number, start, end, _text(lines)))
        warnings += _warnings(number, lines)
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


def _warnings(number: int, lines: _Lines) -> Iterator[Problem]:
    texts = [index for index, (_, line) in enumerate(lines) if line.strip()]
    if not texts or not _text(lines):
        yield remark(number, 1, gettext_noop("a cue without text"), "")
    elif texts[-1] + 1 != len(texts):
        at, line = lines[texts[-1]]
        yield remark(at, 1, gettext_noop("text after a blank line, kept in its cue"), line)
