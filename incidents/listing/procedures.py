"""Legal follow-ups of one incident as lists and counts need them, from its document."""

from collections.abc import Sequence
from datetime import date

from incidents import documents
from incidents.documents import Document
from incidents.models import ListedFollowUp, ListedIncident, ListedProcedure
from incidents.procedures import EventKind, places


def list_procedures(listed: Sequence[tuple[ListedIncident, Document]]) -> None:
    """Write the rows of the procedures of incidents, given with their documents, and of their
    follow-up lists."""
    ListedProcedure.objects.bulk_create(
        _procedure(row, procedure)
        for row, document in listed
        for procedure in document["procedures"]
    )
    ListedFollowUp.objects.bulk_create(
        _follow_up(row, procedure, item)
        for row, document in listed
        for procedure, item in documents.follow_ups(document)
    )


def _procedure(listed: ListedIncident, procedure: Document) -> ListedProcedure:
    timing = procedure["timing"] or {}
    found = places([EventKind(event["kind"]) for event in procedure["events"]])
    decisions = {code for event in procedure["events"] for code in event["decisions"]}
    return ListedProcedure(
        listed=listed,
        public_id=procedure["id"],
        track=procedure["track"],
        status=procedure["status"],
        platform=procedure["platform"]["code"] if procedure["platform"] else "",
        channel="" if found.sent is None else procedure["events"][found.sent]["channel"],
        sent=found.sent is not None,
        received=found.received is not None,
        decided=found.decided is not None,
        sent_on=_day(timing.get("sent_on")),
        received_on=_day(timing.get("received_on")),
        decided_on=_day(timing.get("decided_on")),
        decisions=sorted(decisions),
    )


def _follow_up(listed: ListedIncident, procedure: Document, item: Document) -> ListedFollowUp:
    return ListedFollowUp(
        listed=listed,
        public_id=procedure["id"],
        track=procedure["track"],
        kind=item["kind"],
        clock=item["clock"] or "",
        nature=item["nature"] or "",
        respondent=item["respondent"],
        since=_day(item["since"]),
        due_on=_day(item["due_on"]),
        listed_from=_day(item["listed_from"]),
        listed_until=_day(item["listed_until"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
