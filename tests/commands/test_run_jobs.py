"""`run_jobs`: the worker takes up what waits and publishes what is due."""

import threading

import pytest
from django.db import connection, transaction

from incidents import jobs
from incidents.models import Publication
from tests import scenes
from tests.actions.test_planned import due, make_approved
from tests.commands.running import run


@pytest.mark.django_db(transaction=True)
def test_a_job_that_waits_is_taken_up_and_what_is_due_is_public() -> None:
    staff = scenes.team()
    with transaction.atomic():
        due(make_approved(staff), staff)
    jobs.publish_due.defer(timestamp=0)  # type: ignore[call-arg]

    def work() -> None:  # the worker has an event loop of its own
        try:
            assert run("run_jobs", "--once").status == 0
        finally:
            connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    worker.join(60)

    assert Publication.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == (0,)
