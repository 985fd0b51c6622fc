"""`run_jobs`: the worker takes up what waits, publishes what is due, and lets nothing that is due
wait for what takes long."""

import threading
from collections.abc import Callable, Iterator
from time import monotonic, sleep

import pytest
from django.db import connection, transaction

from incidents import jobs, report_jobs
from incidents.actions import report_run
from incidents.models import Publication
from tests import scenes
from tests.actions.test_planned import due, make_approved
from tests.commands.running import run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker() -> Iterator[Callable[[], None]]:
    """Lets a worker take up what waits; it has an event loop of its own."""

    def work() -> None:
        try:
            assert run("run_jobs", "--once").status == 0
        finally:
            connection.close()

    def start() -> None:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join(60)

    staff = scenes.team()
    with transaction.atomic():
        due(make_approved(staff), staff)
    yield start
    with connection.cursor() as cursor:
        # Those of a minute that began meanwhile wait.
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status <> 'todo'")
        assert cursor.fetchone() == (0,)


def test_a_job_that_waits_is_taken_up_and_what_is_due_is_public(
    worker: Callable[[], None],
) -> None:
    jobs.publish_due.defer(timestamp=0)  # type: ignore[call-arg]

    worker()

    assert Publication.objects.count() == 1


def test_what_is_due_does_not_wait_for_a_closing(
    worker: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = list[bool]()

    def close(*, run: int) -> None:
        """Takes until something is published."""
        end = monotonic() + 20
        while not Publication.objects.exists() and monotonic() < end:
            sleep(0.05)
        seen.append(Publication.objects.exists())

    monkeypatch.setattr(report_run, "carry_out", close)
    report_jobs.close_report.defer(run=0)
    jobs.publish_due.defer(timestamp=0)  # type: ignore[call-arg]

    worker()

    assert seen == [True]
