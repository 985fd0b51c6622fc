"""Reading JSON by a serializer, strictly: no member that it lacks, no value that is nearly right.

The serializers say the shape once, for reading and for the API's description. Reading gives what is
sound and notes every fault, so that what comes after can look at the rest in the same run.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from rest_framework import serializers

from incidents.actions.address import MAX_LENGTH, check_web_address
from incidents.codes import Precision
from incidents.dates import DateError, FactDate
from incidents.imports.faults import Faults, at
from incidents.input_error import InputError, gettext_noop

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What no database column holds, or no reader sees."""
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Wrong(InputError):
    """A value that is not what it should be."""


class Text(serializers.CharField):
    """A text of at most ``max_length`` characters; blanks around it are taken off."""

    def __init__(self, max_length: int, pattern: str = "", **kwargs: Any) -> None:
        self.pattern = pattern
        super().__init__(max_length=max_length, required=kwargs.pop("required", False), **kwargs)

    def read(self, value: Any) -> str:
        if not isinstance(value, str):
            raise Wrong(gettext_noop("a text is expected"))
        if len(value) > (self.max_length or 0):
            raise Wrong(
                gettext_noop("%(length)d characters; at most %(limit)d are kept"),
                length=len(value),
                limit=self.max_length,
            )
        if CONTROL.search(value):
            raise Wrong(gettext_noop("a control character, or half of a surrogate pair"))
        if self.pattern and not re.fullmatch(self.pattern, value, re.ASCII):
            raise Wrong(gettext_noop("“%(value)s” is not written as it should"), value=value[:80])
        if self.required and not value.strip():
            raise Wrong(gettext_noop("a text is missing"))
        return value.strip()


class Address(Text):
    """An http or https address. It is kept, and never fetched."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(MAX_LENGTH, **kwargs)

    def read(self, value: Any) -> str:
        url = super().read(value)
        check_web_address(url)
        return url


class Code(serializers.ChoiceField):
    """One of these codes."""

    def __init__(self, known: Iterable[str], without: tuple[str, ...] = (), **kw: Any) -> None:
        self.known = [str(code) for code in known if code not in without]
        super().__init__(choices=self.known, required=kw.pop("required", False), **kw)


class Flag(serializers.BooleanField):
    """True or false, and nothing that stands for either."""

    def read(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise Wrong(gettext_noop("true or false is expected"))
        return value


class Whole(serializers.IntegerField):
    """A whole number between two others."""

    def read(self, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise Wrong(gettext_noop("a whole number is expected"))
        low, high = self.min_value or 0, self.max_value or 0
        if not low <= value <= high:
            raise Wrong(
                gettext_noop("a whole number from %(low)d to %(high)d is expected"),
                low=low,
                high=high,
            )
        return value


class Day(serializers.DateField):
    """A day, YYYY-MM-DD."""

    def read(self, value: Any) -> date:
        try:
            if isinstance(value, str) and DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass  # 31 February
        raise Wrong(gettext_noop("“%(value)s” is no day written YYYY-MM-DD"), value=str(value)[:80])


class Strict(serializers.Serializer):
    """The members of one object."""

    def read(self, value: Any, pointer: str, faults: Faults) -> dict[str, Any]:
        """What is sound of it; every fault is noted."""
        if not isinstance(value, dict):
            faults.say(pointer, gettext_noop("an object is expected"))
            return {}
        for name in value:
            if name not in self.fields:
                template = gettext_noop("there is no member “%(value)s” here")
                faults.unknown(at(pointer, name), template, name, self.fields)
        found: dict[str, Any] = {}
        for name, field in self.fields.items():
            place = at(pointer, name)
            if name in value:
                found |= dict(_sound(name, field, value[name], place, faults))
            elif field.required:
                faults.say(place, gettext_noop("this member is missing"))
        return found


class FactDay(Strict):
    """A date as far as it is known; the days of a month or a year are its first and its last."""

    earliest = Day(required=False)
    latest = Day(required=False)
    precision = Code(Precision, required=True)


class Facts(serializers.JSONField):
    """A day, or an object of earliest, latest, precision."""

    def read(self, value: Any, pointer: str, faults: Faults) -> Any:
        if isinstance(value, str):
            return Day().read(value)
        before = len(faults.found)
        found = FactDay().read(value, pointer, faults)
        if len(faults.found) > before:
            return None
        try:
            FactDate(found.get("earliest"), found.get("latest"), Precision(found["precision"]))
        except DateError as error:
            faults.add(pointer, error)
            return None
        return found


def listed(child: serializers.Field, most: int, **kwargs: Any) -> serializers.ListField:
    """A list of at most so many."""
    required = kwargs.pop("required", False)
    return serializers.ListField(child=child, max_length=most, required=required, **kwargs)


def _sound(name: str, field: Any, value: Any, pointer: str, faults: Faults) -> Mapping[str, Any]:
    """The member where its value is sound; nothing where it is not."""
    if value is None:
        faults.say(pointer, gettext_noop("null says nothing: leave the member out"))
        return {}
    try:
        if isinstance(field, serializers.ListField):
            return {name: _items(field, value, pointer, faults)}
        if isinstance(field, Code):
            return {name: value} if _known(field, value, pointer, faults) else {}
        if isinstance(field, Strict | Facts):
            found = field.read(value, pointer, faults)
            return {} if found is None else {name: found}
        return {name: field.read(value)}
    except InputError as error:
        faults.add(pointer, error)
        return {}


def _known(field: Code, value: Any, pointer: str, faults: Faults) -> bool:
    if isinstance(value, str) and value in field.known:
        return True
    shown = value if isinstance(value, str) else str(type(value).__name__)
    template = gettext_noop("“%(value)s” is no code that belongs here")
    faults.unknown(pointer, template, shown, field.known)
    return False


def _items(field: serializers.ListField, value: Any, pointer: str, faults: Faults) -> list[Any]:
    """The sound items. Of objects every one keeps its place, so that pointers stay true."""
    if not isinstance(value, list):
        raise Wrong(gettext_noop("a list is expected"))
    if len(value) > (field.max_length or 0):
        raise Wrong(
            gettext_noop("%(length)d items; at most %(limit)d are taken"),
            length=len(value),
            limit=field.max_length,
        )
    found: list[Any] = []
    for number, each in enumerate(value):
        sound = _sound("item", field.child, each, at(pointer, number), faults)
        found.append(sound.get("item", {} if isinstance(field.child, Strict) else None))
    return found
