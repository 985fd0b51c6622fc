"""Legal follow-ups of one incident as lists and counts need them, from its document."""

from datetime import date

from incidents import documents
from incidents.documents import Document
from incidents.models import ListedFollowUp, ListedIncident, ListedProcedure
from incidents.procedures import EventKind, places


def list_procedures(listed: ListedIncident, document: Document) -> None:
    """Write the rows of an incident's procedures and of its follow-up list."""
    procedures, follow_ups = procedure_rows(listed, document)
    ListedProcedure.objects.bulk_create(procedures)
    ListedFollowUp.objects.bulk_create(follow_ups)


def procedure_rows(
    listed: ListedIncident, document: Document
) -> tuple[list[ListedProcedure], list[ListedFollowUp]]:
    """These rows, unsaved."""
    procedures = [_procedure(listed, procedure) for procedure in document["procedures"]]
    found = documents.follow_ups(document)
    return procedures, [_follow_up(listed, procedure, item) for procedure, item in found]


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
