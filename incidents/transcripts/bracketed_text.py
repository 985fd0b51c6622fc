"""Format `bracketed-text`: a time in brackets before each passage.

``[00:00:01.000 --> 00:00:04.000]  text`` as Whisper shows it while it works, ``[01:02.500 -> …]``,
``[00:01:02] text``, ``[01:02] text``, ``(01:02) text``.

* A line that begins with a bracket and a time is a timing line, where the bracket is of the kind
  that the first of them has; one with a time in the other kind is text, with a warning.
* The end is known where the brackets have two times. Frames (four fields) are no time.
* The lines below belong to the passage, kept apart by line ends; blank ones are left out.
* A start that is no time, or brackets that cannot be read, are a problem, and so is each line of
  the passage. An end that is no time is a problem; the passage is kept, its end unknown.
* Text before the first time is a problem. A passage without text is kept with a warning.
"""

import re
from dataclasses import dataclass, field

from incidents import timecode
from incidents.input_error import gettext_noop
from incidents.transcripts.bracketed_lines import Shape, shape_of
from incidents.transcripts.records import Cue, Problem, Reading, remark
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.subtitle_time import read_time

NAME = "bracketed-text"

_BEGINS = re.compile(r"\s*([\[(])\s*[0-9]{1,4}\s?[:;]\s?[0-9]")
_TIME = r"[0-9][0-9:;.,]*"
_STAMP = re.compile(rf"\s*[\[(]\s*({_TIME})(?:\s*(?:[-–—−]{{1,2}}>?|=>|→)\s*({_TIME}))?\s*([\])])")


def recognise(text: SourceText) -> bool:
    """Most timed lines begin with a bracket, and are not those of LRC."""
    return shape_of(text) is Shape.TEXT


def parse(text: SourceText) -> Reading:
    reader = _Reader()
    for number, line in enumerate(text.lines, 1):
        if line and not line.isspace():
            reader.line(number, line)
    reader.close()
    return Reading(cues=reader.cues, problems=reader.problems, warnings=reader.warnings)


@dataclass(slots=True)
class _Reader:
    """Takes the lines in turn that are not blank."""

    cues: list[Cue] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    _bracket: str = ""
    _open: tuple[int, int, int | None] | None = None
    _texts: list[str] = field(default_factory=list)

    def line(self, number: int, line: str) -> None:
        begins = _BEGINS.match(line)
        if begins is None:
            self._continue(number, line)
        elif begins[1] == (self._bracket or begins[1]):
            self._bracket = begins[1]
            self.close()
            self._timing(number, line)
        else:
            self._warn(number, gettext_noop("a time in other brackets, kept as text"), line)
            self._continue(number, line)

    def close(self) -> None:
        """The passage that was read is whole."""
        if self._open is None:
            return
        number, start, end = self._open
        self.cues.append(Cue(number, start, end, "\n".join(self._texts)))
        if not self._texts:
            shown = timecode.display(start)
            self._warn(number, gettext_noop("time %(time)s has no text"), "", time=shown)
        self._open, self._texts = None, []

    def _continue(self, number: int, line: str) -> None:
        if self._open is not None:
            self._texts.append(line.strip())
        elif self._bracket:
            template = gettext_noop("this line continues one whose time was refused")
            self._problem(number, 1, template, line)
        else:
            self._problem(number, 1, gettext_noop("text before the first time"), line)

    def _timing(self, number: int, line: str) -> None:
        stamp = _STAMP.match(line)
        if stamp is None or stamp[3] != {"[": "]", "(": ")"}[self._bracket]:
            template = gettext_noop("a time in brackets that cannot be read")
            self._problem(number, 1, template, line)
            return
        start = self._time(number, line, stamp, 1)
        end = None if stamp[2] is None else self._time(number, line, stamp, 2)
        if start is not None:
            self._open = number, start, end
            text = line[stamp.end() :].strip()
            self._texts = [text] if text else []

    def _time(self, number: int, line: str, stamp: re.Match[str], group: int) -> int | None:
        try:
            return read_time(stamp[group])
        except timecode.TimecodeError as error:
            column = stamp.start(group) + 1
            self._problem(number, column, error.template, line, **error.params)
            return None

    def _problem(self, line: int, column: int, template: str, text: str, **params: object) -> None:
        self.problems.append(remark(line, column, template, text, **params))

    def _warn(self, line: int, template: str, text: str, **params: object) -> None:
        self.warnings.append(remark(line, 1, template, text, **params))
