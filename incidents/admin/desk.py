"""The first page of the staff: what waits for this person."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from incidents.codes import State
from incidents.models import Incident, Procedure
from incidents.procedures import Event, EventKind, is_overdue, overall_status

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
        for procedure in due.prefetch_related("events", "incidents")
        if is_overdue(overall_status(standing_events(procedure)), procedure.review_on, today)
    ]


def standing_events(procedure: Procedure) -> list[Event]:
    """The events that no correction took the place of, in order; reads what was prefetched."""
    events = sorted(procedure.events.all(), key=lambda event: (event.order, event.pk))
    superseded = {event.supersedes_id for event in events}
    return [
        Event(EventKind(event.kind), str(event.respondent_id) if event.respondent_id else None)
        for event in events
        if event.pk not in superseded
    ]
