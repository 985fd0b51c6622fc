"""Keys of reports: read and written alike, and the days they mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents import coverage
from incidents.codes import ReportKind
from incidents.coverage import Coverage, CoverageError
from incidents.dates import Month, MonthError

VOTES = (date(2027, 4, 11), date(2027, 4, 25))
SOME = [
    ("2026-10", ReportKind.MONTH, date(2026, 10, 1), date(2026, 11, 1), "", ""),
    ("2026-12", ReportKind.MONTH, date(2026, 12, 1), date(2027, 1, 1), "", ""),
    ("2026-Q1", ReportKind.QUARTER, date(2026, 1, 1), date(2026, 4, 1), "", ""),
    ("2026-Q4", ReportKind.QUARTER, date(2026, 10, 1), date(2027, 1, 1), "", ""),
    ("2026-Q4-fr", ReportKind.QUARTER, date(2026, 10, 1), date(2027, 1, 1), "FR", ""),
    ("2026-10-election-v-27", ReportKind.MONTH, date(2026, 10, 1), date(2026, 11, 1), "", "v-27"),
    ("election-v-27", ReportKind.ELECTION, date(2026, 4, 1), date(2027, 6, 1), "", "v-27"),
]


@pytest.mark.parametrize(("key", "kind", "first", "end", "jurisdiction", "election"), SOME)
def test_a_key_means_its_days_and_its_part(
    key: str, kind: ReportKind, first: date, end: date, jurisdiction: str, election: str
) -> None:
    found = coverage.read(key).covered(VOTES)
    assert (found.kind, found.first_day, found.next_day) == (kind, first, end)
    assert (found.jurisdiction, found.election) == (jurisdiction, election)
    assert found.key == str(found) == key


@pytest.mark.parametrize(
    ("key", "error"),
    [
        ("", CoverageError),
        ("2026-13", MonthError),
        ("2026-Q5", MonthError),
        ("0000-Q1", CoverageError),
        ("9999-Q4", CoverageError),
        ("2026-10-france", MonthError),
        ("2026-10-election-", MonthError),
        ("2026-10-election-é", MonthError),
        ("election-", MonthError),
        ("x" * 121, CoverageError),
        ("2026-10\n", CoverageError),
        ("२०२६-१०", MonthError),
    ],
)
def test_what_is_no_key_is_named(key: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        coverage.read(key).covered(VOTES)


def test_an_election_without_a_public_voting_day_has_no_report() -> None:
    with pytest.raises(CoverageError, match="no voting day of the election “v-27” is public"):
        coverage.read("election-v-27").covered()


@given(
    year=st.integers(2, 9997),
    month=st.integers(1, 12),
    part=st.sampled_from(["", "-xv", "-election-v27", "-election-fr"]),
    quarterly=st.booleans(),
)
def test_periods_follow_one_another_without_gap(
    year: int, month: int, part: str, quarterly: bool
) -> None:
    span = coverage.of_month(Month(year, month))
    if quarterly:
        span = coverage.quarter_containing(Month(year, month))
    found = coverage.read(span.period + part).covered()
    after = found.next()
    assert isinstance(after, Coverage)
    assert after.first_day == found.next_day
    assert after.previous() == found
    assert coverage.read(after.key).covered() == after
    assert found.has_begun(found.first_day) and not found.has_ended(found.last_day)
    assert after.key.removeprefix(after.period) == part
