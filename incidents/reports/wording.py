"""Dates, times, numbers and bilingual values in the words of the active language."""

import re
import unicodedata
from datetime import date, datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext

from incidents.dates import FactDate, day_wording, month_wording, read_fact, wording
from incidents.reports.frozen import PARIS

LANGUAGES = ("fr", "en")
SPACED_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)")


def folded(name: str) -> str:
    """Lower case without accents: É stands with E."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each)).strip()


def plain(value: dict[str, str] | None) -> str:
    """The text in the active language, else in the other one, without markup."""
    return _picked(value)[0]


def tongue(value: dict[str, str] | None) -> str:
    """The language of the text that ``plain`` gives."""
    return _picked(value)[1]


def said(value: dict[str, str] | None) -> SafeString:
    """The text, escaped; one that exists only in the other language carries its ``lang``."""
    text, language = _picked(value)
    if language == get_language():
        return format_html("{}", text)
    return format_html('<span lang="{}">{}</span>', language, text)


def day(value: date) -> str:
    """9 April 2026; 1er avril 2026."""
    return day_wording(value, _language())


def month(value: date) -> str:
    """October 2026; octobre 2026."""
    return month_wording(value, _language())


def fact_date(value: dict[str, Any] | None) -> str:
    """A date of facts as precisely as it is known, and no more."""
    known = FactDate.unknown() if value is None or value["earliest"] is None else read_fact(value)
    return wording(known, _language())


def moment(value: datetime) -> str:
    """A moment in Paris time: 1 November 2026 at 09:30 (Paris time)."""
    said = {"day": day(value.astimezone(PARIS).date()), "time": hour(value)}
    return gettext("%(day)s at %(time)s (Paris time)") % said


def hour(value: datetime) -> str:
    """The hour in Paris: 09:30, 9 h 30."""
    local = value.astimezone(PARIS)
    return pgettext("time of day", "%(hours)s:%(minutes)s") % {
        "hours": f"{local.hour}" if _language() == "fr" else f"{local.hour:02d}",
        "minutes": f"{local.minute:02d}",
    }


def number(value: int) -> str:
    """12,000 in English, 12 000 in French (narrow no-break space)."""
    separator = "\N{NARROW NO-BREAK SPACE}" if _language() == "fr" else ","
    return f"{value:,}".replace(",", separator)


def unbroken(text: str) -> str:
    """Numbers written with blanks between their thousands stay in one line: 210 000."""
    return SPACED_NUMBER.sub(
        lambda found: re.sub(r"\s", "\N{NARROW NO-BREAK SPACE}", found[0]), text
    )


def listed(items: list[str]) -> str:
    """a, b and c."""
    if len(items) < 2:
        return "".join(items)
    return gettext("%(all_but_last)s and %(last)s") % {
        "all_but_last": ", ".join(items[:-1]),
        "last": items[-1],
    }


def _picked(value: dict[str, str] | None) -> tuple[str, str]:
    active = _language()
    for language in (active, *LANGUAGES):
        if value and value.get(language):
            return unbroken(value[language]), language
    return "", active


def _language() -> str:
    return get_language() or LANGUAGES[0]
