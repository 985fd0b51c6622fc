"""Fields of a JSON object that must be what they are said to be; every fault is told, none guessed.

A fault carries its JSON pointer (RFC 6901) and the value. Reading a wrong field gives an empty
value and notes the problem, so that one pass finds them all.
"""

import json
import re
from collections.abc import Collection
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from incidents.input_error import InputError, gettext_noop
from incidents.transcripts import json_reader
from incidents.transcripts.records import TranscriptError

SHOWN_CHARS = 60
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z?)?", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What no database column holds, or no reader sees."""


class Problem(InputError):
    """One fault of a file; its params have ``pointer``, or the line and column."""


class UnreadableJson(InputError):
    """A file with faults; ``problems`` are all of them."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(
            gettext_noop("the statement cannot be read: %(problems)s"), problems=self.problems
        )


def root(content: bytes, limit: int) -> "Fields":
    """The object that a file is. Raises UnreadableJson: too large, not UTF-8, not JSON."""
    if len(content) > limit:
        raise UnreadableJson(
            [
                Problem(
                    gettext_noop("the file has %(size)d bytes; at most %(limit)d are read"),
                    size=len(content),
                    limit=limit,
                )
            ]
        )
    try:
        document = json_reader.read(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        template = gettext_noop("not UTF-8: byte %(byte)s at offset %(offset)d")
        byte = f"0x{content[error.start]:02X}"
        raise UnreadableJson([Problem(template, byte=byte, offset=error.start)]) from error
    except TranscriptError as error:
        raise UnreadableJson([Problem(error.template, **error.params)]) from error
    if not isinstance(document.value, dict):
        raise UnreadableJson([Problem(gettext_noop("the file is a list, not one object { }"))])
    return Fields(document.value, "", [_twice(each) for each in document.problems])


def _twice(found: Any) -> Problem:
    template = gettext_noop("line %(line)d, column %(column)d: the key %(key)s occurs twice")
    return Problem(template, line=found.line, column=found.column, key=found.params["key"])


class Fields:
    """The members of one object; ``problems`` grows while they are read."""

    def __init__(self, values: dict[str, Any], pointer: str, problems: list[Problem]) -> None:
        self.values, self.problems = values, problems
        self._at, self._asked, self._wrong = pointer, set[str](), set[str]()

    def text(self, name: str, limit: int, *, required: bool = False) -> str:
        """A text without control characters; "" where there is none."""
        value = self._value(name, required)
        if value is None:
            return ""
        if not isinstance(value, str):
            return self._refuse(name, value, gettext_noop("%(pointer)s: “%(value)s” is no text"))
        if len(value) > limit:
            template = gettext_noop(
                "%(pointer)s: %(length)d characters, at most %(limit)d: “%(value)s”"
            )
            return self._refuse(name, value, template, length=len(value), limit=limit)
        if _NOT_TEXT.search(value):
            template = gettext_noop("%(pointer)s: a control character stands in “%(value)s”")
            return self._refuse(name, value, template)
        if required and not value.strip():
            return self._refuse(name, value, gettext_noop("%(pointer)s: missing"))
        return value.strip()

    def code(self, name: str, known: Collection[str], *, required: bool = True) -> str:
        """One of the known codes; "" where there is none."""
        value = self._value(name, required)
        if value is None:
            return ""
        return value if self._is_code(name, f"/{name}", value, known) else ""

    def codes(
        self, name: str, known: Collection[str], *, required: bool = False
    ) -> tuple[str, ...]:
        """A list of known codes, each once."""
        value = self._value(name, required)
        if value is None:
            return ()
        if not isinstance(value, list):
            self._refuse(name, value, gettext_noop("%(pointer)s: “%(value)s” is no list"))
            return ()
        if required and not value:
            self.missing(name)
        good = [
            code
            for index, code in enumerate(value)
            if self._is_code(name, f"/{name}/{index}", code, known)
        ]
        return tuple(dict.fromkeys(good))

    def day(self, name: str) -> date | None:
        """A day, or the day of a moment, as YYYY-MM-DD or YYYY-MM-DD HH:MM:SS."""
        value = self._value(name, required=False)
        if value is None:
            return None
        match = _DAY.fullmatch(value) if isinstance(value, str) else None
        try:
            if match:
                return date.fromisoformat(match[1])
        except ValueError:
            pass  # 31 February: told below, as everything else that is no day
        template = gettext_noop("%(pointer)s: “%(value)s” is no day written YYYY-MM-DD")
        self._refuse(name, value, template)
        return None

    def uuid(self, name: str) -> UUID | None:
        """A UUID in its usual form with hyphens."""
        value = self._value(name, required=False)
        if value is None:
            return None
        if isinstance(value, str) and _UUID.fullmatch(value):
            return UUID(value)
        self._refuse(name, value, gettext_noop("%(pointer)s: “%(value)s” is no UUID"))
        return None

    def address(self, name: str, limit: int) -> str:
        """An http or https address; "" where there is none. It is not fetched."""
        value = self.text(name, limit)
        try:
            parts = urlsplit(value)
            good = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            good = False
        if value and (not good or set(value) & set(" \t\r\n")):
            template = gettext_noop("%(pointer)s: “%(value)s” is no http or https address")
            return self._refuse(name, value, template)
        return value

    def missing(self, *names: str) -> None:
        """None of these is there, and one is needed."""
        self._wrong.update(names)
        pointers = [f"{self._at}/{name}" for name in names]
        self.problems.append(
            Problem(gettext_noop("%(pointer)s: missing"), pointer=", ".join(pointers))
        )

    def has_problem(self, *names: str) -> bool:
        """Whether one of these fields is wrong already."""
        return bool(self._wrong & set(names))

    def unread(self) -> tuple[str, ...]:
        """The fields that hold something and that nobody asked for."""
        others = (name for name in self.values if name not in self._asked)
        return tuple(_shown(name) for name in others if self.values[name] not in (None, "", []))

    def _value(self, name: str, required: bool) -> Any:
        self._asked.add(name)
        value = self.values.get(name)
        if value is None and required:
            self.missing(name)
        return value

    def _is_code(self, name: str, place: str, value: Any, known: Collection[str]) -> bool:
        if isinstance(value, str) and value in known:
            return True
        self._wrong.add(name)
        template = gettext_noop("%(pointer)s: “%(value)s” is no code that belongs here")
        self.problems.append(Problem(template, pointer=self._at + place, value=_shown(value)))
        return False

    def _refuse(self, name: str, value: Any, template: str, **params: object) -> str:
        self._wrong.add(name)
        self.problems.append(
            Problem(template, pointer=f"{self._at}/{name}", value=_shown(value), **params)
        )
        return ""


def _shown(value: Any) -> str:
    """The beginning of a value, as it can be printed anywhere; of what holds others, its sign."""
    match value:
        case str():
            text = _NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", value)
        case dict():
            text = "{…}"
        case list():
            text = "[…]"
        case _:
            text = json.dumps(value)
    return text if len(text) <= SHOWN_CHARS else text[: SHOWN_CHARS - 1] + "…"
