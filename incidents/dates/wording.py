"""Dates in words, in French and English."""

from datetime import date

from incidents.codes import Precision
from incidents.dates.fact import FactDate

_MONTHS = {
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
_UNKNOWN = {"fr": "date inconnue", "en": "date unknown"}


def wording(fact: FactDate, lang: str) -> str:
    """A date as a reader says it: "entre le 9 et le 15 avril 2024", "April 2024", "date inconnue".

    `lang` is "fr" or "en", with or without a region ("fr-fr"); ValueError for any other.
    """
    lang = _language(lang)
    if fact.earliest is None or fact.latest is None:
        return _UNKNOWN[lang]
    match fact.precision:
        case Precision.DAY:
            return day_wording(fact.earliest, lang)
        case Precision.MONTH:
            return month_wording(fact.earliest, lang)
        case Precision.YEAR:
            return str(fact.earliest.year)
        case _:
            return _between(fact.earliest, fact.latest, lang)


def day_wording(day: date, lang: str) -> str:
    """ "1er avril 2024", "1 April 2024"."""
    return f"{_day_and_month(day, lang)} {day.year}"


def month_wording(day: date, lang: str) -> str:
    """The month of a day: "avril 2024", "April 2024"."""
    return f"{_month(day, lang)} {day.year}"


def first_as_said(text: str, lang: str) -> str:
    """A date that a pattern has put into words, its day first: the first day of a month is "1er
    novembre 2026" in French, and no pattern of Django's can say so."""
    return f"1er{text[1:]}" if text.startswith("1 ") and _language(lang) == "fr" else text


def _between(earliest: date, latest: date, lang: str) -> str:
    """The year and the month are said once where they are the same."""
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        first = _day_number(earliest, lang)
    elif earliest.year == latest.year:
        first = _day_and_month(earliest, lang)
    else:
        first = day_wording(earliest, lang)
    last = day_wording(latest, lang)
    return f"entre le {first} et le {last}" if lang == "fr" else f"between {first} and {last}"


def _day_and_month(day: date, lang: str) -> str:
    return f"{_day_number(day, lang)} {_month(day, lang)}"


def _month(day: date, lang: str) -> str:
    return _MONTHS[_language(lang)][day.month - 1]


def _day_number(day: date, lang: str) -> str:
    return "1er" if day.day == 1 and _language(lang) == "fr" else str(day.day)


def _language(lang: str) -> str:
    base = lang.lower().partition("-")[0]
    if base not in _MONTHS:
        raise ValueError(f"no wording of dates in language {lang!r}")
    return base
