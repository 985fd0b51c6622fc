"""Format `vtt`: WebVTT, by the parser algorithm of the W3C specification.

* Known parts: the signature, the header, NOTE, STYLE and REGION blocks, cue ids and settings. STYLE
  and REGION behind the first cue, and settings with an unknown name or value, which the
  specification does not read, are warnings.
* A block is a cue where its first or second line has an arrow. It ends at an empty line, which a
  line of blanks is not, or before a line with an arrow. A cue without text is a cue.
* A block that the specification drops is a problem, line by line: two times that it cannot read,
  text without times.
* X-TIMESTAMP-MAP places the file in a broadcast: times are kept as they are written, with a
  warning.
* Cue text as in `vtt_cue_text`; notes of our own as in `vtt_notes`.
"""

import re
from dataclasses import dataclass, field

from incidents.input_error import gettext_noop
from incidents.timecode import MAX_MS
from incidents.transcripts import vtt_cue_text, vtt_header, vtt_settings
from incidents.transcripts.records import Cue, Problem, Reading, remark
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.vtt_cue_text import Span, voices
from incidents.transcripts.vtt_notes import Notes, is_ours

NAME = "vtt"
SHOWN_CHARS = 80

_TIME = r"(?:([0-9]+):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})(?![0-9])"
_START = re.compile(rf"[ \t\f]*{_TIME}[ \t\f]*-->[ \t\f]*")
_TIMING = re.compile(rf"{_START.pattern}{_TIME}[ \t\f]*")
_STYLE = re.compile(r"(?:STYLE|REGION)[ \t\f]*\Z")
_COMMENT = re.compile(r"NOTE(?:[ \t]|\Z)")
_OF_A_CUE = gettext_noop("this line belongs to a cue whose time was refused")


def recognise(text: SourceText) -> bool:
    """The signature, which nothing may precede."""
    return vtt_header.SIGNATURE.match(text.text) is not None


def parse(text: SourceText) -> Reading:
    """The cues in the order of the file."""
    reader = _Reader(text.lines)
    at = reader.header()
    while at < len(text.lines):
        at = reader.block(at) if text.lines[at] else at + 1
    return reader.reading()


