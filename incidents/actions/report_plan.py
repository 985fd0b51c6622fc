"""Closing a period at a moment: planned by a publisher, cancelled, and handed to the worker when it
is due, by the database's clock, as if its publisher had asked for it then."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from incidents.actions import clock
from incidents.actions.permission import check_may
from incidents.actions.report_part import ReportError, coverage_of, newest
from incidents.codes import ReportPlanState
from incidents.coverage import Coverage
from incidents.filters.periods import midnight
from incidents.input_error import InputError, gettext_noop
from incidents.labels import said
from incidents.models import PlannedReport
from incidents.models.base import Person
from incidents.models.report_run import FARTHEST
from incidents.recorded import context, recorded

Ask = Callable[..., Any]
"""Has the worker close a period: ``report_jobs.ask``."""
CATCHES_UP = timedelta(minutes=1)
"""So soon after another comes the closing of a period that is over due already."""


@recorded
def plan(
    *, coverage: Coverage, due_at: datetime, by: Person, annexes: bool = True, repeats: bool = False
) -> PlannedReport:
    """Raises NotAllowed; ReportError for a moment that is past, too far ahead or before the end of
    the period, and where the period is issued or planned already."""
    check_may(by, "close_report")
    now = clock.now()
    _check_moment(coverage, due_at, now)
    if repeats and coverage.next() is None:
        raise ReportError(gettext_noop("an election has no period after it"))
    if newest(coverage) is not None:
        raise ReportError(gettext_noop("%(period)s is issued already"), period=coverage)
    waiting = PlannedReport.objects.filter(period=coverage.key, state=ReportPlanState.WAITING)
    if waiting.exists():
        raise ReportError(
            gettext_noop("the closing of %(period)s is planned already: cancel that plan first"),
            period=coverage,
        )
    return PlannedReport.objects.create(
        period=coverage.key,
        due_at=due_at,
        annexes=annexes,
        repeats=repeats,
        planned_by=by,
        planned_at=now,
    )


@recorded
def cancel(*, planned: PlannedReport, by: Person) -> None:
    """Raises NotAllowed, and ReportError where it ended already."""
    check_may(by, "close_report")
    found = _waiting(planned.pk)
    if found is None:
        raise ReportError(gettext_noop("this closing is no longer planned"))
    _end(found, ReportPlanState.CANCELLED, by=by)


def due() -> list[int]:
    """The keys of the plans whose moment has come, in the order of the moments."""
    found = PlannedReport.objects.filter(state=ReportPlanState.WAITING, due_at__lte=clock.now())
    return list(found.order_by("due_at", "pk").values_list("pk", flat=True))


def take_up(pk: int, ask: Ask) -> PlannedReport | None:
    """One plan that is due: handed over, and the next planned, or stopped, in one transaction. None
    where somebody else ended it meanwhile."""
    with transaction.atomic():
        planned = _waiting(pk)
        if planned is None:
            return None
        with context(by=planned.planned_by):
            try:
                with transaction.atomic():
                    _hand_over(planned, ask)
            except InputError as refusal:
                _end(planned, ReportPlanState.STOPPED, reason=refusal)
        return planned


def _hand_over(planned: PlannedReport, ask: Ask) -> None:
    """Whoever planned it must be a publisher now. Of a period that is closed already, or that
    somebody is closing, nothing is left to do."""
    coverage = coverage_of(planned.period)
    check_may(planned.planned_by, "close_report")
    ask(coverage=coverage, by=planned.planned_by, annexes=planned.annexes, plan=planned)
    _end(planned, ReportPlanState.ASKED)
    after = coverage.next()
    if planned.repeats and after is not None:
        _plan_next(planned, coverage, after)


def _plan_next(planned: PlannedReport, coverage: Coverage, after: Coverage) -> None:
    """As long after the end of its period, at the same hour in Paris."""
    waiting = PlannedReport.objects.filter(period=after.key, state=ReportPlanState.WAITING)
    if waiting.exists() or newest(after) is not None:
        return
    local, now = timezone.localtime(planned.due_at), clock.now()
    day = after.next_day + (local.date() - coverage.next_day)
    due_at = timezone.make_aware(datetime.combine(day, local.time()))
    PlannedReport.objects.create(
        period=after.key,
        due_at=max(due_at, now + CATCHES_UP),
        annexes=planned.annexes,
        repeats=True,
        planned_by=planned.planned_by,
        planned_at=now,
    )


def _waiting(pk: int) -> PlannedReport | None:
    found = PlannedReport.objects.select_for_update(of=("self",)).select_related("planned_by")
    return found.filter(pk=pk, state=ReportPlanState.WAITING).first()


def _end(
    planned: PlannedReport,
    state: ReportPlanState,
    *,
    by: Person = None,
    reason: InputError | None = None,
) -> None:
    planned.state, planned.ended_at, planned.ended_by = state, clock.now(), by
    if reason is not None:
        planned.reason_fr, planned.reason_en = said(reason, "fr"), said(reason, "en")
    planned.save(update_fields=["state", "ended_at", "ended_by", "reason_fr", "reason_en"])


def _check_moment(coverage: Coverage, due_at: datetime, now: datetime) -> None:
    ended_at = midnight(coverage.next_day)
    at = timezone.localtime(due_at)
    if due_at <= now:
        raise ReportError(gettext_noop("%(at)s is past: choose a moment to come"), at=at)
    if due_at < ended_at:
        raise ReportError(
            gettext_noop("%(period)s runs until %(day)s: choose a moment after that day"),
            period=coverage,
            day=coverage.last_day,
        )
    if due_at > now + FARTHEST:
        raise ReportError(gettext_noop("%(at)s is more than two years ahead"), at=at)
