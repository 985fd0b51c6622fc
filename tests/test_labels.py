"""Every behavioural code has a label, and a choice field offers all of them."""

import inspect
from enum import StrEnum

import pytest
from django.utils import translation

from incidents import codes, procedures
from incidents.input_error import InputError, Words, gettext_noop
from incidents.labels import LABELS, choices, in_words, label

ENUMS = [
    member
    for module in (codes, procedures)
    for _name, member in inspect.getmembers(module, inspect.isclass)
    if issubclass(member, StrEnum) and member is not StrEnum
]


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
