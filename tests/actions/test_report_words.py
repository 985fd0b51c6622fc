"""The words that a redacted edition leaves out may be a name: they are kept nowhere."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from incidents import report_jobs
from incidents.actions import clock, report, report_run, report_withdrawal
from incidents.canonical import digest
from incidents.codes import Scheme
from incidents.coverage import of_month
from incidents.dates import Month
from incidents.models import ReportRun
from incidents.reports.render import Volume
from tests import scenes
from tests.factories import AT, TermFactory
from tests.scenes import Team

pytestmark = pytest.mark.django_db
SEPTEMBER = of_month(Month(2026, 9))
NOVEMBER = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOVEMBER)


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not what a report looks like, for speed."""

    def render(snapshot: Any, language: str, _tell: Callable[[str], None]) -> tuple[Volume, ...]:
        return (Volume(1, f"%PDF {digest(snapshot)} {language}".encode(), 3),)

    monkeypatch.setattr(report, "render", render)


def closed(staff: Team, **how: Any) -> ReportRun:
    """Asked for, and carried out as the worker does."""
    run, _new = report_jobs.ask(coverage=SEPTEMBER, by=staff.publisher, **how)
    report_run.carry_out(run=run.pk)
    run.refresh_from_db()
    return run


def withdraw_edition(staff: Team) -> None:
    """The first edition, closed and withdrawn."""
    first = closed(staff).report
    assert first is not None
    privacy: Any = TermFactory(scheme=Scheme.CORRECTION_CLASS, code="privacy")
    report_withdrawal.withdraw(
        report=first, by=staff.publisher, reason_class=privacy, reason="Une demande.", at=NOVEMBER
    )


def test_a_redacted_edition_is_a_run_and_its_words_are_forgotten(staff: Team) -> None:
    incident = scenes.simple(staff, title_fr="Le visage volé de quelqu’un")
    scenes.publish(incident, staff, at=AT)
    withdraw_edition(staff)

    run = closed(staff, redacting=True, values=["quelqu’un"])

    assert run.report is not None
    assert (run.report.edition, run.values) == (2, [])
    assert "quelqu’un" not in str(run.report.snapshot["incidents"])


def test_words_that_are_not_in_the_report_are_not_kept_in_the_reason(staff: Team) -> None:
    scenes.publish(scenes.simple(staff), staff, at=AT)
    withdraw_edition(staff)

    run = closed(staff, redacting=True, values=["Paul Rocquemare"])

    assert "[…]” is not in the report" in run.reason_en
    assert "Rocquemare" not in str(vars(run))


def test_words_of_a_lost_run_are_forgotten_though_nobody_asks_again(staff: Team) -> None:
    how: Any = {"coverage": SEPTEMBER, "redacting": True, "values": ["Paul Rocquemare"]}
    run, _new = report_jobs.ask(by=staff.publisher, **how)
    report_jobs.close_due.func(timestamp=0)
    run.refresh_from_db()
    assert run.values == ["Paul Rocquemare"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")

    report_jobs.close_due.func(timestamp=0)

    run.refresh_from_db()
    assert run.values == []
