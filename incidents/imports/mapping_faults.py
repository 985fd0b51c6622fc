"""What a mapping may say, and what is wrong with one."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from incidents.imports.storable import is_storable
from incidents.imports.targets import GUARDED, TARGETS
from incidents.input_error import InputError, gettext_noop


class MappingError(InputError):
    """A mapping that cannot be used; the message names the key and the value."""


class Dates(StrEnum):
    """Which number of 03/04/2026 is the day. ISO: neither may be guessed."""

    ISO = "iso"
    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class As(StrEnum):
    """How a cell is read. Parted: several values between "; ". JSON: a list in brackets. Text: one
    value, whatever stands in it."""

    TEXT = "text"
    PARTED = "parted"
    JSON = "json"


TEXTS = ("name", "dataset", "language", "address")
KEYS = frozenset((*TEXTS, "dates", "columns", "ignore", "constants", "make_registers"))
COLUMN_KEYS = frozenset(("header", "to", "as", "prefix"))
LANGUAGES = ("fr", "en")


def faults(data: Mapping[str, Any]) -> Iterator[MappingError]:
    """All of them."""
    if not all(map(is_storable, _every_text(data))):
        yield MappingError(gettext_noop("the text holds a NUL or half a character"))
    for key in sorted(str(key) for key in data.keys() - KEYS):
        yield MappingError(gettext_noop("“%(key)s” is no key of a mapping"), key=key[:40])
    for key in TEXTS:
        if not isinstance(data.get(key, ""), str):
            yield MappingError(gettext_noop("“%(key)s” is not a text"), key=key)
    yield from _one_of("language", data.get("language", "fr"), LANGUAGES)
    yield from _one_of("dates", data.get("dates", Dates.ISO), list(Dates))
    if not isinstance(data.get("make_registers", False), bool):
        yield MappingError(
            gettext_noop("“%(key)s” is neither true nor false"), key="make_registers"
        )
    constants, ignored = data.get("constants", {}), data.get("ignore", [])
    if not _is_table(constants) or not _is_list(ignored, str):
        yield MappingError(
            gettext_noop("constants are a table of texts, ignore is a list of texts")
        )
    else:
        for name in constants:
            yield from _target(name)
    columns = data.get("columns", [])
    if not _is_list(columns, dict) or not all(_is_table(each) for each in columns):
        yield MappingError(gettext_noop("columns are a list of tables of texts"))
    else:
        yield from _columns(columns)


def _columns(columns: Iterable[Mapping[str, str]]) -> Iterator[MappingError]:
    seen: dict[str, str] = {}
    for each in columns:
        for key in sorted(each.keys() - COLUMN_KEYS):
            yield MappingError(gettext_noop("“%(key)s” is no key of a column"), key=key[:40])
        header, to = each.get("header", ""), each.get("to", "")
        if not header:
            yield MappingError(gettext_noop("what becomes “%(to)s” has no header"), to=to[:40])
        yield from _target(to)
        yield from _one_of("as", each.get("as", As.TEXT), list(As))
        if to in seen and not (to in TARGETS and TARGETS[to].many):
            yield MappingError(
                gettext_noop("“%(one)s” and “%(other)s” both become “%(to)s”"),
                one=seen[to][:40],
                other=header[:40],
                to=to,
            )
        seen[to] = header


def _target(name: str) -> Iterator[MappingError]:
    if name.partition(".")[0] in GUARDED:
        yield MappingError(
            gettext_noop("“%(to)s” is set by people, never by an import"), to=name[:40]
        )
    elif name not in TARGETS:
        yield MappingError(gettext_noop("“%(to)s” is nothing that an import can set"), to=name[:40])


def _one_of(key: str, value: object, allowed: Collection[object]) -> Iterator[MappingError]:
    if value not in allowed:
        yield MappingError(
            gettext_noop("%(key)s “%(value)s” is none of: %(allowed)s"),
            key=key,
            value=str(value)[:40],
            allowed=", ".join(map(str, allowed)),
        )


def _every_text(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from (*_every_text(key), *_every_text(each))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _every_text(each)


def _is_table(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(key, str) and isinstance(each, str) for key, each in value.items()
    )


def _is_list(value: object, of: type) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(each, of) for each in value)
