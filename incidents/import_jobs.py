"""Asking the worker to carry out or undo an import, and how that stands."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import Task

from incidents.actions import clock
from incidents.actions.permission import check_may
from incidents.jobs import (
    ALIVE,
    CARRY_OUT_IMPORT,
    UNDO_IMPORT,
    carry_out_import,
    undo_import,
    worker_is_silent,
)
from incidents.models import Import, ImportProgress
from incidents.models.base import Person

TASKS = (CARRY_OUT_IMPORT, UNDO_IMPORT)
OPEN = ("todo", "doing")


@dataclass(frozen=True)
class Standing:
    """A job for an import. ``running``: a worker has it; ``lost``: the worker that had it is gone,
    and with it all that it wrote; ``failed``: it ended with an error that nobody foresaw.

    ``silent``: it waits, and no worker takes up anything. ``progress`` is there while it runs for
    longer than a moment.
    """

    undoing: bool
    running: bool
    lost: bool
    failed: bool
    silent: bool
    progress: ImportProgress | None

    @property
    def is_open(self) -> bool:
        """Whether there is something to wait for."""
        return not self.lost and not self.failed


def ask_to_carry_out(*, batch: Import, by: Person) -> bool:
    """False where it is asked for already. Raises NotAllowed."""
    check_may(by, "add_import")
    return _ask(carry_out_import, batch, by=by.pk)


def ask_to_undo(*, batch: Import, by: Person, reason: str) -> bool:
    """False where it is asked for already. Raises NotAllowed."""
    check_may(by, "delete_import")
    return _ask(undo_import, batch, by=by.pk, reason=reason)


def _ask(task: Task[Any, Any, Any], batch: Import, **given: Any) -> bool:
    """One that waits or runs is enough; of two who ask at the same moment, both jobs would see that
    the second has nothing to do."""
    known = standing(batch)
    if known is not None and known.is_open:
        return False
    once = task.configure(queueing_lock=f"import {batch.pk}")
    try:
        with transaction.atomic():
            once.defer(batch=batch.pk, **given)
    except AlreadyEnqueued:
        return False
    return True


def standing(batch: Import) -> Standing | None:
    """The job last asked for that is not done; None where there is none. Up to four queries."""
    jobs = ProcrastinateJob.objects.filter(task_name__in=TASKS, args__batch=batch.pk)
    job = jobs.select_related("worker").exclude(status="succeeded").order_by("-pk").first()
    if job is None:
        return None
    running = job.status == "doing"
    gone = job.worker is None or clock.now() - job.worker.last_heartbeat > ALIVE
    return Standing(
        undoing=job.task_name == UNDO_IMPORT,
        running=running and not gone,
        lost=running and gone,
        failed=job.status not in OPEN,
        silent=job.status == "todo" and worker_is_silent(),
        progress=ImportProgress.objects.filter(batch_key=batch.pk).first() if running else None,
    )
