"""What a cell says, or why it does not say it."""

from datetime import date

import pytest

from incidents.dates import DateError, FactDate
from incidents.imports.mapping_faults import As, Dates
from incidents.imports.values import ValueRefused, day, fact, number, several

APRIL = date(2026, 4, 3)


@pytest.mark.parametrize(
    ("text", "dates", "expected"),
    [
        ("2026-04-03", Dates.ISO, APRIL),
        ("2026-04-03T22:00:00Z", Dates.ISO, APRIL),
        ("03/04/2026", Dates.DAY_FIRST, APRIL),
        ("3.4.2026", Dates.DAY_FIRST, APRIL),
        ("04/03/2026", Dates.MONTH_FIRST, APRIL),
        ("25/04/2026", Dates.ISO, date(2026, 4, 25)),
        ("04/25/2026", Dates.ISO, date(2026, 4, 25)),
        ("04/04/2026", Dates.ISO, date(2026, 4, 4)),
    ],
)
def test_a_day(text: str, dates: Dates, expected: date) -> None:
    assert day(text, dates) == expected


@pytest.mark.parametrize(
    ("text", "dates", "said"),
    [
        ("03/04/2026", Dates.ISO, "may be read in two ways: let the mapping say"),
        ("04/25/2026", Dates.DAY_FIRST, "is not a day of the calendar"),
        ("2026-02-30", Dates.ISO, "is not a day of the calendar"),
        ("03/04/26", Dates.DAY_FIRST, "write the year with four digits"),
        ("avril", Dates.DAY_FIRST, "is not a day"),
        ("２０２６-04-03", Dates.ISO, "is not a day"),
    ],
)
def test_what_is_no_day_or_two(text: str, dates: Dates, said: str) -> None:
    with pytest.raises(ValueRefused, match=said):
        day(text, dates)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026", FactDate.in_year(2026)),
        ("2026-04", FactDate.in_month(2026, 4)),
        ("2026-04-03/2026-04-05", FactDate.between(APRIL, date(2026, 4, 5))),
        ("2026-04-03", FactDate.on(APRIL)),
    ],
)
def test_a_date_as_far_as_it_is_known(text: str, expected: FactDate) -> None:
    assert fact(text, Dates.ISO) == expected


@pytest.mark.parametrize("text", ["2026-13", "2026-04-05/2026-04-03", "0000"])
def test_a_date_that_does_not_exist(text: str) -> None:
    with pytest.raises((ValueRefused, DateError)):
        fact(text, Dates.ISO)


def test_several_values_of_a_cell() -> None:
    assert several("a; b\\; c; a", As.PARTED) == ["a", "b; c"]
    assert several('["a", 2, "a"]', As.JSON) == ["a", "2"]
    assert several("a; b", As.TEXT) == ["a; b"]


@pytest.mark.parametrize("cell", ["[", "[[1]]", '[{"a": 1}]', "[null]", "[" * 100_000])
def test_what_is_no_list(cell: str) -> None:
    with pytest.raises(ValueRefused):
        several(cell, As.JSON)


@pytest.mark.parametrize("text", ["-1", "1.5", "٣", "9" * 19, ""])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueRefused):
        number(text)
