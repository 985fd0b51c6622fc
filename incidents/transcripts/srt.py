"""Format `srt`: SubRip, a number, a timing line, text lines and a blank line for each cue.

There is no specification; the rules here are those of the descriptions by VideoLAN and Matroska,
and what files do:

* The timing line makes the cue. Numbers as in `subrip_numbers`; they may be missing.
* Times as in `subtitle_time`; behind them coordinates (``X1:63 X2:223 Y1:43 Y2:58``) are known,
  other settings and text get a warning. Another arrow than ``-->`` gets one too.
* A start that is no time is a problem, and so is each line of its cue. An end that is none is a
  problem; the cue is kept, its end unknown.
* Text behind a blank line belongs to the cue, with a warning. Text before the first timing line is
  a problem. A cue without text is kept with a warning.
* Markup as in `subrip_markup`. Dashes of a dialogue stay in one cue.

A line with two whole times and no arrow, and one with ``-->`` beside a time that is not at its
beginning, are broken timing lines: a problem.
"""

import re
from dataclasses import dataclass, field

from incidents import timecode
from incidents.input_error import gettext_noop
from incidents.transcripts.records import Cue, Problem, Reading, remark
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.subrip_markup import plain
from incidents.transcripts.subrip_numbers import Numbers
from incidents.transcripts.subtitle_time import is_usual, read_time

NAME = "srt"

_BLANK = r"[^\S\n]"
_TIME = rf"[0-9]+(?:{_BLANK}*[:;.,]{_BLANK}*[0-9]+)+"
_WHOLE = r"[0-9]{1,4}[:;][0-9]{2}[:;][0-9]{2}[0-9:;.,]*"
_TIMING = re.compile(
    rf"\n{_BLANK}*({_TIME})"
    rf"(?:{_BLANK}*([-–—−=~ ]{{0,4}}[>→\uf0e0]+){_BLANK}*({_TIME}[^\s]*)([^\n]*)"
    rf"|{_BLANK}*(-{{1,2}}>){_BLANK}*([^\s]*)([^\n]*)"
    rf"|[^\w\n]{{1,5}}{_WHOLE}{_BLANK}*(?=\n|\Z))"
)
_BROKEN = re.compile(r"[0-9][:;.,][0-9]+\s*-{1,2}>|-{1,2}>\s*[0-9]+[:;.,][0-9]")
_COORDINATES = re.compile(r"(?:\s+[XY][12]:-?[0-9]{1,5})+\s*", re.I)
_SETTINGS = re.compile(r"(?:\s+[a-zA-Z]+[0-9]?:[^\s:]+)+\s*")
_LABELLED = re.compile(rf"^{_BLANK}*(?:Category|Cat[ée]gorie)\b", re.M)
_STAMPED = re.compile(r"^\s*[0-9]{1,3}:[0-9]{2}", re.M)
_IN_A_CUE = gettext_noop("this line belongs to a cue whose time was refused")


def recognise(text: SourceText) -> bool:
    """A line with an arrow between two times, before any line that only begins with a time.

    Not where it stands in the text of a page, which has the label "Category" and more lines with
    one time than with two.
    """
    source = "\n" + text.text
    for match in _TIMING.finditer(source):
        if match[2] and _is_time(match[1]) and _is_time(_end(match[3])[0]):
            return not (_single_times(source, match.start()) or _is_page(source))
    return False


def _single_times(source: str, end: int | None = None) -> int:
    """How many lines up to there begin with a time and have no arrow."""
    stamps = _STAMPED.finditer(source, 0, len(source) if end is None else end)
    return sum("-->" not in source[s.start() : source.find("\n", s.end())] for s in stamps)


def _is_page(source: str) -> bool:
    if not _LABELLED.search(source):
        return False
    ranges = sum(1 for found in _TIMING.finditer(source) if found[2])
    return _single_times(source) > ranges


def parse(text: SourceText) -> Reading:
    source = "\n" + text.text
    reader = _Reader()
    line = counted = end = 0
    for match in _TIMING.finditer(source):
        start = match.start()
        line += source.count("\n", counted, start + 1)
        counted = start + 1
        reader.block(source[end:start], followed=True)
        reader.timing(match, line)
        end = match.end()
    reader.block(source[end:], followed=False)
    return reader.reading()


def _is_time(value: str) -> bool:
    """Can this be read as a time, blanks within it left out?"""
    try:
        read_time("".join(value.split()))
    except timecode.TimecodeError:
        return False
    return True


def _end(value: str) -> tuple[str, str]:
    """The end of a cue, and the punctuation glued to it."""
    bare = value.rstrip(":;.,")
    return bare, value[len(bare) :]


