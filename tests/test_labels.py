"""Every behavioural code has a label, and a choice field offers all of them."""

import inspect
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest
from django.utils import translation

from incidents import codes, procedures
from incidents.coverage import of_month
from incidents.dates import FactDate, Month
from incidents.input_error import InputError, Words, gettext_noop
from incidents.labels import LABELS, choices, in_words, label

ENUMS = [
    member
    for module in (codes, procedures)
    for _name, member in inspect.getmembers(module, inspect.isclass)
    if issubclass(member, StrEnum) and member not in {StrEnum, codes.Tie}
]
"""But for ties, which are derived, and shown under the headings of an actor's page."""


@pytest.mark.parametrize("enum", ENUMS)
def test_each_code_of_each_enum_has_a_label_and_only_they_have(enum: type[StrEnum]) -> None:
    assert set(LABELS[enum]) == set(enum)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("enum", ENUMS)
def test_no_two_codes_of_an_enum_share_a_label(enum: type[StrEnum], language: str) -> None:
    with translation.override(language):
        labels = [label(code) for code in enum]

    assert all(text.strip() for text in labels)
    assert len(set(labels)) == len(labels)


def test_choices_stand_in_the_order_of_the_enum() -> None:
    assert [value for value, _text in choices(codes.Stance)] == [s.value for s in codes.Stance]


def test_a_label_is_asked_for_in_the_active_language() -> None:
    with translation.override("en"):
        assert label(codes.Stance.DECLINES) == "declines to comment"


def test_the_words_of_an_error_are_the_readers() -> None:
    error = InputError(gettext_noop("not ready: %(obstacles)s"), obstacles=Words("reason"))

    assert str(error) == "not ready: reason"
    with translation.override("fr"):
        assert in_words(error.params) == {"obstacles": "motif"}
        assert in_words({"name": "reason"}) == {"name": "reason"}


MOMENT = datetime(2026, 9, 14, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "plain", "french", "english"),
    [
        (date(2026, 3, 1), "2026-03-01", "1er mars 2026", "1 March 2026"),
        (FactDate.in_month(2026, 3), "2026-03-01/2026-03-31", "mars 2026", "March 2026"),
        (of_month(Month(2026, 3)), "2026-03", "mars 2026", "March 2026"),
        (MOMENT, "2026-09-14T22:30+00:00", "15 septembre 2026 00:30", "15 September 2026, 00:30"),
    ],
)
def test_dates_of_an_error_are_iso_in_a_log_and_words_for_a_reader(
    value: object, plain: str, french: str, english: str
) -> None:
    error = InputError("since %(value)s", value=value)

    assert str(error) == f"since {plain}"
    for language, words in (("fr", french), ("en", english)):
        with translation.override(language):
            assert in_words(error.params) == {"value": words}


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "1er novembre 2026 00:30"), ("en", "1 November 2026, 00:30")]
)
def test_the_first_of_a_month_is_an_ordinal_in_french(language: str, said: str) -> None:
    with translation.override(language):
        at = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
        assert in_words({"at": at})["at"] == said
        assert str(in_words({"at": at.replace(day=20)})["at"]).startswith("2")
