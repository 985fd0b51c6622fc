"""What happens without anybody asking: jobs, run by a worker beside the web server.

They are rows of our own database: a job is asked for in the transaction of the change that needs
it, and needs no other service (docs/adr/0012).
"""

import logging
from datetime import UTC, datetime, timedelta

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinatePeriodicDefer

from incidents.actions import clock, planned
from incidents.recorded import context

logger = logging.getLogger(__name__)

PUBLISH_DUE = "publish_due"
SILENT_AFTER = timedelta(minutes=5)
"""A worker that did not take up the job of each minute for so long does not run."""


@app.periodic(cron="* * * * *")
@app.task(name=PUBLISH_DUE, queueing_lock=PUBLISH_DUE)
def publish_due(timestamp: int) -> None:
    """Each minute: publish what is due. Two at once do no harm (``actions/planned.py``); one that
    waits already is enough."""
    with context(door=f"job {PUBLISH_DUE}"):
        tried = list(planned.publish_due())
    if tried:
        logger.info("planned publications", extra={"event": PUBLISH_DUE, "count": len(tried)})


def last_taken_up() -> datetime | None:
    """When a worker last took up the job of each minute; None where none ever has."""
    found = ProcrastinatePeriodicDefer.objects.filter(task_name=PUBLISH_DUE)
    last = found.order_by("-defer_timestamp").values_list("defer_timestamp", flat=True).first()
    return None if last is None else datetime.fromtimestamp(last, UTC)


def worker_is_silent() -> bool:
    """Whether nothing planned would happen now, by the database's clock."""
    last = last_taken_up()
    return last is None or clock.now() - last > SILENT_AFTER
