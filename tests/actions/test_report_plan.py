"""Planned closings: handed over when they are due, by the database's clock, in the name of whoever
planned them, and the next one planned."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from incidents import report_jobs
from incidents.actions import clock, report_plan
from incidents.actions.permission import NotAllowed
from incidents.actions.report_part import ReportError
from incidents.codes import ReportPlanState
from incidents.coverage import Coverage, of_election, of_month, of_quarter
from incidents.dates import Month
from incidents.models import AuditEntry, PlannedReport, ReportRun
from tests.audit.stored import chained
from tests.factories import PlannedReportFactory, ReportFactory, UserFactory
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db
OCTOBER = of_month(Month(2026, 10))
NOW = datetime(2026, 10, 20, 12, tzinfo=UTC)
DUE = datetime(2026, 11, 2, 5, tzinfo=UTC)  # 06:00 in Paris, after the clocks went back
ELECTION = of_election("mayors", [NOW.date()])


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the database's clock says; call it to set it."""
    said = [NOW]
    monkeypatch.setattr(clock, "now", lambda: said[0])

    def set_to(moment: datetime) -> None:
        said[0] = moment

    return set_to


@pytest.fixture
def publisher() -> Any:
    return UserFactory(roles=[Role.PUBLISHER])


def planned(publisher: Any, coverage: Coverage = OCTOBER, **how: Any) -> PlannedReport:
    return report_plan.plan(coverage=coverage, by=publisher, due_at=how.pop("due_at", DUE), **how)


def test_what_is_due_is_handed_to_the_worker_and_nothing_sooner(publisher: Any, now: Any) -> None:
    plan = planned(publisher, annexes=False)

    now(DUE - timedelta(seconds=1))
    report_jobs.close_due(0)
    assert not ReportRun.objects.exists()
    now(DUE)
    report_jobs.close_due(0)
    report_jobs.close_due(0)

    run = ReportRun.objects.get()
    assert (run.plan, run.period, run.asked_by, run.annexes) == (plan, "2026-10", publisher, False)
    plan.refresh_from_db()
    assert (plan.state, plan.ended_at) == (ReportPlanState.ASKED, DUE)
    assert PlannedReport.objects.count() == 1


def moment(year: int, month: int, day: int, hour: int) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("coverage", "due_at", "next_key", "next_due"),
    [
        # The same hour in Paris, though the clocks change in between.
        (of_month(Month(2027, 2)), moment(2027, 3, 2, 5), "2027-03", moment(2027, 4, 2, 4)),
        (of_month(Month(2026, 12)), moment(2027, 1, 5, 5), "2027-01", moment(2027, 2, 5, 5)),
        (of_quarter(2026, 4), moment(2027, 1, 3, 7), "2027-Q1", moment(2027, 4, 3, 6)),
    ],
)
def test_one_that_repeats_plans_the_next_period_as_long_after_its_end(
    publisher: Any,
    now: Any,
    coverage: Coverage,
    due_at: datetime,
    next_key: str,
    next_due: datetime,
) -> None:
    planned(publisher, coverage, due_at=due_at, repeats=True)

    now(due_at)
    report_jobs.close_due(0)

    following = PlannedReport.objects.get(state=ReportPlanState.WAITING)
    assert (following.period, following.repeats) == (next_key, True)
    assert following.due_at == next_due
    assert following.planned_by == publisher


def test_what_was_due_while_no_worker_ran_is_caught_up_one_after_the_other(
    publisher: Any, now: Any
) -> None:
    planned(publisher, repeats=True)

    now(DUE + timedelta(days=70))
    report_jobs.close_due(0)

    following = PlannedReport.objects.get(state=ReportPlanState.WAITING)
    assert (following.period, following.due_at) == (
        "2026-11",
        DUE + timedelta(days=70, minutes=1),
    )


def test_who_is_no_publisher_when_it_is_due_stops_it_in_words(publisher: Any, now: Any) -> None:
    plan = planned(publisher, repeats=True)
    publisher.groups.clear()

    now(DUE)
    report_jobs.close_due(0)

    plan.refresh_from_db()
    assert (plan.state, ReportRun.objects.exists()) == (ReportPlanState.STOPPED, False)
    assert "may not do this" in plan.reason_en
    assert "permission" in plan.reason_fr
    assert PlannedReport.objects.count() == 1


def test_a_plan_is_cancelled_once(publisher: Any, now: Any) -> None:
    plan = planned(publisher)

    report_plan.cancel(planned=plan, by=publisher)

    now(DUE)
    report_jobs.close_due(0)
    plan.refresh_from_db()
    assert (plan.state, plan.ended_by) == (ReportPlanState.CANCELLED, publisher)
    with pytest.raises(ReportError, match="no longer planned"):
        report_plan.cancel(planned=plan, by=publisher)


def test_a_period_has_one_plan_and_none_once_it_is_issued(publisher: Any) -> None:
    planned(publisher)
    with pytest.raises(ReportError, match="planned already: cancel that plan first"):
        planned(publisher)
    ReportFactory(period="2026-09")
    with pytest.raises(ReportError, match="issued already"):
        planned(publisher, of_month(Month(2026, 9)))


@pytest.mark.parametrize(
    ("due_at", "said"),
    [
        (NOW, "is past: choose a moment to come"),
        (datetime(2026, 10, 31, 22, 59, tzinfo=UTC), "runs until 2026-10-31"),
        (NOW + timedelta(days=733), "more than two years ahead"),
    ],
)
def test_a_moment_that_cannot_be_is_told(publisher: Any, due_at: datetime, said: str) -> None:
    with pytest.raises(ReportError, match=said):
        planned(publisher, due_at=due_at)


def test_an_election_has_no_period_after_it(publisher: Any) -> None:
    due_at = datetime(2026, 12, 2, tzinfo=UTC)
    with pytest.raises(ReportError, match="no period after it"):
        planned(publisher, ELECTION, due_at=due_at, repeats=True)
    assert planned(publisher, ELECTION, due_at=due_at).period == "election-mayors"


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PUBLISHER}))
def test_only_a_publisher_plans_and_cancels(publisher: Any, role: Role) -> None:
    other = UserFactory(roles=[role])
    plan = planned(publisher)

    with pytest.raises(NotAllowed):
        planned(other, of_month(Month(2026, 11)), due_at=DUE + timedelta(days=40))
    with pytest.raises(NotAllowed):
        report_plan.cancel(planned=plan, by=other)


def test_a_plan_that_ended_is_never_changed_and_none_is_deleted() -> None:
    plan = PlannedReportFactory(state=ReportPlanState.CANCELLED, ended_at=NOW)
    for change in ("UPDATE incidents_plannedreport SET state = 'asked'", "DELETE"):
        statement = change if change != "DELETE" else "DELETE FROM incidents_plannedreport"
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert PlannedReport.objects.get() == plan


def test_the_audit_names_the_job_and_who_planned_it(publisher: Any, now: Any) -> None:
    planned(publisher)
    now(DUE)
    report_jobs.close_due(0)
    chained()

    entries = AuditEntry.objects.filter(table_name="incidents_plannedreport").order_by("sequence")
    assert [(entry.person, entry.way) for entry in entries] == [
        (publisher.pk, "report_plan.plan"),
        (publisher.pk, "job close_due"),
    ]
