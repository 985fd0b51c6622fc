"""Every code that a statement of reasons may hold has words in both languages."""

import pytest
from django.utils import translation

from incidents.imports import dsa_codes
from incidents.labels import dsa

TABLES = [
    (dsa_codes.GROUNDS, dsa.GROUNDS),
    (dsa_codes.SOURCE_TYPES, dsa.SOURCE_TYPES),
    (dsa_codes.AUTOMATED_DECISIONS, dsa.AUTOMATED_DECISIONS),
    (dsa_codes.CONTENT_TYPES, dsa.CONTENT_TYPES),
    (dsa_codes.CATEGORIES | dsa_codes.FORMER_CATEGORIES, dsa.CATEGORIES),
]
SAME = {"CONTENT_TYPE_APP", "CONTENT_TYPE_IMAGE", "STATEMENT_CATEGORY_VIOLENCE"}
"""Codes whose words are spelt alike in French and English."""


@pytest.mark.parametrize(("codes", "words"), TABLES)
def test_each_code_has_words_and_only_they_have(codes: frozenset[str], words: dsa.Words) -> None:
    assert set(words) == codes


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("codes", "words"), TABLES)
def test_no_two_codes_share_their_words(
    codes: frozenset[str], words: dsa.Words, language: str
) -> None:
    with translation.override(language):
        said = {dsa.statement_word(code) for code in codes}

    assert len(said) == len(codes)
    assert not said & codes


def test_each_is_said_in_the_language_of_the_reader() -> None:
    with translation.override("en"):
        english = {code: dsa.statement_word(code) for code in dsa.WORDS}
    with translation.override("fr"):
        french = {code: dsa.statement_word(code) for code in dsa.WORDS}

    assert {code for code in dsa.WORDS if english[code] == french[code]} == SAME


def test_an_unknown_code_stays_as_it_is() -> None:
    assert dsa.statement_word("SOURCE_OF_TOMORROW") == "SOURCE_OF_TOMORROW"
