"""A period closed by the worker: asked for, carried out in the name of whoever asked, and ended
with its edition, with what stands against it, or with what the machine could not do, in words.

Until the edition is issued, in one transaction at the end, nothing is kept but the run's log: one
that is killed on the way, or finds no room or no database, has issued nothing.
"""

import logging
from collections.abc import Sequence
from time import sleep
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models.functions import Now
from django.db.utils import IntegrityError

from incidents import labels
from incidents.actions import clock, report, report_withdrawal
from incidents.actions.report_log import Log, let_go
from incidents.actions.run_failure import failure
from incidents.codes import RunState
from incidents.coverage import Coverage
from incidents.input_error import InputError, gettext_noop
from incidents.models import PlannedReport, Report, ReportRun
from incidents.models.base import Person
from incidents.models.report_run import OPEN
from incidents.recorded import recorded
from incidents.reports.redacted import BLANK

logger = logging.getLogger(__name__)

TRIED_AFTER_S = (0, 1, 2, 4, 8, 15)
"""How an end is written while the database is away: so many seconds after the try before."""
LOST = gettext_noop(
    "the worker that had it is gone, and nothing of what it made was kept: ask for it again"
)


class Failed(Exception):
    """The machine could not do it: what is kept with the run says why."""


@recorded
def begin(
    *,
    coverage: Coverage,
    by: Person,
    annexes: bool = True,
    redacting: bool = False,
    values: Sequence[str] = (),
    plan: PlannedReport | None = None,
) -> tuple[ReportRun, bool]:
    """A run that waits for the worker, or the one of this period that waits or runs already: of two
    who ask at the same moment both are given one. Whether it is new."""
    waiting = ReportRun.objects.filter(period=coverage.key, state__in=OPEN)
    try:
        with transaction.atomic():
            return ReportRun.objects.create(
                period=coverage.key,
                annexes=annexes,
                redacting=redacting,
                values=list(values),
                plan=plan,
                asked_by=by,
                asked_at=clock.now(),
            ), True
    except IntegrityError:
        return waiting.get(), False


def carry_out(*, run: int) -> None:
    """Close the run's period. One that ended meanwhile, or that another worker has, is left alone.

    Raises Failed for what the machine could not do, so that the job fails too.
    """
    if not ReportRun.objects.filter(pk=run, state=RunState.WAITING).update(state=RunState.RUNNING):
        return
    found = ReportRun.objects.select_related("asked_by").get(pk=run)
    log = Log(found)
    try:
        made, created = _made(found, log)
    except InputError as refusal:
        log.say(gettext_noop("Stopped."))
        _end(log, RunState.STOPPED, reason=refusal)
    except Exception as error:
        let_go()
        why = failure(error)
        logger.exception("closing %s failed", found.period, extra={"event": "close_report"})
        log.say(gettext_noop("Failed. Nothing was issued."))
        _end(log, RunState.FAILED, reason=why)
        raise Failed(str(why)) from error
    else:
        log.say(gettext_noop("Issued.") if created else gettext_noop("It was issued already."))
        _end(log, RunState.ISSUED, made=made)


def _made(run: ReportRun, log: Log) -> tuple[Report, bool]:
    """By the database's clock."""
    coverage, at = report.coverage_of(run.period), clock.now()
    if run.redacting:
        made = report_withdrawal.reissue(
            coverage, by=run.asked_by, at=at, values=run.values, progress=log
        )
        return made, True
    return report.close(coverage, by=run.asked_by, at=at, annexes=run.annexes, progress=log)


@recorded
def settle(*, run: ReportRun) -> None:
    """End a run whose worker is gone: with its edition where that one was issued before the worker
    could say so."""
    log = Log(run)
    issued = Report.objects.filter(period=run.period, issued_at__gte=run.asked_at).first()
    if issued is not None:
        _ended(log, RunState.ISSUED, issued, None)
        return
    log.say(gettext_noop("Lost."))
    _ended(log, RunState.FAILED, None, InputError(LOST))


def _end(
    log: Log, state: RunState, *, made: Report | None = None, reason: InputError | None = None
) -> None:
    """Written again and again while the database is away; given up in the end, and then found to be
    lost by who looks."""
    for wait in TRIED_AFTER_S:
        sleep(wait)
        try:
            _ended(log, state, made, reason)
        except DatabaseError:
            let_go()
        else:
            return
    logger.error("the end of a run could not be written", extra={"event": "close_report"})


@recorded
def forget_words(*, run: ReportRun) -> None:
    """Of a run whose worker is gone and that nobody asked for again: its words may be a name."""
    ReportRun.objects.filter(pk=run.pk).update(values=[])


def _without(said: str, log: Log) -> str:
    """A reason is kept for good; the words that were to be taken out are not."""
    for value in log.run.values:
        said = said.replace(value, BLANK)
    return said


def _ended(log: Log, state: RunState, made: Report | None, reason: InputError | None) -> None:
    fr, en = (_without(labels.said(reason, each), log) if reason else "" for each in ("fr", "en"))
    ends: dict[str, Any] = {"state": state, "report": made}
    ends |= {"reason_fr": fr, "reason_en": en}
    if made is not None:
        ends["done"] = 100
    found = ReportRun.objects.filter(pk=log.run.pk, state__in=OPEN)
    found.update(**ends, values=[], log=log.lines, ended_at=Now())
