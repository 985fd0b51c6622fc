"""JSON that knows where its values stand; nothing of it is lost in silence.

The text is parsed once, by the standard library at its own speed. Places are looked up afterwards,
only for what is asked: each container is walked at most once, so that many remarks stay linear.

Refused, as no JSON: what the grammar does not allow, NaN and Infinity, numbers of more than 4,300
digits, nesting deeper than the interpreter goes. A key that stands twice in one object is a
problem, as only its last value is read.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

from incidents.input_error import gettext_noop
from incidents.transcripts.records import EXCERPT_CHARS, Problem, TranscriptError, remark

Key = str | int
Path = tuple[Key, ...]
"""Where a value stands: the keys and the indexes (from 0) that lead to it."""

SHOWN_CHARS = 40

_BLANKS = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()
_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_TOKENS = re.compile(_STRING + r"|[{}\[\]:]", re.DOTALL)
_NO_NUMBER = re.compile(_STRING + r"|(?P<word>NaN|-?Infinity)|(?P<long>[0-9]{4301})", re.DOTALL)

_EXPECTED = {
    "Expecting value": gettext_noop(
        "not JSON: line %(line)d, column %(column)d: a value is expected: “%(excerpt)s”"
    ),
    "Expecting ',' delimiter": gettext_noop(
        "not JSON: line %(line)d, column %(column)d: a comma or a closing bracket is expected:"
        " “%(excerpt)s”"
    ),
    "Expecting ':' delimiter": gettext_noop(
        "not JSON: line %(line)d, column %(column)d: a colon is expected: “%(excerpt)s”"
    ),
    "Expecting property name enclosed in double quotes": gettext_noop(
        "not JSON: line %(line)d, column %(column)d: a key in double quotes is expected:"
        " “%(excerpt)s”"
    ),
    "Invalid control character at": gettext_noop(
        "not JSON: line %(line)d, column %(column)d: a control character or a line end stands"
        " inside a text: “%(excerpt)s”"
    ),
    "Extra data": gettext_noop(
        "not JSON: line %(line)d, column %(column)d: something follows the end: “%(excerpt)s”"
    ),
}
_ANYTHING_ELSE = gettext_noop(
    "not JSON: line %(line)d, column %(column)d: an escape that JSON does not have: “%(excerpt)s”"
)
_CUT_OFF = gettext_noop(
    "not JSON: it ends in the middle, at line %(line)d, column %(column)d, as if the file were cut"
    " off: “%(excerpt)s”"
)


class NotJson(TranscriptError):
    """A text that is no JSON that can be read, and where it breaks."""

    value: object = None


class Place(NamedTuple):
    """Line and column, from 1, of a value (of its key, in an object), and what stands there."""

    line: int
    column: int
    excerpt: str
    value: str


@dataclass(frozen=True)
class Document:
    """A parsed text; `problems` are the keys that stand twice."""

    text: str
    value: Any
    problems: tuple[Problem, ...] = ()
    _walked: dict[Path, "_Members"] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """Where a value stands; of one that is missing, where the nearest around it does."""
        begin, at = self._found(path)
        end = self._end(at)
        line, column = self.position(begin)
        return Place(
            line,
            column,
            _from(self.text, begin, EXCERPT_CHARS),
            _from(self.text[at : min(end, at + SHOWN_CHARS + 1)], 0, SHOWN_CHARS),
        )

    def line(self, path: Path) -> int:
        """The line on which a value begins."""
        return bisect_right(self._line_starts, self._found(path)[0])

    def position(self, at: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line = bisect_right(self._line_starts, at)
        return line, at - self._line_starts[line - 1] + 1

    @cached_property
    def has_escapes(self) -> bool:
        """May a text hold what the file itself could not, such as half a surrogate pair?"""
        return "\\u" in self.text

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))]

    def _end(self, at: int) -> int:
        try:
            return _DECODER.raw_decode(self.text, at)[1]
        except RecursionError:
            raise _too_deep() from None

    def _found(self, path: Path) -> tuple[int, int]:
        """Where a member begins (an object's: its key) and where its value does."""
        begin = at = _skip(self.text, 0)
        try:
            for depth, key in enumerate(path):
                members = self._walked.get(path[:depth])
                if members is None:
                    members = self._walked[path[:depth]] = _Members(self.text, at)
                found = members.find(key)
                if found is None:
                    break
                begin, at = found
        except RecursionError:
            raise _too_deep() from None
        return begin, at


class _Members:
    """The members of one container, walked as far as one is asked for."""

    def __init__(self, text: str, at: int) -> None:
        self._known: dict[Key, tuple[int, int]] = {}
        self._walk = _walk(text, at)

    def find(self, key: Key) -> tuple[int, int] | None:
        if key in self._known:
            return self._known[key]
        for found, begin, at in self._walk:
            self._known[found] = begin, at
            if found == key:
                return begin, at
        return None


def attempt(text: str) -> Document | NotJson:
    """The text as JSON, or why it is none."""
    try:
        return read(text)
    except NotJson as error:
        return error


def read(text: str) -> Document:
    """Parse a text that begins with a bracket; anything else raises NotJson."""
    if not text.startswith(("{", "["), _skip(text, 0)):
        raise NotJson(gettext_noop("not JSON: it does not begin with { or ["))
    repeated: list[str] = []

    def as_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            repeated.append(pairs[0][0])
        return found

    try:
        value = json.loads(text, object_pairs_hook=as_object, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise _broken(text, error) from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        raise _no_number(text) from None
    document = Document(text, value)
    return replace(document, problems=tuple(_twice(document))) if repeated else document


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _broken(text: str, error: json.JSONDecodeError) -> NotJson:
    cut_off = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
    return NotJson(
        _CUT_OFF if cut_off else _EXPECTED.get(error.msg, _ANYTHING_ELSE),
        line=error.lineno,
        column=error.colno,
        excerpt=_from(text, error.pos, EXCERPT_CHARS),
    )


def _too_deep() -> NotJson:
    return NotJson(gettext_noop("the JSON is nested too deeply to be read"))


def _no_number(text: str) -> NotJson:
    """The first number that is refused; the grammar was sound up to it."""
    found = next(match for match in _NO_NUMBER.finditer(text) if match.lastgroup)
    at = found.start()
    template = gettext_noop("line %(line)d, column %(column)d: %(value)s is not a number of JSON")
    if found["long"]:
        template = gettext_noop(
            "line %(line)d, column %(column)d: a number of more than 4300 digits: %(value)s"
        )
    return NotJson(
        template,
        line=text.count("\n", 0, at) + 1,
        column=at - text.rfind("\n", 0, at),
        value=_from(text, at, SHOWN_CHARS) if found["long"] else found[0],
    )


def _twice(document: Document) -> Iterator[Problem]:
    """The keys whose value is not read, as the same key follows; slow, for the rare file."""
    text = document.text
    open_objects: list[dict[str, int]] = []
    last = next(_TOKENS.finditer(text))
    for token in _TOKENS.finditer(text):
        match token[0]:
            case "{" | "[":
                open_objects.append({})
            case "}" | "]":
                open_objects.pop()
            case ":":
                key = json.loads(last[0])
                if (at := open_objects[-1].get(key)) is not None:
                    yield remark(
                        *document.position(at),
                        gettext_noop("the key %(key)s occurs twice: only its last value is read"),
                        _from(text, at, EXCERPT_CHARS),
                        key=_from(last[0], 0, SHOWN_CHARS),
                    )
                open_objects[-1][key] = last.start()
            case _:
                last = token


def _walk(text: str, at: int) -> Iterator[tuple[Key, int, int]]:
    """Each member of the container at `at`: its key or index, where it begins, where its value."""
    if text[at] not in "{[":
        return
    is_object = text[at] == "{"
    at = _skip(text, at + 1)
    index = 0
    while text[at] not in "}]":
        begin = at
        key: Key = index
        if is_object:
            key, at = _DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
        yield key, begin, at
        _, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
        index += 1


def _skip(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return match.end() if match else at


def _from(text: str, at: int, chars: int) -> str:
    """The beginning of what stands at a place, on its line."""
    line = text[at : at + chars + 1].split("\n", 1)[0].rstrip()
    return line if len(line) <= chars else line[: chars - 1] + "…"