@dataclass(slots=True)
class _Reader:
    """Takes blocks of lines and timing lines in turn: the block behind one makes its cue."""

    cues: list[Cue] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    _line: int = 0
    _start: int | None = None
    _ends: int | None = None
    _first: str = ""
    _numbers: Numbers = field(init=False)

    def __post_init__(self) -> None:
        self._numbers = Numbers(self.warnings)

    def reading(self) -> Reading:
        self._numbers.close()
        return Reading(cues=self.cues, problems=self.problems, warnings=self.warnings)

    def block(self, body: str, *, followed: bool) -> None:
        """The lines from one timing line to the next, the number of the next among them."""
        lines = body.split("\n")[1:]
        mine = len(lines)
        if followed:
            mine = self._numbers.take(lines, self._line)
            del lines[mine:]
        while lines and not lines[-1].strip():
            lines.pop()
        if self._start is not None:
            self._cue(lines)
            return
        template = _IN_A_CUE if self._line else gettext_noop("text before the first time")
        for number, line in enumerate(lines, self._line + 1):
            if line.strip():
                self.problems.append(remark(number, 1, template, line))

    def _cue(self, lines: list[str]) -> None:
        line, text = self._line, "\n".join(lines)
        if "-->" in text:
            self._broken(lines)
            text = "\n".join(lines)
        if self._first:
            text = f"{self._first}\n{text}"
        shown = plain(text)
        self.cues.append(Cue(line, self._start or 0, self._ends, shown))
        if not shown:
            self._warn(line, gettext_noop("a cue without text"), text)
        for number, blank in enumerate(lines[:-1], line + 1):
            if not blank or blank.isspace():
                self._warn(number, gettext_noop("a blank line inside the text of a cue"), lines[-1])
                break

    def _broken(self, lines: list[str]) -> None:
        """From a broken timing line on, the lines are no longer text of this cue."""
        for index, line in enumerate(lines):
            if found := _BROKEN.search(line):
                self._problem(
                    self._line + 1 + index,
                    found.start() + 1,
                    gettext_noop("a timing line whose times cannot be read"),
                    line,
                )
                for number, lost in enumerate(lines[index + 1 :], self._line + index + 2):
                    if lost.strip():
                        self._problem(number, 1, _IN_A_CUE, lost)
                del lines[index:]
                if lines and lines[-1].strip().isdigit() and not "".join(lines[-2:-1]).strip():
                    lines.pop()  # the number of the cue whose times are broken
                while lines and not lines[-1].strip():
                    lines.pop()
                return

    def timing(self, match: re.Match[str], line: int) -> None:
        """A timing line: from here on its cue is read, or its lines are lost."""
        self._line, self._start, self._ends, self._first = line, None, None, ""
        shown = match[0][1:]
        arrow = match[2] or match[5]
        if not arrow:
            column = len(shown) - len(shown.lstrip()) + 1
            self._problem(
                line,
                column,
                gettext_noop("a start and an end without an arrow between them"),
                shown,
            )
            return
        self._start = self._time(match, 1, match[1])
        group = 3 if match[2] else 6
        end, glued = _end(match[group])
        if end:
            self._ends = self._time(match, group, end)
        else:
            column = match.start(group) - match.start()
            self._problem(line, column, gettext_noop("no end after the arrow"), shown)
        if arrow != "-->" or glued:
            self._warn(line, gettext_noop("a timing line written in an unusual way"), shown)
        if (rest := match[group + 1]) and not rest.isspace():
            self._behind(rest, shown)

    def _time(self, match: re.Match[str], group: int, value: str) -> int | None:
        line = match[0][1:]
        bare = value if len(value) == 12 else "".join(value.split())
        try:
            time = read_time(bare)
        except timecode.TimecodeError as error:
            column = match.start(group) - match.start()
            self._problem(self._line, column, error.template, line, **error.params)
            return None
        if len(value) != 12 and (bare != value or not is_usual(value)):
            self._warn(self._line, gettext_noop("a timing line written in an unusual way"), line)
        return time

    def _behind(self, rest: str, shown: str) -> None:
        """What stands behind the end of the cue on the timing line."""
        if _COORDINATES.fullmatch(rest):
            return
        if _SETTINGS.fullmatch(rest):
            self._warn(self._line, gettext_noop("unknown settings, left out"), shown)
        elif self._start is None:
            self._problem(self._line, 1, _IN_A_CUE, rest)
        else:
            self._first = rest.strip()
            self._warn(self._line, gettext_noop("text on the timing line, kept"), shown)

    def _problem(self, line: int, column: int, template: str, text: str, **params: object) -> None:
        self.problems.append(remark(line, column, template, text, **params))

    def _warn(self, line: int, template: str, text: str) -> None:
        self.warnings.append(remark(line, 1, template, text))
