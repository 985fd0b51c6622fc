"""Dates as pages write them, French and English, relative ones resolved against the capture date.

What is read is no more exact than what is written:

* days ago, yesterday, today: that day;
* last month, N months ago: that calendar month; last year, N years ago: that calendar year;
* last week: Monday to Sunday of the calendar week before; N weeks ago: N to N+1 whole weeks before;
* hours, minutes, seconds ago: the days on which that can have been, as the capture's hour is
  unknown (5 hours ago: between the day before and the day of capture).

Figures alone are read day first (``12/04/2024`` is 12 April); month first only where day first
is impossible (``04/25/2024``).
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from incidents.dates.fact import DateError, FactDate
from incidents.dates.words import MONTHS, PHRASES, UNITS, fold_date
from incidents.input_error import gettext_noop

_WEEKDAY = (
    r"(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day),? "
)
_PREFIX = (
    r"(?:publi(?:e|ee)|mis(?:e)? en ligne|diffuse(?:e)?|ajoute(?:e)?|published|posted|uploaded"
    r"|streamed|premiered|added)(?: (?:le|on))?:? "
)
_HOUR = (
    r"(?:,? ?(?:a|at|t|-|,)? ?[0-9]{1,2}[:h](?:[0-9]{2})?(?::[0-9]{2})?(?:\.[0-9]+)?"
    r" ?(?:am|pm|z)?)?"
)
_LEAD = rf"(?:{_PREFIX})?(?:le )?(?:{_WEEKDAY})?"

_AGO = (
    re.compile(rf"(?:{_PREFIX})?il y a (?:environ )?([0-9]{{1,4}}|une?) ?([a-z]+)\.?"),
    re.compile(rf"(?:{_PREFIX})?(?:about )?([0-9]{{1,4}}|an?|one) ?([a-z]+)\.? ago"),
)
_YEAR_FIRST = re.compile(rf"{_LEAD}([0-9]{{4}})[-/.]([0-9]{{2}})[-/.]([0-9]{{2}}){_HOUR}")
_FIGURES = re.compile(rf"{_LEAD}([0-9]{{1,2}})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{4}}){_HOUR}")
_DAY_MONTH = re.compile(
    rf"{_LEAD}(?:the )?([0-9]{{1,2}})(?:er|st|nd|rd|th)? (?:of )?([a-z]+)\.?,? ([0-9]{{4}}){_HOUR}"
)
_MONTH_DAY = re.compile(rf"{_LEAD}([a-z]+)\.? ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}}){_HOUR}")
_MONTH_YEAR = re.compile(r"(?:en |in )?([a-z]+)\.? ([0-9]{4})")
_YEAR_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"(?:en |in )?([0-9]{4})")
_MAX_CHARS = 80

Resolve = Callable[[date], FactDate]


def read_date(text: str, captured: date) -> FactDate:
    """The date that a page gives, seen on the day of capture.

    Raises DateError for what is not understood, for a day that no calendar has, and for a date
    after the capture (one day is allowed: the page may live in another time zone).
    """
    resolve = _recognise(text)
    if resolve is None:
        raise DateError(gettext_noop("date %(value)s is not understood"), value=_short(text))
    try:
        fact = resolve(captured)
    except (OverflowError, DateError, ValueError):
        raise DateError(
            gettext_noop("date %(value)s is not a date of the calendar"), value=_short(text)
        ) from None
    if fact.earliest is not None and fact.earliest - captured > timedelta(days=1):
        raise DateError(
            gettext_noop("date %(value)s is after the day of capture, %(captured)s"),
            value=_short(text),
            captured=captured,
        )
    return fact


def is_date_text(text: str) -> bool:
    """Has the whole text the form of a date that `read_date` knows?"""
    return _recognise(text) is not None


def _recognise(text: str) -> Resolve | None:
    if len(text) > _MAX_CHARS:
        return None
    folded = fold_date(text)
    if folded in PHRASES:
        amount, unit, calendar = PHRASES[folded]
        return lambda captured: _past(captured, amount, unit, calendar=calendar)
    return _ago(folded) or _absolute(folded)


def _ago(folded: str) -> Resolve | None:
    for pattern in _AGO:
        match = pattern.fullmatch(folded)
        if match and match[2] in UNITS:
            amount = int(match[1]) if match[1].isdigit() else 1
            unit = UNITS[match[2]]
            return lambda captured: _past(captured, amount, unit, calendar=False)
    return None


def _absolute(folded: str) -> Resolve | None:
    if m := _YEAR_FIRST.fullmatch(folded):
        return _on(int(m[1]), int(m[2]), int(m[3]))
    if m := _FIGURES.fullmatch(folded):
        first, second = int(m[1]), int(m[2])
        day, month = (second, first) if second > 12 >= first else (first, second)
        return _on(int(m[3]), month, day)
    if (m := _DAY_MONTH.fullmatch(folded)) and m[2] in MONTHS:
        return _on(int(m[3]), MONTHS[m[2]], int(m[1]))
    if (m := _MONTH_DAY.fullmatch(folded)) and m[1] in MONTHS:
        return _on(int(m[3]), MONTHS[m[1]], int(m[2]))
    if (m := _MONTH_YEAR.fullmatch(folded)) and m[1] in MONTHS:
        return _in_month(int(m[2]), MONTHS[m[1]])
    if m := _YEAR_MONTH.fullmatch(folded):
        return _in_month(int(m[1]), int(m[2]))
    if m := _YEAR.fullmatch(folded):
        year = int(m[1])
        return lambda captured: FactDate.in_year(year)
    return None


def _on(year: int, month: int, day: int) -> Resolve:
    return lambda captured: FactDate.on(date(year, month, day))


def _in_month(year: int, month: int) -> Resolve:
    return lambda captured: FactDate.in_month(year, month)


def _past(captured: date, amount: int, unit: str, *, calendar: bool) -> FactDate:
    """`amount` units before the capture; `calendar` tells "last week" from "one week ago"."""
    match unit:
        case "year":
            return FactDate.in_year(captured.year - amount)
        case "month":
            months = captured.year * 12 + captured.month - 1 - amount
            return FactDate.in_month(months // 12, months % 12 + 1)
        case "week" if calendar:
            monday = captured - timedelta(days=captured.weekday(), weeks=amount)
            return FactDate.between(monday, min(monday + timedelta(days=6), captured))
        case "week":
            latest = captured - timedelta(weeks=amount)
            return FactDate.between(latest - timedelta(days=6), latest)
        case "day":
            return FactDate.on(captured - timedelta(days=amount))
        case _:
            return _hours_ago(captured, amount if unit == "hour" else amount // 60)


def _hours_ago(captured: date, hours: int) -> FactDate:
    """From h to h+1 hours before some hour of the day of capture."""
    latest = captured - timedelta(days=hours // 24)
    earliest = captured - timedelta(days=-(-(hours + 1) // 24))
    return FactDate.between(earliest, latest)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
