"""Timed lines to cues, for the formats that write a start and its text on one line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from incidents import timecode
from incidents.input_error import gettext_noop
from incidents.transcripts.records import Cue, Problem, remark
from incidents.transcripts.stamps import BadStamp, Stamp, find_stamp, is_nearly_stamp

_END_OF_RANGE = re.compile(r"[-–—]{1,2}\s*[0-9]{1,3}:[0-9]{2}")
_ARROW_TO_TIME = re.compile(r"-{1,2}>\s*[0-9]{1,3}:[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, or its end from `column` on where a label was glued before it."""

    number: int
    text: str
    column: int = 1


@dataclass(slots=True)
class CueReader:
    """Reads lines one after the other.

    A line without a stamp continues the one before, joined by a space; blank lines are skipped.
    Text before the first stamp, a stamp that is no time, and the lines that continue it are
    problems, and so is an arrow that leads to a time: a subtitle's end without its start. A stamp
    without any text, a stamp followed by what may be its end, and a line that begins with nearly a
    stamp are kept, with a warning.
    """

    cues: list[Cue] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    _start: int | None = None
    _at: Line = field(default_factory=lambda: Line(0, ""))
    _texts: list[str] = field(default_factory=list)
    _refused: bool = False

    def read(self, lines: Iterable[Line]) -> None:
        """Read all lines and close the last cue."""
        for line in lines:
            match find_stamp(line.text):
                case Stamp(start_ms, text):
                    self._open(line, start_ms, text)
                case BadStamp(error, column):
                    self._close()
                    self._refused = True
                    self._problem(line, error.template, column, **error.params)
                case None:
                    self._continue(line)
        self._close()

    def _open(self, line: Line, start_ms: int, text: str) -> None:
        self._close()
        if _END_OF_RANGE.match(text):
            self._warn(line, gettext_noop("what follows the time may be its end; kept as text"))
        self._start, self._at, self._texts = start_ms, line, [text] if text else []

    def _continue(self, line: Line) -> None:
        text = line.text.strip()
        if not text:
            return
        if self._refused:
            self._problem(line, gettext_noop("this line continues one whose time was refused"))
        elif self._start is None:
            self._problem(line, gettext_noop("text before the first time"))
        elif _ARROW_TO_TIME.match(text):
            self._problem(line, gettext_noop("the end of a time range without its beginning"))
        else:
            if is_nearly_stamp(text):
                self._warn(line, gettext_noop("begins nearly like a time; kept as text"))
            self._texts.append(text)

    def _close(self) -> None:
        self._refused = False
        if self._start is None:
            return
        text = " ".join(self._texts)
        self.cues.append(Cue(self._at.number, self._start, None, text))
        if not text:
            self._warn(
                self._at,
                gettext_noop("time %(time)s has no text"),
                time=timecode.display(self._start),
            )
        self._start = None

    def _problem(self, line: Line, template: str, column: int = 1, **params: object) -> None:
        column += line.column - 1
        self.problems.append(remark(line.number, column, template, line.text, **params))

    def _warn(self, line: Line, template: str, **params: object) -> None:
        self.warnings.append(remark(line.number, line.column, template, line.text, **params))
