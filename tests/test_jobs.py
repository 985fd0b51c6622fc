"""Jobs: what is due each minute and the audit's head each day, in the name of their door; whether a
worker takes them up, and which failed."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app
from pytest_django import Settings

from incidents import jobs
from incidents.actions import clock
from incidents.actions.audit import AuditAlteredError
from incidents.models import AuditEntry, AuditHead, Publication, Subscription
from tests import scenes
from tests.actions.test_planned import due, make_approved
from tests.audit.stored import chained
from tests.factories import AT, AuditHeadFactory, SubscriptionFactory, TagFactory

pytestmark = pytest.mark.django_db


def taken_up(ago: timedelta) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)"
            " VALUES (%s, '', %s)",
            [jobs.PUBLISH_DUE, int((clock.now() - ago).timestamp())],
        )


EACH = "* * * * *"


def test_what_is_due_is_published_each_minute() -> None:
    app.perform_import_paths()
    each_minute = [
        each.task for each in app.periodic_registry.periodic_tasks.values() if each.cron == EACH
    ]

    assert {task.name for task in each_minute} == {"publish_due", "close_due"}
    assert all(task.queueing_lock == task.name for task in each_minute)
    assert {task.queue for task in each_minute} == {"default"}


def test_the_audit_names_the_job_as_the_door_and_its_publisher() -> None:
    staff = scenes.team()
    due(make_approved(staff), staff)

    jobs.publish_due(0)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    entry = AuditEntry.objects.get(table_name="incidents_publication")
    assert (entry.person, entry.way) == (staff.publisher.pk, "job publish_due")
    assert Publication.objects.count() == 1


def test_sessions_that_ended_go_and_the_others_stay() -> None:
    kept, ended = SessionStore(), SessionStore()
    kept.save()
    ended.set_expiry(-1)
    ended.save()

    jobs.clear_sessions(0)

    assert list(Session.objects.values_list("pk", flat=True)) == [kept.session_key]


def written() -> None:
    TagFactory()
    chained()


def test_a_day_has_one_head_and_a_chain_that_has_not_grown_keeps_its_own() -> None:
    written()
    AuditHeadFactory(made_at=clock.now() - timedelta(days=1))

    jobs.anchor_audit(0)
    assert AuditHead.objects.count() == 1
    written()
    jobs.anchor_audit(0)
    made = AuditHead.objects.first()
    written()
    jobs.anchor_audit(0)

    assert AuditHead.objects.count() == 2
    assert AuditHead.objects.first() == made


def test_it_is_looked_at_each_hour_one_at_a_time() -> None:
    (periodic,) = [
        each for each in app.periodic_registry.periodic_tasks.values() if each.cron == "10 * * * *"
    ]

    assert periodic.task.name == periodic.task.lock == "anchor_audit"


def test_the_head_of_the_day_is_written_out_again_where_its_file_is_missing(
    tmp_path: Path, settings: Settings
) -> None:
    settings.AUDIT_HEADS_DIR = str(tmp_path)
    written()
    jobs.anchor_audit(0)
    (file,) = tmp_path.iterdir()
    file.unlink()

    jobs.anchor_audit(0)

    assert file.exists()


def test_without_authority_and_folder_the_head_is_kept_and_said_to_be_unstamped(
    caplog: pytest.LogCaptureFixture,
) -> None:
    written()

    with caplog.at_level(logging.INFO):
        jobs.anchor_audit(0)

    assert AuditHead.objects.count() == 1
    assert "unstamped since 20" in caplog.text


def test_what_failed_is_logged_and_told_until_it_succeeds(
    client: Client, tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    taken_up(timedelta(minutes=1))
    (tmp_path / "file").touch()
    settings.AUDIT_HEADS_DIR = str(tmp_path / "file")
    written()

    with pytest.raises(jobs.NotAnchored):
        jobs.anchor_audit(0)
    with connection.cursor() as cursor:  # as the worker leaves it
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status)"
            " VALUES ('default', 'anchor_audit', 'failed')"
        )

    assert AuditHead.objects.count() == 1
    assert f"anchor_audit: {tmp_path / 'file'}" in caplog.text
    answer = client.get("/health/jobs")
    assert (answer.status_code, answer.text) == (503, "failed, the log says why: anchor_audit\n")
    settings.AUDIT_HEADS_DIR = str(tmp_path / "folder")
    jobs.anchor_audit(0)
    assert client.get("/health/jobs").status_code == 200


def test_of_an_altered_chain_the_job_makes_no_head(caplog: pytest.LogCaptureFixture) -> None:
    written()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE incidents_auditentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE incidents_auditentry SET person = 7")

    with pytest.raises(AuditAlteredError):
        jobs.anchor_audit(0)

    assert AuditHead.objects.count() == 0
    assert "no head is made of an altered chain" in caplog.text


@pytest.mark.parametrize(
    ("ago", "status", "said"),
    [
        (None, 503, "no worker has run for 5 minutes (run: manage.py run_jobs)\n"),
        (timedelta(minutes=6), 503, "no worker has run for 5 minutes"),
        (timedelta(minutes=4), 200, "running\n"),
    ],
)
def test_it_is_told_when_no_worker_runs_and_the_site_is_ready_all_the_same(
    client: Client, ago: timedelta | None, status: int, said: str
) -> None:
    if ago is not None:
        taken_up(ago)

    answer = client.get("/health/jobs")

    assert (answer.status_code, answer.text[: len(said)]) == (status, said)
    assert client.get("/health/ready").status_code == 200


@pytest.mark.parametrize(
    ("sign", "tables", "taken", "status", "said"),
    [
        (timedelta(seconds=20), timedelta(minutes=4), False, 200, "starting\n"),
        (timedelta(seconds=40), timedelta(minutes=4), False, 503, "no worker has run"),
        (timedelta(seconds=20), timedelta(minutes=6), False, 503, "no worker has run"),
        (timedelta(seconds=20), timedelta(minutes=4), True, 503, "no worker has run"),
    ],
)
def test_the_first_worker_of_a_new_site_is_given_its_first_minutes(
    client: Client, sign: timedelta, tables: timedelta, taken: bool, status: int, said: str
) -> None:
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE django_migrations SET applied = %s WHERE app = 'procrastinate'", [now - tables]
        )
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [now - sign]
        )
    if taken:
        taken_up(timedelta(minutes=6))

    answer = client.get("/health/jobs")

    assert (answer.status_code, answer.text[: len(said)]) == (status, said)
    assert jobs.worker_is_silent() is (status == 503)


def test_each_hour_what_is_due_is_mailed_and_what_nobody_confirmed_is_forgotten(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT.replace(day=17))
    caplog.set_level(logging.INFO)
    SubscriptionFactory()
    kept = SubscriptionFactory(confirmed=True)

    jobs.send_digests(0)

    assert Subscription.objects.get() == kept
    assert "digests: nothing new" in caplog.text


def test_without_mail_the_jobs_of_mail_have_nothing_to_do(settings: Settings) -> None:
    settings.MAILS = False
    SubscriptionFactory(asked_at=clock.now())

    jobs.send_digests(0)
    jobs.mail_asked(0)

    assert Subscription.objects.get().mailed_at is None


def test_a_link_is_asked_for_once_however_many_wait() -> None:
    jobs.ask_to_mail()
    jobs.ask_to_mail()

    assert jobs.is_asked(jobs.MAIL_ASKED)
