"""`run_jobs`: the worker takes up what waits, publishes what is due, and lets nothing that is due
wait for what takes long."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from time import monotonic, sleep

import pytest
from django.db import connection, transaction

from incidents import jobs, report_jobs
from incidents.actions import report_run
from incidents.management.commands.run_jobs import ask_to_end
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


def test_a_queue_that_is_asked_to_end_twice_waits_for_its_job() -> None:
    kept = list[str]()

    async def queue() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            await asyncio.sleep(0.01)
            kept.append("the end of its job")
            raise

    async def told_twice() -> None:
        work = asyncio.create_task(queue())
        for _time in range(2):
            await asyncio.sleep(0)
            ask_to_end([work])
        await asyncio.wait([work])
        assert work.cancelled()

    asyncio.run(told_twice())

    assert kept == ["the end of its job"]
