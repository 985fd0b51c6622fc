"""Issued reports in their order, and sizes in words."""

from datetime import date

import pytest
from django.utils import translation

from incidents import issued
from incidents.codes import ReportKind
from incidents.templatetags.issued import octets
from tests.factories import ReportFactory


@pytest.mark.parametrize(
    ("size", "french", "english"),
    [
        (0, "0 octets", "0 bytes"),
        (999, "999 octets", "999 bytes"),
        (1000, "1 ko", "1 kB"),
        (466_138, "466 ko", "466 kB"),
        (999_700, "1,0 Mo", "1.0 MB"),
        (2_049_000, "2,0 Mo", "2.0 MB"),
        (123_456_789, "123 Mo", "123 MB"),
        (5_000_000_000_000, "5000 Go", "5000 GB"),
    ],
)
def test_a_size_is_said_as_the_language_does(size: int, french: str, english: str) -> None:
    for language, said in (("fr", french), ("en", english)):
        with translation.override(language):
            assert octets(size) == said.replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.django_db
def test_reports_stand_under_the_year_in_which_their_period_ends() -> None:
    december = {"first_day": date(2026, 12, 1), "next_day": date(2027, 1, 1)}
    ReportFactory(kind="quarter", period="2026-Q4", **december | {"first_day": date(2026, 10, 1)})
    ReportFactory(period="2026-12-fr", jurisdiction="FR", **december)
    for edition in (1, 2):
        ReportFactory(period="2026-12", edition=edition, **december)
    ballot = {"first_day": date(2026, 6, 1), "next_day": date(2027, 6, 1), "election": "x"}
    ReportFactory(kind="election", period="election-x", **ballot)

    found = issued.of_year(2026)

    assert [each.newest.period for each in found] == ["2026-12", "2026-12-fr", "2026-Q4"]
    assert [each.edition for each in (found[0].newest, *found[0].earlier)] == [2, 1]
    assert issued.years() == [2027, 2026]
    assert [each.newest.period for each in issued.of_year(2027)] == ["election-x"]
    assert issued.of_year(2026, ReportKind.ELECTION) == issued.of_year(9999) == []
    latest = issued.latest()
    assert latest is not None
    assert latest.period == "election-x"
