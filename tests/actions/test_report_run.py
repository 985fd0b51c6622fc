"""Runs: carried out once, in the name of whoever asked; ended with the edition or with words, and
what the machine could not do once is done by the next try."""

import errno
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection

from incidents import report_jobs
from incidents.actions import clock, report, report_run
from incidents.actions.report_log import FIRST_LINES, LONGEST_LOG, Log
from incidents.canonical import digest
from incidents.codes import RunState, RunStep
from incidents.coverage import of_month
from incidents.dates import Month
from incidents.models import Report, ReportRun, StoredFile
from incidents.reconciled.outcome import LINE
from incidents.reports.pdf import ReportUnavailable
from incidents.reports.render import Volume
from tests import scenes
from tests.factories import AT, ReportFactory, ReportRunFactory
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

    def render(snapshot: Any, language: str, tell: Callable[[str], None]) -> tuple[Volume, ...]:
        tell("laying out the pages")
        return (Volume(1, f"%PDF {digest(snapshot)} {language}".encode(), 3),)

    monkeypatch.setattr(report, "render", render)


def breaking(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> Iterator[None]:
    """Rendering ends like this, in French, once the log has something."""

    def render(_snapshot: Any, _language: str, tell: Callable[[str], None]) -> Any:
        tell("laying out the pages")
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(report, "render", render)
        yield


def closed(staff: Team, **how: Any) -> ReportRun:
    """Asked for, and carried out as the worker does."""
    run, new = report_jobs.ask(coverage=SEPTEMBER, by=staff.publisher, **how)
    assert new
    report_run.carry_out(run=run.pk)
    run.refresh_from_db()
    return run


def test_a_run_issues_the_edition_and_says_how(staff: Team) -> None:
    scenes.publish(scenes.simple(staff), staff, at=AT)

    run = closed(staff, annexes=False)

    edition = Report.objects.get()
    assert (run.state, run.report, run.done) == (RunState.ISSUED, edition, 100)
    assert (edition.issued_by, edition.snapshot["annexes"]) == (staff.publisher, False)
    assert [line["said"] for line in run.log] == [
        "freezing what was public",
        "counting again: snapshot %(digest)s",
        LINE,
        "%(language)s: %(what)s",
        "%(language)s: %(what)s",
        "keeping the edition and its files",
        "Issued.",
    ]
    assert run.log[1]["with"] == {"digest": edition.digest}
    assert all(datetime.fromisoformat(line["at"]).tzinfo for line in run.log)


def test_a_period_that_is_closed_already_gives_its_edition(staff: Team) -> None:
    first, second = closed(staff), closed(staff)

    assert first.report == second.report
    assert [line["said"] for line in second.log] == ["It was issued already."]


def test_a_run_is_carried_out_once(staff: Team) -> None:
    run = closed(staff)

    report_run.carry_out(run=run.pk)

    assert ReportRun.objects.get().log == run.log


def test_of_two_who_ask_both_are_given_one_run(staff: Team) -> None:
    first = report_jobs.ask(coverage=SEPTEMBER, by=staff.publisher)
    second = report_jobs.ask(coverage=SEPTEMBER, by=staff.publisher)

    assert (first[1], second) == (True, (first[0], False))
    assert report_run.begin(coverage=SEPTEMBER, by=staff.publisher) == (first[0], False)


def test_what_stands_against_it_stops_it_in_both_languages(staff: Team) -> None:
    run, _new = report_jobs.ask(coverage=of_month(Month(2026, 11)), by=staff.publisher)

    report_run.carry_out(run=run.pk)

    run.refresh_from_db()
    assert run.state == RunState.STOPPED
    assert "November 2026 runs until 30 November 2026" in run.reason_en
    assert "ovembre 2026 court jusqu’au 30 novembre 2026" in run.reason_fr


def test_who_is_no_publisher_any_more_closes_nothing(staff: Team) -> None:
    run, _new = report_jobs.ask(coverage=SEPTEMBER, by=staff.publisher)
    staff.publisher.groups.clear()

    report_run.carry_out(run=run.pk)

    run.refresh_from_db()
    assert (run.state, Report.objects.exists()) == (RunState.STOPPED, False)
    assert "may not do this" in run.reason_en


FULL = psycopg.errors.DiskFull("could not extend file")


def of_database(cause: BaseException | None) -> OperationalError:
    error = OperationalError("gone")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No room was left for files"),
        (OSError(errno.EFBIG, "File too large"), "No room was left for files"),
        (OSError(errno.EACCES, "Permission denied"), "A file could not be read or written"),
        (ReportUnavailable("apt-get install pango"), "apt-get install pango"),
        (MemoryError(), "too little memory"),
        (of_database(None), "The database went away"),
        (of_database(FULL), "The database has no room left"),
        (KeyError("x"), "an error that nobody foresaw (KeyError)"),
    ],
)
def test_what_the_machine_could_not_do_is_said_and_the_next_try_does_it(
    staff: Team, error: BaseException, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenes.publish(scenes.simple(staff), staff, at=AT)
    kept = StoredFile.objects.count()
    run, _new = report_jobs.ask(coverage=SEPTEMBER, by=staff.publisher)

    for _broken in breaking(monkeypatch, error):
        with pytest.raises(report_run.Failed):
            report_run.carry_out(run=run.pk)

    run.refresh_from_db()
    assert (run.state, run.step, run.report) == (RunState.FAILED, RunStep.RENDERING, None)
    assert said in run.reason_en
    assert run.reason_fr != run.reason_en
    assert (Report.objects.count(), StoredFile.objects.count()) == (0, kept)
    frozen = run.log[1]["with"]["digest"]
    again = closed(staff)
    assert again.report is not None
    assert again.report.digest == frozen


def test_a_run_whose_worker_is_gone_is_lost_and_the_next_one_is_new(staff: Team) -> None:
    run, _new = report_jobs.ask(coverage=SEPTEMBER, by=staff.publisher)
    assert report_jobs.standing(run).is_open
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    ReportRun.objects.update(state=RunState.RUNNING)
    run.refresh_from_db()

    assert report_jobs.standing(run).lost
    again = closed(staff)

    run.refresh_from_db()
    assert (run.state, again.state) == (RunState.FAILED, RunState.ISSUED)
    assert "the worker that had it is gone" in run.reason_en


def test_a_run_that_was_lost_after_it_had_issued_is_one_that_issued(staff: Team) -> None:
    run = ReportRunFactory(period="2026-09", state=RunState.RUNNING)
    edition = ReportFactory(issued_at=AT + timedelta(hours=1))

    report_run.settle(run=run)

    run.refresh_from_db()
    assert (run.state, run.report) == (RunState.ISSUED, edition)


def test_a_log_stays_within_bounds_and_says_nothing_twice_in_a_row() -> None:
    log = Log(ReportRunFactory(state=RunState.RUNNING))

    for number in range(2 * LONGEST_LOG):
        log(RunStep.RENDERING, 50, f"{number} " + "x" * 1000)
        log(RunStep.RENDERING, 50, f"{number} " + "x" * 1000)

    assert len(log.lines) == LONGEST_LOG
    assert max(len(line["said"]) for line in log.lines) == 300
    assert [line["said"].split()[0] for line in log.lines[: FIRST_LINES + 1]][-2:] == ["19", "320"]