@dataclass(slots=True)
class _Reader:
    lines: tuple[str, ...]
    cues: list[Cue] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    notes: Notes = field(init=False)
    _language: str | None = None
    _is_first: bool = True

    def header(self) -> int:
        """Reads the header; the index of the line behind it."""
        signed = vtt_header.SIGNATURE.match(self.lines[0])
        end = self._end(1) if signed else 0
        self._language = vtt_header.language(self.lines, end, self.problems, self.warnings)
        self.notes = Notes(self.warnings, named=self._language is not None)
        return end

    def reading(self) -> Reading:
        self.notes.unused()
        self.notes.check_raw(self.cues)
        return Reading(
            cues=self.cues,
            problems=self.problems,
            warnings=self.warnings,
            language=self._language if self.notes.language is None else self.notes.language,
            finished=self.notes.finished,
            raw=self.notes.raw,
        )

    def block(self, at: int) -> int:
        """Reads the block that begins there; where the next one may begin."""
        lines = self.lines
        timing = at if "-->" in lines[at] else at + 1
        if timing < len(lines) and "-->" in lines[timing]:
            end = self._end(timing + 1)
            self._cue(at, timing, end)
        else:
            end = self._end(at + 1)
            self._other(at, end)
        self._is_first = False
        return end

    def _end(self, at: int) -> int:
        """The line at which a block ends: an empty one, or one with an arrow."""
        lines = self.lines
        while at < len(lines) and lines[at] and "-->" not in lines[at]:
            at += 1
        return at

    def _other(self, at: int, end: int) -> None:
        """A block without an arrow."""
        first = self.lines[at]
        if is_ours(first):
            self.notes.take(at + 1, self.lines[at:end], first=self._is_first)
            return
        self.notes.unused()
        if _STYLE.match(first):
            if self.cues:
                template = gettext_noop("%(value)s behind the first cue: not read there")
                self.warnings.append(remark(at + 1, 1, template, first, value=first.strip()))
        elif not _COMMENT.match(first):
            self._lost(at, end, gettext_noop("text outside of a cue: left out"))

    def _cue(self, first: int, timing: int, end: int) -> None:
        line = self.lines[timing]
        found = _TIMING.match(line)
        if found is None:
            self._refuse(first, timing, end)
            return
        start_ms, end_ms = _ms(*found.group(1, 2, 3, 4)), _ms(*found.group(5, 6, 7, 8))
        if start_ms > MAX_MS or end_ms > MAX_MS:
            self._refuse(first, timing, end)
            return
        if found.end() < len(line):
            self._settings(timing, found.end())
        text = "\n".join(self.lines[timing + 1 : end])
        spoken, doubts = voices(text)
        cues = [
            Cue(timing + 1, start_ms, end_ms, said, speaker, None, index > 0)
            for index, (speaker, said) in enumerate(spoken)
        ]
        if doubts:
            self._doubt(timing + 1, text, doubts)
        if timing + 1 < end < len(self.lines) and self.lines[end]:
            template = gettext_noop("no empty line between the text of a cue and the next arrow")
            self.warnings.append(remark(end + 1, 1, template, self.lines[end]))
        self.cues += self.notes.applied(cues, self.cues[-1] if self.cues else None)

    def _refuse(self, first: int, timing: int, end: int) -> None:
        """A cue whose times cannot be read, or are longer than any recording."""
        self.notes.unused()
        line = self.lines[timing]
        if _TIMING.match(line):
            template = gettext_noop("time %(value)s is longer than any recording")
        else:
            template = gettext_noop("“%(value)s” is not a time of WebVTT: the cue is left out")
        at, value = _wrong_time(line)
        self._lost(first, timing, _OF_A_CUE)
        self.problems.append(remark(timing + 1, at + 1, template, line, value=value))
        self._lost(timing + 1, end, _OF_A_CUE)

    def _settings(self, timing: int, at: int) -> None:
        line = self.lines[timing]
        if wrong := vtt_settings.wrong(line, at):
            template = gettext_noop("cue settings that are not known, or not so: “%(value)s”")
            named = " ".join(word[0] for word in wrong[:SHOWN_CHARS])[:SHOWN_CHARS]
            self.warnings.append(
                remark(timing + 1, wrong[0].start() + 1, template, line, value=named)
            )

    def _doubt(self, index: int, text: str, doubts: list[Span]) -> None:
        """What is doubtful in a text that begins on that line."""
        template = gettext_noop("“%(value)s” is not written as a tag of WebVTT")
        begin = counted = 0
        for start, end in doubts:
            index += text.count("\n", counted, start)
            begin = max(begin, text.rfind("\n", counted, start) + 1)
            counted = start
            shown = text[start : min(end, start + vtt_cue_text.SHOWN_CHARS)].partition("\n")[0]
            self.warnings.append(remark(index + 1, start - begin + 1, template, shown, value=shown))

    def _lost(self, at: int, end: int, template: str) -> None:
        self.problems += [
            remark(index + 1, 1, template, self.lines[index])
            for index in range(at, end)
            if self.lines[index].strip()
        ]


def _wrong_time(line: str) -> tuple[int, str]:
    """Where the first wrong time of a line with an arrow is, and what stands there."""
    start = _START.match(line)
    at = start.end() if start and _ms(*start.group(1, 2, 3, 4)) <= MAX_MS else 0
    at += len(line[at:]) - len(line[at:].lstrip())
    value = line[at:].partition("-->" if "-->" in line[at:] else " ")[0].strip()
    return at, value[:SHOWN_CHARS] or "-->"


def _ms(hours: str | None, minutes: str, seconds: str, rest: str) -> int:
    if hours and len(hours) > 9:
        return MAX_MS + 1
    whole = int(hours or 0) * 3_600_000 + int(minutes) * 60_000
    return whole + int(seconds) * 1_000 + int(rest)
