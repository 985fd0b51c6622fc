"""One row of a vocabulary file, read field by field. Pure (no Django)."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from incidents.input_error import InputError
from incidents.vocabulary.records import Bilingual


class VocabularyError(InputError):
    """A vocabulary file says something that cannot be taken in. For developers: in English only."""

    def __init__(self, file: str, code: str, field: str, problem: str) -> None:
        self.file, self.code, self.field = file, code, field
        place = ": ".join(part for part in (file, code, field) if part)
        super().__init__("%(place)s: %(problem)s", place=place, problem=problem)


class Row:
    """The values of one row; each reader takes one field out, ``check_all_used`` ends the row."""

    def __init__(
        self, file: str, position: int, values: Any, *, key: str, default_source: str = ""
    ) -> None:
        self.file, self.code = file, f"row {position}"
        if not isinstance(values, dict):
            raise self.fault("", f"{values!r} is not a table")
        self._left = dict(values)
        self._default_source = default_source
        self.code = self.text(key)

    def fault(self, field: str, message: str) -> VocabularyError:
        """The error to raise about ``field`` of this row."""
        return VocabularyError(self.file, self.code, field, message)

    def check_all_used(self) -> None:
        """Refuse fields that nobody asked for: a misspelt one would be lost in silence."""
        for field in sorted(self._left):
            raise self.fault(field, "is not a known field")

    def text(self, field: str, *, required: bool = True) -> str:
        """A trimmed text; "" when it may be missing and is."""
        return self._text(field, self._left.pop(field, ""), required=required)

    def source(self) -> str:
        """Where the row comes from: its own source, else the file's."""
        return self._text("source", self._left.pop("source", self._default_source), required=True)

    def _text(self, field: str, value: Any, *, required: bool) -> str:
        if not isinstance(value, str):
            raise self.fault(field, f"{value!r} is not a text")
        if value != value.strip():
            raise self.fault(field, f"{value!r} has space at an end")
        if required and not value:
            raise self.fault(field, "is missing")
        return value

    def bilingual(self, field: str) -> Bilingual:
        """A text in both languages; neither may be missing."""
        value = self._left.pop(field, {})
        if not isinstance(value, dict):
            raise self.fault(field, f"{value!r} is not {{ fr = ..., en = ... }}")
        unknown = sorted(set(value) - {"fr", "en"})
        if unknown:
            raise self.fault(f"{field}.{unknown[0]}", "is not a known language")
        french, english = (
            self._text(f"{field}.{language}", value.get(language, ""), required=True)
            for language in ("fr", "en")
        )
        return Bilingual(fr=french, en=english)

    def choice(self, field: str, allowed: Collection[str]) -> str:
        """One code out of ``allowed``."""
        return self._allowed(field, self.text(field), allowed)

    def choices(self, field: str, allowed: Collection[str]) -> tuple[str, ...]:
        """At least one code out of ``allowed``, none of them twice."""
        values = self._left.pop(field, [])
        if not isinstance(values, list) or not values:
            raise self.fault(field, "is missing or is not a list")
        if len(set(map(str, values))) != len(values):
            raise self.fault(field, f"{values!r} names one twice")
        return tuple(self._allowed(field, value, allowed) for value in values)

    def _allowed(self, field: str, value: Any, allowed: Collection[str]) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise self.fault(field, f"{value!r} is not a known code")
        return value

    def day(self, field: str) -> date | None:
        """A TOML date; None when it is missing."""
        value = self._left.pop(field, None)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.fault(field, f"{value!r} is not a date")
        return value

    def period(self, first: str, last: str) -> tuple[date | None, date | None]:
        """Two dates, either of which may be missing, in their order."""
        start, end = self.day(first), self.day(last)
        if start and end and end < start:
            raise self.fault(last, f"{end} is before {first} ({start})")
        return start, end

    def years(self, first: str, last: str) -> tuple[int | None, int | None]:
        """Two years, either of which may be missing, in their order."""
        start, end = self._year(first), self._year(last)
        if start and end and end < start:
            raise self.fault(last, f"{end} is before {first} ({start})")
        return start, end

    def _year(self, field: str) -> int | None:
        value = self._left.pop(field, None)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 1000 <= value <= 2999:
            raise self.fault(field, f"{value!r} is not a year")
        return value

    def address(self, field: str) -> str:
        """An https address; "" when it is missing."""
        value = self.text(field, required=False)
        if value and not value.startswith("https://"):
            raise self.fault(field, f"{value!r} does not start with https://")
        return value

    def flag(self, field: str) -> bool:
        """True or false; false when it is missing."""
        value = self._left.pop(field, False)
        if not isinstance(value, bool):
            raise self.fault(field, f"{value!r} is not true or false")
        return value
