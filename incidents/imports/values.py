"""What one cell says: dates, numbers, several values. Every refusal names the value."""

import json
import re
from collections.abc import Iterator
from datetime import date

from incidents.cells import parted
from incidents.codes import Precision
from incidents.dates import FactDate
from incidents.imports.mapping_faults import As, Dates
from incidents.input_error import InputError, gettext_noop

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}\S*)?\Z", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})\Z", re.ASCII)
_YEAR = re.compile(r"\d{4}\Z", re.ASCII)
_WRITTEN = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\Z", re.ASCII)
_SHORT = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2}\Z", re.ASCII)
_SHOWN = 60
MOST_VALUES = 200


class ValueRefused(InputError):
    """A cell that does not say what its column is for."""


def day(text: str, dates: Dates) -> date:
    """A day in ISO form, or with its day and month in the order that the mapping says. One that can
    be read in one way only needs no order; a moment is its day."""
    iso = _ISO.match(text)
    if iso:
        return _date(text, int(iso[1]), int(iso[2]), int(iso[3]))
    written = _WRITTEN.match(text)
    if written:
        return _ordered(text, int(written[1]), int(written[2]), int(written[3]), dates)
    if _SHORT.match(text):
        raise ValueRefused(
            gettext_noop("“%(value)s”: write the year with four digits"), value=text[:_SHOWN]
        )
    raise ValueRefused(gettext_noop("“%(value)s” is not a day (2026-04-03)"), value=text[:_SHOWN])


def fact(text: str, dates: Dates) -> FactDate:
    """A day, a month (2026-04), a year, or two days with / between."""
    first, slash, last = text.partition("/")
    if slash and not _WRITTEN.match(text) and not _SHORT.match(text):
        return FactDate.between(day(first.strip(), dates), day(last.strip(), dates))
    month = _MONTH.match(text)
    if month:
        return FactDate.in_month(int(month[1]), int(month[2]))
    if _YEAR.match(text):
        return FactDate.in_year(int(text))
    return FactDate.on(day(text, dates))


def fact_of(earliest: date | None, latest: date | None, precision: str) -> FactDate:
    """A date in three columns; without a precision, two days are one day or a span."""
    if precision:
        return FactDate(earliest, latest, Precision(precision))
    if earliest is None and latest is None:
        return FactDate.unknown()
    first, last = earliest or latest, latest or earliest
    assert first is not None and last is not None
    return FactDate.between(first, last)


def number(text: str) -> int:
    """A whole number."""
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise ValueRefused(gettext_noop("“%(value)s” is not a whole number"), value=text[:_SHOWN])
    return int(text)


def several(cell: str, read_as: As) -> list[str]:
    """The values of a cell, without empty ones, each once."""
    found = _as_json(cell) if read_as is As.JSON else _as_text(cell, read_as)
    values = list(dict.fromkeys(value.strip() for value in found if value.strip()))
    if len(values) > MOST_VALUES:
        raise ValueRefused(
            gettext_noop("%(count)d values in one cell, at most %(most)d are read"),
            count=len(values),
            most=MOST_VALUES,
        )
    return values


def _as_text(cell: str, read_as: As) -> list[str]:
    return parted(cell) if read_as is As.PARTED else [cell]


def _as_json(cell: str) -> list[str]:
    if not cell.strip():
        return []
    try:
        read = json.loads(cell)
    except (ValueError, RecursionError) as error:
        raise ValueRefused(gettext_noop("“%(value)s” is not JSON"), value=cell[:_SHOWN]) from error
    values = read if isinstance(read, list) else [read]
    return list(_texts(values))


def _texts(values: list[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise ValueRefused(
                gettext_noop("“%(value)s” in the list is neither a text nor a number"),
                value=str(value)[:_SHOWN],
            )
        yield str(value)


def _ordered(text: str, one: int, two: int, year: int, dates: Dates) -> date:
    match dates:
        case Dates.DAY_FIRST:
            return _date(text, year, two, one)
        case Dates.MONTH_FIRST:
            return _date(text, year, one, two)
        case Dates.ISO:
            if one > 12 or one == two:
                return _date(text, year, two, one)
            if two > 12:
                return _date(text, year, one, two)
    raise ValueRefused(
        gettext_noop(
            "“%(value)s” may be read in two ways: let the mapping say day-first or month-first"
        ),
        value=text,
    )


def _date(text: str, year: int, month: int, day_of_month: int) -> date:
    try:
        return date(year, month, day_of_month)
    except ValueError as error:
        raise ValueRefused(
            gettext_noop("“%(value)s” is not a day of the calendar"), value=text[:_SHOWN]
        ) from error
