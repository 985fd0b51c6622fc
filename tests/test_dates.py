"""Dates as far as they are known."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from incidents.dates import (
    DateError,
    DatePrecision,
    FactDate,
    Month,
    MonthError,
    is_date_text,
    read_date,
    wording,
)
from incidents.dates.words import PHRASES, UNITS

CAPTURED = date(2026, 3, 18)  # a Wednesday
APRIL = FactDate.in_month(2024, 4)
SOME_DAYS = FactDate.between(date(2024, 4, 9), date(2024, 4, 15))


def day(year: int, month: int, number: int) -> FactDate:
    return FactDate.on(date(year, month, number))


def between(first: tuple[int, int, int], last: tuple[int, int, int]) -> FactDate:
    return FactDate.between(date(*first), date(*last))


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "message"),
    [
        (date(2024, 4, 9), None, "day", "needs an earliest and a latest"),
        (None, date(2024, 4, 9), "between", "needs an earliest and a latest"),
        (date(2024, 4, 9), None, "unknown", "neither earliest nor latest"),
        (
            date(2024, 4, 9),
            date(2024, 4, 8),
            "between",
            "2024-04-09 is after the latest 2024-04-08",
        ),
        (date(2024, 4, 9), date(2024, 4, 10), "day", "not of precision day"),
        (date(2024, 4, 1), date(2024, 4, 29), "month", "not of precision month"),
        (date(2024, 4, 2), date(2024, 4, 30), "month", "not of precision month"),
        (date(2024, 1, 1), date(2025, 12, 31), "year", "not of precision year"),
        (date(2024, 4, 9), date(2024, 4, 9), "between", "not of precision between"),
    ],
)
def test_days_and_precision_must_agree(
    earliest: date | None, latest: date | None, precision: str, message: str
) -> None:
    with pytest.raises(DateError, match=message):
        FactDate(earliest, latest, DatePrecision(precision))


def test_a_month_and_a_year_have_their_first_and_last_day() -> None:
    assert (FactDate.in_month(2024, 2).latest, FactDate.in_year(2024).latest) == (
        date(2024, 2, 29),
        date(2024, 12, 31),
    )


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2024, 4, 15), date(2024, 5, 1), True),
        (date(2024, 4, 16), date(2024, 5, 1), False),
        (date(2024, 3, 1), date(2024, 4, 9), True),
        (date(2024, 3, 1), date(2024, 4, 8), False),
        (None, date(2024, 4, 9), True),
        (date(2024, 4, 15), None, True),
        (None, None, True),
    ],
)
def test_a_period_filter_matches_when_the_intervals_overlap(
    first: date | None, last: date | None, expected: bool
) -> None:
    assert SOME_DAYS.overlaps(first, last) is expected


def test_an_unknown_date_lies_in_no_period() -> None:
    assert not FactDate.unknown().overlaps(None, None)


def test_only_what_certainly_was_before_is_before() -> None:
    month, day = FactDate.in_month(2024, 4), FactDate.on(date(2024, 5, 1))

    assert month.is_before(day)
    assert not day.is_before(month)
    assert not month.is_before(FactDate.on(date(2024, 4, 30)))
    assert not day.is_before(day)
    assert not FactDate.unknown().is_before(day)
    assert not day.is_before(FactDate.unknown())


@pytest.mark.parametrize(
    ("fact", "french", "english"),
    [
        (day(2024, 5, 1), "1er mai 2024", "1 May 2024"),
        (day(2024, 8, 21), "21 août 2024", "21 August 2024"),
        (APRIL, "avril 2024", "April 2024"),
        (FactDate.in_year(2025), "2025", "2025"),
        (SOME_DAYS, "entre le 9 et le 15 avril 2024", "between 9 and 15 April 2024"),
        (
            between((2024, 4, 28), (2024, 5, 1)),
            "entre le 28 avril et le 1er mai 2024",
            "between 28 April and 1 May 2024",
        ),
        (
            between((2023, 12, 30), (2024, 1, 2)),
            "entre le 30 décembre 2023 et le 2 janvier 2024",
            "between 30 December 2023 and 2 January 2024",
        ),
        (FactDate.unknown(), "date inconnue", "date unknown"),
    ],
)
def test_a_date_in_words(fact: FactDate, french: str, english: str) -> None:
    assert (wording(fact, "fr"), wording(fact, "en-gb")) == (french, english)


def test_a_language_without_words_is_an_error() -> None:
    with pytest.raises(ValueError, match="'de'"):
        wording(APRIL, "de")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'année dernière", FactDate.in_year(2025)),
        ("l’année dernière", FactDate.in_year(2025)),
        ("last year", FactDate.in_year(2025)),
        ("il y a 2 ans", FactDate.in_year(2024)),
        ("a year ago", FactDate.in_year(2025)),
        ("le mois dernier", FactDate.in_month(2026, 2)),
        ("il y a 4 mois", FactDate.in_month(2025, 11)),
        ("Il y a 4 mois", FactDate.in_month(2025, 11)),
        ("4 months ago", FactDate.in_month(2025, 11)),
        ("a month ago", FactDate.in_month(2026, 2)),
        ("il y a 3 mois", FactDate.in_month(2025, 12)),
        ("la semaine dernière", between((2026, 3, 9), (2026, 3, 15))),
        ("last week", between((2026, 3, 9), (2026, 3, 15))),
        ("cette semaine", between((2026, 3, 16), (2026, 3, 18))),
        ("2 weeks ago", between((2026, 2, 26), (2026, 3, 4))),
        ("il y a une semaine", between((2026, 3, 5), (2026, 3, 11))),
        ("hier", day(2026, 3, 17)),
        ("yesterday", day(2026, 3, 17)),
        ("avant-hier", day(2026, 3, 16)),
        ("il y a 3 jours", day(2026, 3, 15)),
        ("3 days ago", day(2026, 3, 15)),
        ("aujourd’hui", day(2026, 3, 18)),
        ("il y a 5 heures", between((2026, 3, 17), (2026, 3, 18))),
        ("30 hours ago", between((2026, 3, 16), (2026, 3, 17))),
        ("il y a 10 min", between((2026, 3, 17), (2026, 3, 18))),
        ("12/04/2024", day(2024, 4, 12)),
        ("04/25/2024", day(2024, 4, 25)),
        ("2024-04-12", day(2024, 4, 12)),
        ("2024-04-12T10:00:00Z", day(2024, 4, 12)),
        ("12 avril 2024", day(2024, 4, 12)),
        ("1er avril 2024", day(2024, 4, 1)),
        ("Publié le vendredi 12 avril 2024 à 18h30", day(2024, 4, 12)),
        ("April 12, 2024", day(2024, 4, 12)),
        ("Apr 12, 2024, 6:30 PM", day(2024, 4, 12)),
        ("12th of April 2024", day(2024, 4, 12)),
        ("avril 2024", APRIL),
        ("2024-04", APRIL),
        ("2024", FactDate.in_year(2024)),
    ],
)
def test_a_date_of_a_page_is_no_more_exact_than_written(text: str, expected: FactDate) -> None:
    assert read_date(text, CAPTURED) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("bientôt", "date bientôt is not understood"),
        ("il y a longtemps", "is not understood"),
        ("31/02/2024", "date 31/02/2024 is not a date of the calendar"),
        ("13/13/2024", "is not a date of the calendar"),
        ("il y a 9999 ans", "is not a date of the calendar"),
        ("2027", "date 2027 is after the day of capture, 2026-03-18"),
        ("20/03/2026", "is after the day of capture"),
        ("", "date  is not understood"),
        ("x" * 900, "date x{39}… is not understood"),
    ],
)
def test_a_date_that_cannot_be_is_named(text: str, message: str) -> None:
    with pytest.raises(DateError, match=message):
        read_date(text, CAPTURED)


def test_a_page_of_another_time_zone_may_be_a_day_ahead() -> None:
    assert read_date("19/03/2026", CAPTURED) == day(2026, 3, 19)


@given(
    st.text(max_size=100)
    | st.sampled_from(sorted(PHRASES))
    | st.builds("il y a {} {}".format, st.integers(0, 99_999), st.sampled_from(sorted(UNITS)))
    | st.builds("{} {} ago".format, st.integers(0, 99_999), st.sampled_from(sorted(UNITS)))
    | st.from_regex(r"[0-9]{1,4}[-/. ][0-9a-z]{1,4}[-/. ][0-9]{1,4}", fullmatch=True),
    st.dates(),
)
def test_any_text_gives_a_date_or_the_documented_error(text: str, captured: date) -> None:
    try:
        fact = read_date(text, captured)
    except DateError:
        return
    assert is_date_text(text)
    assert fact.earliest is not None
    assert (fact.earliest - captured).days <= 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-13", "month 2026-13: 13 is not a month (01 to 12)"),
        ("2026-00", "month 2026-00: 00 is not a month (01 to 12)"),
        ("2026-3", "month 2026-3: write the month with two digits, 2026-03"),
        ("9999-12", "month 9999-12 has no next month: the calendar ends with 9999"),
        ("0000-01", "month 0000-01: there is no year 0000"),
        ("octobre", "month octobre is not written as YYYY-MM, for example 2026-10"),
        ("2026-10\n", "month 2026-10\n is not written as YYYY-MM, for example 2026-10"),
    ],
)
def test_a_text_that_is_no_month_is_told_why(text: str, message: str) -> None:
    with pytest.raises(MonthError) as error:
        Month.parse(text)
    assert str(error.value) == message


def test_a_month_ends_where_the_next_begins() -> None:
    month = Month.parse("2026-12")
    assert (month.first_day, month.last_day) == (date(2026, 12, 1), date(2026, 12, 31))
    assert month.first_day_of_next == month.next().first_day == date(2027, 1, 1)
    assert month.next().previous() == month
    assert str(month.next()) == "2027-01"
    assert Month(2026, 11) < month


@pytest.mark.parametrize(
    ("on", "begun", "ended"),
    [
        (date(2026, 9, 30), False, False),
        (date(2026, 10, 1), True, False),
        (date(2026, 10, 31), True, False),
        (date(2026, 11, 1), True, True),
    ],
)
def test_a_month_has_begun_and_ended(on: date, begun: bool, ended: bool) -> None:
    month = Month.parse("2026-10")
    assert (month.has_begun(on), month.has_ended(on)) == (begun, ended)


@given(st.text() | st.from_regex(r"[0-9]{4}-[0-9]{1,2}", fullmatch=True))
def test_any_text_gives_a_month_or_the_documented_error(text: str) -> None:
    try:
        assert str(Month.parse(text)) == text
    except MonthError as error:
        assert "month" in str(error)


@pytest.mark.parametrize(
    ("language", "form", "day", "said"),
    [
        ("fr", "DATE_FORMAT", 1, "1er novembre 2026"),
        ("fr", "DATE_FORMAT", 11, "11 novembre 2026"),
        ("fr", "DATETIME_FORMAT", 1, "1er novembre 2026 12:30"),
        ("fr", "SHORT_DATE_FORMAT", 1, "01/11/2026"),
        ("fr", "Y-m-d", 1, "2026-11-01"),
        ("en", "DATE_FORMAT", 1, "1 November 2026"),
    ],
)
def test_templates_say_the_first_of_a_month_as_french_does(
    language: str, form: str, day: int, said: str
) -> None:
    at = datetime(2026, 11, day, 11, 30, tzinfo=UTC)

    with translation.override(language):
        assert Template(f'{{{{ at|date:"{form}" }}}}').render(Context({"at": at})) == said
