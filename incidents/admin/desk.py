"""The first page of the staff: what waits for this person."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from incidents.codes import State
from incidents.models import Incident, Procedure
from incidents.procedures import is_overdue, overall

SHOWN = 10


@dataclass(frozen=True)
class Waiting:
    """Short lists, each with how many there are in all."""

    drafts: list[Incident]
    drafts_count: int
    review: list[Incident]
    review_count: int
    approved: list[Incident]
    approved_count: int
    overdue: list[Procedure]
    overdue_count: int


def waiting(user: Any) -> Waiting:
    """The person's own drafts, what waits for review or publication, and overdue follow-ups."""
    open_incidents = Incident.objects.open().select_related("updated_by")
    drafts = open_incidents.filter(state=State.DRAFT, created_by=user)
    review = open_incidents.filter(state=State.IN_REVIEW)
    approved = open_incidents.filter(state=State.APPROVED)
    overdue = _overdue()
    return Waiting(
        drafts=list(drafts[:SHOWN]),
        drafts_count=drafts.count(),
        review=list(review[:SHOWN]),
        review_count=review.count(),
        approved=list(approved[:SHOWN]),
        approved_count=approved.count(),
        overdue=overdue[:SHOWN],
        overdue_count=len(overdue),
    )


def _overdue() -> list[Procedure]:
    """Considered or announced, the review date reached, oldest date first."""
    today = timezone.localdate()
    due = Procedure.objects.filter(review_on__lte=today).order_by("review_on")
    return [
        procedure
        for procedure in due.prefetch_related("events__respondent__merged_into", "incidents")
        if is_overdue(overall(procedure.steps()).status, procedure.review_on, today)
    ]
