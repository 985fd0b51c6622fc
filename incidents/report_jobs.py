"""Closing periods: the jobs that do it, asking for one, and how one stands."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from incidents.actions import clock, report_plan, report_run
from incidents.actions.permission import check_may
from incidents.coverage import Coverage
from incidents.jobs import ALIVE, LONG, door, rests_in_read_only_mode, worker_is_silent
from incidents.models import PlannedReport, ReportRun
from incidents.models.base import Person
from incidents.models.report_run import OPEN

logger = logging.getLogger(__name__)

CLOSE_REPORT = "close_report"
CLOSE_DUE = "close_due"


@app.task(name=CLOSE_REPORT, queue=LONG)
@rests_in_read_only_mode
def close_report(run: int) -> None:
    """Once asked for: the next edition of a period, whole or not at all. A run is the job of one
    period at a time: the database holds it (``period_is_closed_once_at_a_time``)."""
    with door(CLOSE_REPORT):
        report_run.carry_out(run=run)


@app.periodic(cron="* * * * *")
@app.task(name=CLOSE_DUE, queueing_lock=CLOSE_DUE)
@rests_in_read_only_mode
def close_due(timestamp: int) -> None:
    """Each minute: hand the closings that are due to the worker of what takes long. One that fails
    for a reason of ours stays due, and keeps no other from being done. The words of runs that are
    lost are forgotten."""
    with door(CLOSE_DUE):
        for run in ReportRun.objects.filter(state__in=OPEN).exclude(values=[]):
            if standing(run).lost:
                report_run.forget_words(run=run)
        for pk in report_plan.due():
            try:
                report_plan.take_up(pk, ask)
            except Exception:
                logger.exception("a planned closing failed", extra={"event": CLOSE_DUE})


@dataclass(frozen=True)
class Standing:
    """A run as whoever watches it has it. ``lost``: the worker that had it is gone, and with it all
    that it made; ``silent``: it waits, and no worker takes up anything."""

    run: ReportRun
    lost: bool = False
    silent: bool = False

    @property
    def is_open(self) -> bool:
        """Whether there is something to wait for."""
        return self.run.is_open and not self.lost


def ask(
    *,
    coverage: Coverage,
    by: Person,
    annexes: bool = True,
    redacting: bool = False,
    values: Sequence[str] = (),
    plan: PlannedReport | None = None,
) -> tuple[ReportRun, bool]:
    """Have the worker issue the next edition: the run, and whether it is new; not, while one of the
    period waits or runs. One whose worker is gone is ended first. Raises NotAllowed."""
    check_may(by, "close_report")
    with transaction.atomic():
        known = open_run(coverage.key)
        if known is not None:
            if standing(known).is_open:
                return known, False
            report_run.settle(run=known)
        made, new = report_run.begin(
            coverage=coverage, by=by, annexes=annexes, redacting=redacting, values=values, plan=plan
        )
        if new:
            close_report.defer(run=made.pk)
    return made, new


def open_run(period: str) -> ReportRun | None:
    """The run of a period that waits, runs or is lost."""
    return ReportRun.objects.filter(period=period, state__in=OPEN).first()


def standing(run: ReportRun) -> Standing:
    """Up to three queries; none of one that ended."""
    if not run.is_open:
        return Standing(run)
    jobs: Any = ProcrastinateJob.objects.filter(task_name=CLOSE_REPORT, args__run=run.pk)
    found = jobs.select_related("worker").order_by("-pk").first()
    if found is None or found.status not in ("todo", "doing"):
        return Standing(run, lost=not _ended_meanwhile(run))
    if found.status == "todo":
        return Standing(run, silent=worker_is_silent())
    worker = found.worker
    return Standing(run, lost=worker is None or clock.now() - worker.last_heartbeat > ALIVE)


def _ended_meanwhile(run: ReportRun) -> bool:
    """Whether it ended between the reading of it and that of its job."""
    run.refresh_from_db()
    return not run.is_open
