"""Whether JSON has the shape that is read, and a copy with nothing but what is read.

A shape is a function: it takes a value and where it stands (a JSON pointer), notes what is wrong,
and gives the value as it is used. Keys that no shape asks for are left out; a missing one is read
as nothing, which each shape allows or refuses.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from incidents.dates import FactDate, read_fact
from incidents.imports.draft import Known
from incidents.imports.storable import is_storable
from incidents.input_error import InputError, gettext_noop

_SHOWN = 60


class Notes:
    """What was found wrong, each with its place."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.found: list[tuple[str, InputError]] = []

    def wrong(self, place: str, template: str, **params: object) -> None:
        self.found.append((place or "/", InputError(template, **params)))


Shape = Callable[[Any, str, Notes], Any]


def text(longest: int = 0, *, needed: bool = False) -> Shape:
    """A text, without NUL and without half of a character pair, which no database holds."""

    def read(value: Any, place: str, notes: Notes) -> str:
        value = "" if value is None else value
        if not isinstance(value, str):
            notes.wrong(place, gettext_noop("“%(value)s” is not a text"), value=_short(value))
            return ""
        if not is_storable(value):
            notes.wrong(place, gettext_noop("the text holds a NUL or half a character"))
            return ""
        if longest and len(value) > longest:
            template = gettext_noop("%(count)d characters, at most %(most)d are kept: “%(value)s”")
            notes.wrong(place, template, count=len(value), most=longest, value=value[:_SHOWN])
        if needed and not value.strip():
            notes.wrong(place, gettext_noop("it is missing"))
        return value

    return read


def code(enum: type[StrEnum], *, blank: bool = False) -> Shape:
    """One of the codes of an enum."""
    codes = [each.value for each in enum] + ([""] if blank else [])

    def read(value: Any, place: str, notes: Notes) -> str:
        if value not in codes:
            template = gettext_noop("“%(value)s” is none of: %(codes)s")
            notes.wrong(place, template, value=_short(value), codes=", ".join(codes))
            return ""
        return str(value)

    return read


def registered(register: str, key: str = "code") -> Shape:
    """An object whose ``key`` is in a register; gives that."""

    def read(value: Any, place: str, notes: Notes) -> str:
        found = value.get(key) if isinstance(value, Mapping) else None
        if not isinstance(found, str) or not notes.known.has(register, found):
            template = gettext_noop("“%(value)s” is not in the register (%(register)s)")
            notes.wrong(f"{place}/{key}", template, value=_short(found), register=register)
            return ""
        return found

    return read


def address(value: Any, place: str, notes: Notes) -> str:
    """A web address, or none."""
    found: str = text(1000)(value, place, notes)
    try:
        notes.known.check_address(found)
    except InputError as error:
        notes.found.append((place, error))
    return found


def fact(value: Any, place: str, notes: Notes) -> dict[str, Any]:
    """A date as far as it is known, as the columns of a row have it."""
    try:
        on = read_fact(value) if value is not None else FactDate.unknown()
    except InputError as error:
        notes.found.append((place, error))
        return {}
    except (TypeError, ValueError, KeyError):
        notes.wrong(place, gettext_noop("“%(value)s” is not a date"), value=_short(value))
        return {}
    first, last = on.earliest, on.latest
    return {
        "earliest": first.isoformat() if first else None,
        "latest": last.isoformat() if last else None,
        "precision": on.precision.value,
    }


def day(value: Any, place: str, notes: Notes) -> str | None:
    """A day in ISO form, or none."""
    return _iso(value, place, notes, date.fromisoformat)


def moment(value: Any, place: str, notes: Notes) -> str | None:
    """A moment with its offset, or none."""

    def read(written: str) -> datetime:
        at = datetime.fromisoformat(written)
        if at.tzinfo is None:
            raise ValueError(written)
        return at

    return _iso(value, place, notes, read)


def _iso(
    value: Any, place: str, notes: Notes, read: Callable[[str], date | datetime]
) -> str | None:
    if value is None or value == "":
        return None
    try:
        return read(value).isoformat()
    except (TypeError, ValueError):
        template = gettext_noop("“%(value)s” is not a day or a moment in ISO form")
        notes.wrong(place, template, value=_short(value))
        return None


def whole(most: int, *, least: int = 0, needed: bool = True) -> Shape:
    """A whole number in a range."""

    def read(value: Any, place: str, notes: Notes) -> int | None:
        if value is None and not needed:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            template = gettext_noop("“%(value)s” is not a whole number from %(least)d to %(most)d")
            notes.wrong(place, template, value=_short(value), least=least, most=most)
            return None
        return value

    return read


def flag(value: Any, place: str, notes: Notes) -> bool:
    """True or false; missing is false."""
    if value is not None and not isinstance(value, bool):
        notes.wrong(
            place, gettext_noop("“%(value)s” is neither true nor false"), value=_short(value)
        )
    return value is True


def both(longest: int = 0) -> Shape:
    """A text in two languages."""
    return record({"fr": text(longest), "en": text(longest)})


def record(fields: Mapping[str, Shape]) -> Shape:
    """An object, of which these keys are read."""

    def read(value: Any, place: str, notes: Notes) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            if value is not None:
                notes.wrong(place, gettext_noop("“%(value)s” is no object"), value=_short(value))
                return {}
            value = {}
        return {name: shape(value.get(name), f"{place}/{name}", notes)
                for name, shape in fields.items()}  # fmt: skip

    return read


def optional(shape: Shape) -> Shape:
    """The same, or null."""
    return lambda value, place, notes: None if value is None else shape(value, place, notes)


def several(shape: Shape, most: int = 1000) -> Shape:
    """A list of them; missing is empty."""

    def read(value: Any, place: str, notes: Notes) -> list[Any]:
        if value is None:
            return []
        if not isinstance(value, list) or len(value) > most:
            template = gettext_noop("not a list, or one of more than %(most)d")
            notes.wrong(place, template, most=most)
            return []
        return [shape(each, f"{place}/{number}", notes) for number, each in enumerate(value)]

    return read


def _short(value: object) -> str:
    return str(value)[:_SHOWN]
