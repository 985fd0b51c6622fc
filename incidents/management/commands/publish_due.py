"""``manage.py publish_due``: publish what is planned and due, as the worker does each minute."""

from typing import Any

from django.core.management.base import CommandError

from incidents.actions import planned
from incidents.codes import PlanState
from incidents.management.base import RecordedCommand
from incidents.models import PlannedPublication


class Command(RecordedCommand):
    """One line for each plan that was due; exit status 1 when one was refused."""

    help = "Publish what is planned and due now."

    def handle(self, *args: Any, **options: Any) -> None:
        refused = 0
        for tried in planned.publish_due():
            self.stdout.write(_line(tried))
            refused += tried.state == PlanState.REFUSED
        if refused:
            raise CommandError(f"{refused} refused")


def _line(plan: PlannedPublication) -> str:
    name = f"incident {plan.incident_id}, planned for {plan.at.isoformat(timespec='minutes')}"
    match PlanState(plan.state):
        case PlanState.PUBLISHED:
            return f"{name}: published as {plan.publication}"
        case PlanState.HELD if plan.held_until:
            return f"{name}: held until {plan.held_until.isoformat(timespec='minutes')}"
        case _:
            return f"{name}: {plan.state}: {plan.reason_en}"
