"""Format `lrc`: lyrics, ``[mm:ss.xx]text``, one line each. There is no specification.

* Several times before a text: a cue for each. Such a file is not in the order of time, and its
  cues are put into it; the cues of other files stay where they stand.
* Times of words, ``<mm:ss.xx>`` or ``[mm:ss.xx]`` within the line, are removed. Blanks are as in
  the file; where no time of a word in the whole file has one beside it, each stands for a blank.
* A time without text clears what is shown: it is the end of the lines before it. So is a time of
  a word at the end of a line that has one time. Other ends are unknown.
* ``[ti:…]`` and the like are known; ``[la:…]`` is the language. One with another name is left out
  with a warning before the first time; behind it, it is a line without a time.
* ``[offset:…]`` counts for the whole file: positive milliseconds make all of it appear sooner.
  What that places before the start is a problem, and so is an offset that is no number, or a
  second one that differs.
* There are no hours: minutes pass 59. With a fraction, ``[h:mm:ss.xx]`` is understood too.
* The fraction has one to three digits behind a point or comma; behind a colon it gets a warning.
* A line without a time, and a time that no clock shows, are a problem.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise

from incidents import timecode
from incidents.input_error import gettext_noop
from incidents.transcripts.bracketed_lines import Shape, shape_of
from incidents.transcripts.records import Cue, Problem, Reading, remark
from incidents.transcripts.source_text import SourceText

NAME = "lrc"

_STAMP = re.compile(r"\s*\[\s*([0-9]+[:;][0-9:;.,]*)\s*\]")
_TIME = re.compile(r"()([0-9]{1,5}):([0-9]{1,2})(?:([.,:])([0-9]{1,9}))?")
_LONG = re.compile(r"([0-9]{1,3}):([0-9]{1,2}):([0-9]{2})([.,])([0-9]{1,9})")
_WORD = re.compile(
    r"<([0-9]{1,5}:[0-9]{1,2}(?:[.,:][0-9]{1,3})?)>|\[([0-9]{1,5}:[0-9]{1,2}(?:[.,:][0-9]{1,3})?)\]"
)
_VALUE = r"[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*"
_TAG = re.compile(rf"\[([a-z]+|#):({_VALUE})\]\s*", re.I)
_TAGS = re.compile(rf"(?:\[(?:[a-z]+|#):{_VALUE}\]\s*)+", re.I)
_KNOWN = frozenset(("ti", "ar", "al", "au", "by", "re", "ve", "length", "la", "lr", "tool", "#"))
_NO_TIME = gettext_noop("a line without a time")
_OFFSET = re.compile(r"\s*([+-]?[0-9]{1,9})\s*")
_BLANKS = re.compile(r"[ \t]{2,}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.I)


def recognise(text: SourceText) -> bool:
    """Most timed lines begin with a bracket, and are those of LRC."""
    return shape_of(text) is Shape.LRC


def parse(text: SourceText) -> Reading:
    reader = _Reader()
    for number, line in enumerate(text.lines, 1):
        if line and not line.isspace():
            reader.line(number, line)
    return reader.reading()


@dataclass(slots=True)
class _Line:
    """A text at one of its times, before the offset; without text it clears what is shown."""

    number: int
    column: int
    start: int
    end: int | None
    parts: list[str]
    """The text, cut where times of words stand."""

    @property
    def clears(self) -> bool:
        return not any(part.strip() for part in self.parts)


@dataclass(slots=True)
class _Reader:
    """Takes the lines in turn that are not blank; offset, ends and blanks are known at the end."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    _lines: list[_Line] = field(default_factory=list)
    _offset: int | None = None
    _language: str | None = None
    _in_order: bool = True

    def line(self, number: int, line: str) -> None:
        stamps, end = [], 0
        while stamp := _STAMP.match(line, end):
            stamps.append(stamp)
            end = stamp.end()
        if stamps:
            self._timed(number, stamps, line)
        elif _TAGS.fullmatch(line.strip()):
            for tag in _TAG.finditer(line):
                self._tag(number, line, tag)
        else:
            self._problem(number, 1, _NO_TIME, line)

    def reading(self) -> Reading:
        _find_ends(self._lines)
        lines = self._lines
        if not self._in_order:
            lines = sorted(lines, key=_start)
        blank = "" if any(_has_blank(line.parts) for line in lines) else " "
        cues = [cue for line in lines if not line.clears and (cue := self._cue(line, blank))]
        return Reading(cues, self.problems, self.warnings, self._language)

    def _timed(self, number: int, stamps: list[re.Match[str]], line: str) -> None:
        pieces = _WORD.split(line[stamps[-1].end() :])
        parts, end = pieces[::3], None
        if len(parts) > 1 and not parts[-1].strip() and len(stamps) == 1:
            end = self._word_time(number, line, pieces[-3] or pieces[-2])
        for stamp in stamps:
            column = stamp.start(1) + 1
            try:
                start, usual = _time(stamp[1])
            except timecode.TimecodeError as error:
                self._problem(number, column, error.template, line, **error.params)
                continue
            if not usual:
                template = gettext_noop(
                    "time %(time)s: its last part is read as hundredths of a second"
                )
                self._warn(number, template, line, time=stamp[1])
            self._lines.append(_Line(number, column, start, end, parts))
        self._in_order = self._in_order and len(stamps) == 1

    def _word_time(self, number: int, line: str, value: str) -> int | None:
        """The time at the end of a line; None, with a warning, where it is none."""
        try:
            return _time(value)[0]
        except timecode.TimecodeError as error:
            self._warn(number, error.template, line, **error.params)
            return None

    def _tag(self, number: int, line: str, tag: re.Match[str]) -> None:
        name, value = tag[1].lower(), tag[2].strip()
        if name == "offset":
            self._set_offset(number, line, value)
        elif name == "la" and _LANGUAGE.fullmatch(value):
            self._language = value
        elif name in _KNOWN:
            return
        elif self._lines:
            self._problem(number, 1, _NO_TIME, line)
        else:
            self._warn(number, gettext_noop("unknown tag %(name)s, left out"), line, name=name)

    def _set_offset(self, number: int, line: str, value: str) -> None:
        if not value:
            return
        if _OFFSET.fullmatch(value) is None:
            self._problem(
                number, 1, gettext_noop("the offset is not a number of milliseconds"), line
            )
        elif self._offset not in {None, int(value)}:
            self._problem(number, 1, gettext_noop("a second offset; the first counts"), line)
        else:
            self._offset = int(value)

    def _cue(self, line: _Line, blank: str) -> Cue | None:
        offset = self._offset or 0
        start, end = line.start - offset, line.end
        text = _joined(line.parts, blank)
        if not 0 <= start <= timecode.MAX_MS:
            template = gettext_noop(
                "the offset of %(offset)d ms puts %(time)s outside of any recording"
            )
            shown = timecode.exact(line.start)
            self._problem(line.number, line.column, template, text, offset=offset, time=shown)
            return None
        if end is not None:
            end = end - offset if 0 <= end - offset <= timecode.MAX_MS else None
        return Cue(line.number, start, end, text)

    def _problem(self, line: int, column: int, template: str, text: str, **params: object) -> None:
        self.problems.append(remark(line, column, template, text, **params))

    def _warn(self, line: int, template: str, text: str, **params: object) -> None:
        self.warnings.append(remark(line, 1, template, text, **params))


