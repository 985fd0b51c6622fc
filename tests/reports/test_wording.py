"""Dates, numbers and bilingual values in both languages."""

from datetime import datetime

import pytest
from django.utils import translation

from incidents.reports import wording
from tests.reports.snapshots import UNKNOWN_DATE, on, two


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (on("2026-04-09"), "9 avril 2026", "9 April 2026"),
        (on("2026-04-01", "2026-04-30", "month"), "avril 2026", "April 2026"),
        (on("2026-01-01", "2026-12-31", "year"), "2026", "2026"),
        (
            on("2026-04-09", "2026-04-15", "between"),
            "entre le 9 et le 15 avril 2026",
            "between 9 and 15 April 2026",
        ),
        (UNKNOWN_DATE, "date inconnue", "date unknown"),
        (None, "date inconnue", "date unknown"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(
    value: dict[str, str] | None, french: str, english: str
) -> None:
    with translation.override("fr"):
        assert wording.fact_date(value) == french
    with translation.override("en"):
        assert wording.fact_date(value) == english


def test_a_moment_is_said_in_paris_time() -> None:
    with translation.override("en"):
        value = datetime.fromisoformat("2026-10-31T23:05:00+00:00")
        assert wording.moment(value) == "1 November 2026 at 00:05 (Paris time)"


def test_numbers_are_grouped_as_the_language_does() -> None:
    with translation.override("en"):
        assert wording.number(1234567) == "1,234,567"
    with translation.override("fr"):
        assert wording.number(1234567) == "1\u202f234\u202f567"


def test_the_other_language_stands_in_and_says_so() -> None:
    with translation.override("en"):
        assert wording.said(two("le <b>texte</b>", "")) == (
            '<span lang="fr">le &lt;b&gt;texte&lt;/b&gt;</span>'
        )
        assert wording.said(two("le texte", "the text")) == "the text"
        assert wording.plain(two("le texte", "")) == "le texte"
        assert wording.said(None) == ""
