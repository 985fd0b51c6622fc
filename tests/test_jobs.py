"""Jobs: one each minute, in the name of its door; and whether a worker takes them up."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app

from incidents import jobs
from incidents.actions import clock
from incidents.models import AuditEntry, Publication
from tests import scenes
from tests.actions.test_planned import due, make_approved

pytestmark = pytest.mark.django_db


def taken_up(ago: timedelta) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)"
            " VALUES (%s, '', %s)",
            [jobs.PUBLISH_DUE, int((clock.now() - ago).timestamp())],
        )


def test_what_is_due_is_published_each_minute() -> None:
    (periodic,) = [
        each for each in app.periodic_registry.periodic_tasks.values() if each.cron == "* * * * *"
    ]

    assert periodic.task.name == "publish_due"
    assert periodic.task.queueing_lock == "publish_due"


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