def _start(line: _Line) -> int:
    return line.start


def _time(value: str) -> tuple[int, bool]:
    """Milliseconds, and whether no colon stands before the hundredths."""
    found = _TIME.fullmatch(value) or _LONG.fullmatch(value)
    if found is None:
        raise timecode.TimecodeError(
            gettext_noop("time %(value)s is not written as mm:ss.xx"), value=value[:40]
        )
    hours, minutes, seconds, mark, fraction = found.groups()
    time = timecode.from_fields(hours or None, minutes, seconds, (fraction or "0")[:3], shown=value)
    if time > timecode.MAX_MS:
        raise timecode.TimecodeError(
            gettext_noop("time %(value)s is longer than any recording"), value=value
        )
    return time, mark != ":"


def _find_ends(lines: list[_Line]) -> None:
    """A line without text ends the lines shown just before it, where nothing else does."""
    shown: list[_Line] = []
    for line in sorted(lines, key=lambda line: (line.start, not line.clears)):
        if line.clears:
            for before in shown:
                before.end = line.start if before.end is None else before.end
            shown = []
        elif shown and shown[0].start == line.start:
            shown.append(line)
        else:
            shown = [line]


def _has_blank(parts: list[str]) -> bool:
    """Does a blank stand beside a time of a word?"""
    return any(before[-1:].isspace() or after[:1].isspace() for before, after in pairwise(parts))


def _joined(parts: list[str], blank: str) -> str:
    """The parts as one text; `blank` between two, unless both are of a script without blanks."""
    if len(parts) == 1:
        return parts[0].strip()
    text = parts[:1]
    for before, after in pairwise(parts):
        wide = _is_wide(before[-1:]) and _is_wide(after[:1])
        text += [after] if wide else [blank, after]
    return _BLANKS.sub(" ", "".join(text)).strip()


def _is_wide(char: str) -> bool:
    return bool(char) and unicodedata.east_asian_width(char) in {"W", "F"}
