"""What a snapshot says of what came before: the edition that ended where it begins, and the texts
that its changes replaced."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.actions import report, report_withdrawal
from incidents.codes import Scheme
from incidents.models import Incident, Report, Term
from incidents.reports.render import Volume
from tests import scenes
from tests.factories import AT, TermFactory
from tests.scenes import Team

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not what a report looks like, for speed."""
    monkeypatch.setattr(report, "render", lambda *_all: (Volume(1, b"%PDF", 1),))


def closed(key: str, staff: Team) -> Report:
    return report.close(report.coverage_of(key), by=staff.publisher, at=NOW)[0]


def before(key: str) -> Any:
    return report.build(report.coverage_of(key), at=NOW)["previous"]


def test_the_edition_before_is_of_the_same_kind_and_ended_where_this_begins(staff: Team) -> None:
    scenes.simple(staff)
    september = closed("2026-09", staff)

    assert before("2026-10") == {
        "kind": "month",
        "period": "2026-09",
        "first_day": "2026-09-01",
        "next_day": "2026-10-01",
        "edition": 1,
        "digest": september.digest,
        "issued_at": NOW.isoformat(),
    }
    assert [before(key) for key in ("2026-09", "2026-11", "2026-Q4", "2026-10-xv")] == [None] * 4


def test_an_edition_that_is_withdrawn_or_was_not_issued_yet_is_not_named(staff: Team) -> None:
    september = closed("2026-09", staff)
    october = report.coverage_of("2026-10")
    earlier = NOW - timedelta(days=1)
    assert report.build(october, at=earlier)["previous"] is None

    report_withdrawal.withdraw(
        report=september,
        by=staff.publisher,
        reason_class=TermFactory(scheme=Scheme.CORRECTION_CLASS, code="legal"),
        reason="Une demande.",
        at=NOW,
    )
    assert before("2026-10") is None


def corrected(staff: Team, code: str) -> Incident:
    """Published in September, its title corrected the day after."""
    incident = scenes.simple(staff, title_fr="Le nom de Paul Rocquemare")
    scenes.publish(incident, staff, at=AT)
    fresh = scenes.edited(incident, staff, "Le nom d’un passant")
    kind: Term = TermFactory(scheme=Scheme.CORRECTION_CLASS, code=code)
    said = {"kind": "correction", "correction_class": kind, "notice_fr": "Le titre."}
    scenes.publish(fresh, staff, at=AT + timedelta(days=1), **said)
    return fresh


def texts(snapshot: dict[str, Any]) -> list[Any]:
    return [change["texts"] for change in snapshot["changes"]]


def test_a_correction_holds_the_text_before_and_since(staff: Team) -> None:
    corrected(staff, "factual")
    (told,) = texts(report.build(report.coverage_of("2026-09"), at=NOW))

    assert [each["field"] for each in told] == ["title"]
    assert told[0]["old"]["fr"] == "Le nom de Paul Rocquemare"
    assert told[0]["new"]["fr"] == "Le nom d’un passant"


def test_what_a_correction_protects_is_not_repeated(staff: Team) -> None:
    corrected(staff, "privacy")
    made = report.build(report.coverage_of("2026-09"), at=NOW)

    assert texts(made) == [[]]
    assert "Rocquemare" not in str(made)


def test_the_texts_of_three_changes_cost_what_those_of_one_cost(staff: Team) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            report.build(report.coverage_of("2026-09"), at=NOW)
        return len(captured)

    incident = scenes.simple(staff)
    scenes.publish(incident, staff, at=AT)
    scenes.retitled(incident, staff, at=AT + timedelta(days=1))
    one = queries()
    for number in (2, 3):
        scenes.retitled(incident, staff, at=AT + timedelta(days=number), title=f"Titre {number}")
    assert queries() == one
