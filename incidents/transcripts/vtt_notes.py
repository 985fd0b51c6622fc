"""Notes of ours in WebVTT: what `as_vtt` writes because the format cannot say it, read back.

* The head, ``NOTE vigie {"version": 1, ...}``, is the first block: a language that the header
  cannot name, and the raw cues of folded captions.
* A note stands right before its cue and has its start in ``at``: an end that is not known, a
  confidence, the exact speaker or text where the cue cannot show it, another voice of one cue.

A note that is not whole, not of this version or not where it belongs is a comment like any other,
with a warning. A note cannot make a cue say something else: its speaker and its text count only
where writing them gives what the cue shows.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from incidents.input_error import gettext_noop
from incidents.timecode import MAX_MS
from incidents.transcripts import json_reader, rolling
from incidents.transcripts.records import Cue, Problem, remark
from incidents.transcripts.vtt_cue_text import shown_label, shown_text

VERSION = 1

_OURS = re.compile(r"NOTE[ \t]+vigie(?![^ \t])")
_NOT_STORED = re.compile("[\0\ud800-\udfff]")


def note(values: Mapping[str, object]) -> str:
    """The line that says it: ASCII, no arrow, no line end."""
    return "NOTE vigie " + json.dumps(values).replace(">", "\\u003e")


def is_ours(line: str) -> bool:
    return _OURS.match(line) is not None


def _is_time(value: object) -> bool:
    return type(value) is int and 0 <= value <= MAX_MS


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not _NOT_STORED.search(value)


def _is_none(value: object) -> bool:
    return value is None


_Check = Callable[[object], bool]
_RAW: dict[str, _Check] = {
    "start_ms": _is_time,
    "end_ms": lambda value: value is None or _is_time(value),
    "speaker": lambda value: value is None or _is_text(value),
    "text": _is_text,
    "confidence": lambda value: value is None or _is_share(value),
}
_HEAD: dict[str, _Check] = {
    "version": lambda value: type(value) is int and value == VERSION,
    "language": _is_text,
    "raw": lambda value: (
        isinstance(value, list)
        and all(
            isinstance(cue, dict) and cue.keys() == _RAW.keys() and _fits(cue, _RAW)
            for cue in value
        )
    ),
}
_CUE: dict[str, _Check] = {
    "at": _is_time,
    "end_ms": _is_none,
    "confidence": _is_share,
    "speaker": _is_text,
    "text": _is_text,
    "continues": lambda value: value is True,
}


def _fits(values: Mapping[str, object], checks: Mapping[str, _Check]) -> bool:
    return all(key in checks and checks[key](value) for key, value in values.items())


@dataclass(slots=True)
class Notes:
    """The notes of one file, given block by block; each waits for the cue behind it.

    `named`: the header names a language, and no note may name another.
    """

    warnings: list[Problem]
    named: bool
    language: str | None = None
    raw: list[Cue] = field(default_factory=list)
    finished: bool = False
    _line: int = 0
    _text: str = ""
    _waiting: dict[str, object] | None = None

    def take(self, line: int, block: Sequence[str], *, first: bool) -> None:
        """A block that `is_ours`; the head only where it is the first of the file."""
        self.unused()
        self._line, self._text = line, block[0]
        found = json_reader.attempt(_OURS.sub("", block[0], count=1)) if len(block) == 1 else None
        whole = isinstance(found, json_reader.Document) and not found.problems
        values = found.value if whole and found is not None else None
        if isinstance(values, dict) and first and self._is_head(values):
            self._head(values)
        elif isinstance(values, dict) and self.finished and "at" in values and _fits(values, _CUE):
            self._waiting = values
        else:
            self._warn(gettext_noop("a note of ours that cannot be read: taken as a comment"))

    def applied(self, cues: list[Cue], before: Cue | None) -> list[Cue]:
        """The cues of the block behind the note, with what the note says of them."""
        if self._waiting is None:
            return cues
        values, self._waiting = self._waiting, None
        if len(cues) != 1 or values["at"] != cues[0].start_ms or not _is_of(values, cues[0]):
            self._warn(
                gettext_noop("the cue is not the one that this note tells of: note left out")
            )
            return cues
        told = {key: value for key, value in values.items() if key not in {"at", "continues"}}
        cue = cues[0]._replace(**told)  # type: ignore[arg-type]
        if "continues" in values:
            same = before is not None and before[1:3] == cue[1:3]
            cue = cue._replace(continues=same)
        return [cue]

    def unused(self) -> None:
        """Something else than a cue stands behind the note."""
        if self._waiting is not None:
            self._waiting = None
            self._warn(gettext_noop("no cue after this note: note left out"))

    def check_raw(self, cues: Sequence[Cue]) -> None:
        """Raw cues that do not give the cues of the file are kept, with a warning."""
        if self.raw:
            folded = rolling.fold(self.raw) or self.raw
            if [cue.text for cue in folded] != [cue.text for cue in cues]:
                self._warn(
                    gettext_noop("the raw cues of this note are not those of the cues below")
                )

    def _is_head(self, values: dict[str, object]) -> bool:
        sound = "version" in values and _fits(values, _HEAD)
        return sound and not (self.named and "language" in values)

    def _head(self, values: dict[str, object]) -> None:
        self.finished = True
        self.language = values.get("language")  # type: ignore[assignment]
        for raw in values.get("raw", ()):  # type: ignore[attr-defined]
            self.raw.append(Cue(line=self._line, **raw))

    def _warn(self, template: str) -> None:
        self.warnings.append(remark(self._line, 1, template, self._text))


def _is_of(values: Mapping[str, object], cue: Cue) -> bool:
    """Do the exact speaker and text of a note read as what the cue shows?"""
    speaker, text = values.get("speaker"), values.get("text")
    return (not isinstance(speaker, str) or (shown_label(speaker) or None) == cue.speaker) and (
        not isinstance(text, str) or shown_text(text) == cue.text
    )
