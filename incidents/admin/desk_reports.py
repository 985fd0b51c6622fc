"""The first page of a publisher: closings that came to nothing lately."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from incidents.admin.counted import Counted, counted
from incidents.admin.desk_lists import LATELY
from incidents.codes import ReportPlanState
from incidents.models import PlannedReport, Report, ReportRun
from incidents.models.report_run import WITHOUT_EDITION


def unclosed(user: Any) -> tuple[Counted, ...] | None:
    """Plans that were stopped at their moment, and attempts that stopped or failed; none of a
    period whose report was issued, planned or asked for since. None for who closes no reports."""
    if not user.has_perm("incidents.close_report"):
        return None
    plans = _standing(PlannedReport, Q(state=ReportPlanState.STOPPED))
    runs = _standing(ReportRun, Q(state__in=WITHOUT_EDITION))
    return (
        counted(plans.order_by("-ended_at"), reverse("admin:incidents_plannedreport_changelist")),
        counted(
            runs.order_by("-ended_at").defer("log", "values"),
            reverse("admin:incidents_reportrun_changelist"),
        ),
    )


def _standing(model: Any, ended: Q) -> Any:
    since = timezone.now() - LATELY
    of = {"period": OuterRef("period")}
    rows = model.objects.filter(ended, ended_at__gte=since)
    return (
        rows.exclude(Exists(Report.objects.filter(issued_at__gt=OuterRef("ended_at"), **of)))
        .exclude(Exists(PlannedReport.objects.filter(planned_at__gt=OuterRef("ended_at"), **of)))
        .exclude(Exists(ReportRun.objects.filter(asked_at__gt=OuterRef("ended_at"), **of)))
    )
