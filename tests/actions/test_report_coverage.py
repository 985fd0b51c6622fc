"""Reports of a quarter, of a jurisdiction, of an election: what is in, and what is left out."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from incidents.actions import publication, report
from incidents.actions.report import ReportError
from incidents.codes import ReportKind, Scheme
from incidents.coverage import CoverageError
from incidents.models import Term
from incidents.reports.in_lists import in_lists
from tests import scenes
from tests.factories import (
    AT,
    ElectionFactory,
    ElectionRoundFactory,
    JurisdictionFactory,
    ReportFactory,
    TermFactory,
    ended,
)
from tests.once import fresh, made_once
from tests.scenes import Team

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 11, 20, 12, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 7, 9, tzinfo=UTC)


def built(key: str) -> dict[str, Any]:
    return report.build(report.coverage_of(key), at=NOW)


def references(snapshot: dict[str, Any]) -> list[str]:
    return [each["reference"] for each in snapshot["incidents"]]


def withdraw(incident: Any, staff: Team) -> None:
    privacy: Term = TermFactory(scheme=Scheme.CORRECTION_CLASS, code="privacy")
    publication.withdraw(
        incident=incident, by=staff.publisher, reason_class=privacy, reason="Non.", at=OCTOBER
    )


@pytest.fixture(scope="module")
def first_published(first_team: Team, django_db_blocker: Any) -> Iterator[None]:
    """Made once for the tests that only read it."""
    staff = fresh(first_team)
    with made_once(django_db_blocker):
        vote = ElectionFactory(slug="vote-2027", name_fr="Le vote", name_en="The vote")
        ElectionRoundFactory(election=vote, on=date(2027, 4, 11))
        france = JurisdictionFactory(code="FR", name_fr="France", name_en="France")
        gone = scenes.simple(staff, jurisdiction=france)
        told = [scenes.simple(staff, election=vote), scenes.simple(staff, jurisdiction=france)]
        for incident in (*told, gone):
            scenes.publish(incident, staff, at=AT)
        scenes.publish(scenes.simple(staff), staff, at=OCTOBER)
        withdraw(gone, staff)
        ended()
        yield


@pytest.fixture
def published(first_published: None, db: None) -> None:
    """In September one of XV and its election, one of FR and one withdrawn of FR; one in October
    of XV."""


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("key", "expected", "changes"),
    [
        ("2026-09", ["INC-2026-0001", "INC-2026-0002"], ["INC-2026-0003"]),
        ("2026-Q3", ["INC-2026-0001", "INC-2026-0002"], ["INC-2026-0003"]),
        ("2026-Q4", ["INC-2026-0004"], ["INC-2026-0003"]),
        ("2026-09-fr", ["INC-2026-0002"], ["INC-2026-0003"]),
        ("2026-09-xv", ["INC-2026-0001"], []),
        ("2026-Q4-xv", ["INC-2026-0004"], []),
        ("2026-09-election-vote-2027", ["INC-2026-0001"], []),
        ("election-vote-2027", ["INC-2026-0001"], []),
    ],
)
def test_a_part_holds_its_incidents_and_their_changes(
    key: str, expected: list[str], changes: list[str]
) -> None:
    made = built(key)
    assert references(made) == expected
    assert [each["reference"] for each in made["changes"]] == changes
    assert made["period"] == key


@pytest.mark.usefixtures("published")
def test_an_election_runs_from_a_year_before_to_the_month_after() -> None:
    made = built("election-vote-2027")
    assert (made["first_day"], made["next_day"]) == ("2026-04-01", "2027-06-01")
    assert made["election"] == {"slug": "vote-2027", "name": {"fr": "Le vote", "en": "The vote"}}
    listed = in_lists(made)
    assert listed["about"] == {"fr": "Le vote", "en": "The vote"}
    assert (listed["incidents"], listed["changes"]) == (1, 0)
    assert "1 incident" in listed["en"][0][1]


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("2026-09-zy", "no jurisdiction has the code “ZY”"),
        ("2026-09-election-nothing", "no published incident touches an election “nothing”"),
        ("election-nothing", "no published incident touches an election “nothing”"),
    ],
)
def test_a_part_that_nobody_knows_is_named(key: str, message: str) -> None:
    with pytest.raises(ReportError, match=message):
        report.coverage_of(key)


def test_an_issued_report_keeps_its_days_though_nothing_public_touches_its_election_now() -> None:
    first, end = date(2025, 4, 1), date(2026, 6, 1)
    about = {"election": "gone-2026", "first_day": first, "next_day": end}
    ReportFactory(kind=ReportKind.ELECTION, period="election-gone-2026", **about)
    april = {"first_day": date(2026, 4, 1), "next_day": date(2026, 5, 1)}
    ReportFactory(period="2026-04-election-gone-2026", **about | april)

    whole = report.coverage_of("election-gone-2026")
    part = report.coverage_of("2026-04-election-gone-2026")

    assert (whole.key, whole.first_day, whole.next_day) == ("election-gone-2026", first, end)
    assert (part.key, part.election) == ("2026-04-election-gone-2026", "gone-2026")


def test_an_election_without_voting_day_has_no_report(staff: Team) -> None:
    scenes.publish(scenes.simple(staff, election=ElectionFactory(slug="undated")), staff, at=AT)
    with pytest.raises(CoverageError, match="no voting day of the election “undated” is public"):
        report.coverage_of("election-undated")


@pytest.mark.usefixtures("published")
def test_whole_and_part_are_issued_beside_one_another(
    staff: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "render", lambda *_args: ())
    made = [
        report.close(report.coverage_of(key), by=staff.publisher, at=NOW)[0]
        for key in ("2026-09", "2026-09-fr", "2026-Q3")
    ]
    assert [(each.kind, each.period, each.edition, each.jurisdiction) for each in made] == [
        ("month", "2026-09", 1, ""),
        ("month", "2026-09-fr", 1, "FR"),
        ("quarter", "2026-Q3", 1, ""),
    ]
    assert made[1].title.endswith(", France")
