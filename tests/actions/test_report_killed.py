"""A closing that is killed, loses its database or finds no room has issued nothing, and the next
try issues what it would have issued. Transactions that really end."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from incidents import report_jobs
from incidents.actions import clock, report, report_run
from incidents.actions.stored_file import store
from incidents.canonical import digest
from incidents.codes import RunState
from incidents.coverage import of_month
from incidents.dates import Month
from incidents.models import Report, ReportRun, StoredFile
from incidents.reports.render import Volume
from tests.actions.test_importing_at_once import ROOT
from tests.factories import UserFactory
from tests.views.published import publish
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)
SEPTEMBER = of_month(Month(2026, 9))
Tell = Callable[[str], None]
WORKER = """
import os, signal
import django
django.setup()
from django.core.management import call_command
from incidents.actions import report

def render(snapshot, language, tell):
    if language == "en":
        os.kill(os.getpid(), signal.SIGKILL)
    return ()

report.render = render
call_command("run_jobs", "--once")
"""


@pytest.fixture
def publisher() -> Any:
    publish()
    return UserFactory(username="publisher", roles=[Role.PUBLISHER])


def drawn(snapshot: Any, language: str, tell: Tell) -> tuple[Volume, ...]:
    tell("laying out the pages")
    return (Volume(1, f"%PDF {digest(snapshot)} {language}".encode(), 3),)


def address() -> str:
    settings: dict[str, Any] = connection.settings_dict
    return os.environ["DATABASE_URL"].replace("/vigie?", f"/{settings['NAME']}?")


def end_connections() -> None:
    """Every connection to this database but the one that says so."""
    with psycopg.connect(address(), autocommit=True) as own:
        own.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def asked(publisher: Any) -> ReportRun:
    return report_jobs.ask(coverage=SEPTEMBER, by=publisher)[0]


def now(run: ReportRun) -> ReportRun:
    return ReportRun.objects.get(pk=run.pk)


def issues_the_same(run: ReportRun, publisher: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a run that failed had frozen, the next one issues."""
    monkeypatch.setattr(report, "render", drawn)
    again = asked(publisher)
    report_run.carry_out(run=again.pk)
    edition = Report.objects.get()
    assert now(again).report == edition
    assert edition.digest == now(run).log[1]["with"]["digest"]
    assert edition.files.count() == 2


def nothing_is_issued(files: int) -> bool:
    return not Report.objects.exists() and StoredFile.objects.count() == files


def test_a_worker_that_is_killed_while_it_lays_out_leaves_a_run_that_is_lost(
    publisher: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, run = StoredFile.objects.count(), asked(publisher)

    ended = subprocess.run(
        [sys.executable, "-c", WORKER],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address()},
        capture_output=True,
        check=False,
    )

    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    assert nothing_is_issued(files)
    assert now(run).state == RunState.RUNNING
    assert not report_jobs.standing(now(run)).lost
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'"
        )
    assert report_jobs.standing(now(run)).lost
    issues_the_same(run, publisher, monkeypatch)


def test_a_database_that_goes_while_pages_are_laid_out_and_comes_back_is_not_missed(
    publisher: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def render(snapshot: Any, language: str, tell: Tell) -> tuple[Volume, ...]:
        end_connections()
        return drawn(snapshot, language, tell)

    monkeypatch.setattr(report, "render", render)
    run = asked(publisher)

    report_run.carry_out(run=run.pk)

    assert now(run).state == RunState.ISSUED


def test_a_database_that_goes_while_files_are_kept_keeps_none(
    publisher: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = list[str]()

    def interrupted(content: bytes, media_type: str) -> StoredFile:
        kept.append(media_type)
        if len(kept) == 2:
            end_connections()
        return store(content, media_type)

    monkeypatch.setattr(report, "render", drawn)
    files, run = StoredFile.objects.count(), asked(publisher)

    with monkeypatch.context() as patch:
        patch.setattr(report, "store", interrupted)
        with pytest.raises(report_run.Failed, match="The database went away"):
            report_run.carry_out(run=run.pk)

    assert (now(run).state, len(kept)) == (RunState.FAILED, 2)
    assert "La base de données a disparu" in now(run).reason_fr
    assert nothing_is_issued(files)
    issues_the_same(run, publisher, monkeypatch)


def test_a_disk_without_room_is_said(publisher: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def render(_snapshot: Any, _language: str, _tell: Tell) -> Any:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        with tempfile.TemporaryDirectory() as folder:
            try:
                resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
                Path(folder, "report.pdf").write_bytes(b"x" * 5000)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, before)

    files, run = StoredFile.objects.count(), asked(publisher)

    with monkeypatch.context() as patch:
        patch.setattr(report, "render", render)
        with pytest.raises(report_run.Failed, match="No room was left for files"):
            report_run.carry_out(run=run.pk)

    assert nothing_is_issued(files)
    issues_the_same(run, publisher, monkeypatch)


def test_of_two_who_close_a_period_at_once_both_are_given_one_edition(
    publisher: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = threading.Barrier(2, timeout=20)
    found = list[tuple[Report, bool]]()

    def render(snapshot: Any, language: str, tell: Tell) -> tuple[Volume, ...]:
        if language == "en":
            both.wait()
        return drawn(snapshot, language, tell)

    def close() -> None:
        try:
            found.append(report.close(SEPTEMBER, by=publisher, at=clock.now()))
        finally:
            connection.close()

    monkeypatch.setattr(report, "render", render)
    workers = [threading.Thread(target=close) for _n in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)

    edition = Report.objects.get()
    assert [made for made, _new in found] == [edition, edition]
    assert sorted(new for _made, new in found) == [False, True]
    assert edition.files.count() == 2
