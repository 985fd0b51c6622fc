"""Labels of the behavioural codes, French and English through the message catalogues.

Each code has a label: a house test walks the enums. Lower case, so that a label can stand inside a
sentence; a heading capitalises with a filter.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext

from incidents import codes
from incidents.coverage import Coverage, coverage_wording
from incidents.dates import FactDate, day_wording, wording
from incidents.input_error import InputError, Words
from incidents.labels.erasure import ERASURE
from incidents.labels.importing import IMPORTING
from incidents.labels.kinds import LabelsByEnum
from incidents.labels.law import CLOCK_ACTORS, CLOCK_SOURCES, LAW
from incidents.labels.notices import NOTICES
from incidents.labels.partners import PARTNERS
from incidents.labels.records import RECORDS
from incidents.labels.reports import REPORTS
from incidents.labels.steps import STEPS
from incidents.procedures import CLOCKS

LABELS: LabelsByEnum = {
    **RECORDS,
    **LAW,
    **STEPS,
    **NOTICES,
    **ERASURE,
    **PARTNERS,
    **IMPORTING,
    **REPORTS,
}


def clock_source(code: codes.ClockCode) -> str:
    """The provision that sets a term, as the active language names it."""
    named = {clock.code: clock.source for clock in CLOCKS}
    return str(CLOCK_SOURCES.get(code, named[code]))


def clock_actor(code: codes.ClockCode) -> str:
    """Who must act within a term, or may."""
    return str(CLOCK_ACTORS[code])


def label(code: StrEnum) -> str:
    """The label of a code in the active language."""
    return str(LABELS[type(code)][code])


def in_words(params: Mapping[str, object]) -> dict[str, object]:
    """The values of an error as a reader says them: a code by its label, dates, periods and moments
    in words (moments in Paris), errors and words inside it translated, of words in both languages
    those of the reader's, all else as it is."""
    return {name: _in_words(value) for name, value in params.items()}


def said(error: InputError, language: str) -> str:
    """The sentence of an error in one language, for whoever reads it later."""
    with translation.override(language):
        return gettext(error.template) % in_words(error.params)


def _moment(local: datetime) -> str:
    """The first of a month is an ordinal in French."""
    words = date_format(local, "DATETIME_FORMAT")
    first = local.day == 1 and get_language() == "fr"
    return words.replace("1 ", "1er ", 1) if first else words


def _in_words(value: object) -> object:
    match value:
        case StrEnum() if type(value) in LABELS:
            return label(value)
        case FactDate():
            return wording(value, get_language() or "fr")
        case Coverage():
            return _coverage(value)
        case datetime():
            return _moment(timezone.localtime(value))
        case date():
            return day_wording(value, get_language() or "fr")
        case InputError():
            return gettext(value.template) % in_words(value.params)
        case Words():
            return gettext(value)
        case {"fr": str() as french, "en": str() as english}:
            return french or english if get_language() == "fr" else english or french
        case list():
            return "; ".join(str(_in_words(each)) for each in value)
        case _:
            return value


def _coverage(value: Coverage) -> str:
    """October 2026 (FR); the election by its name in addresses."""
    span = coverage_wording(value.kind, value.first_day, value.next_day, get_language() or "fr")
    part = value.jurisdiction or value.election
    return f"{span} ({part})" if part else span


def choices(enum: type[StrEnum]) -> list[tuple[str, "str | Promise"]]:
    """Choices of a model or form field, in the order of the enum, labels translated when shown."""
    return [(code.value, LABELS[enum][code]) for code in enum]


def outcome_label(code: str) -> str:
    """The label of an outcome; what staff wrote in their own words stays as it is."""
    known = {outcome.value for outcome in codes.Outcome}
    return label(codes.Outcome(code)) if code in known else code
