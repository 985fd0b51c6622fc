"""Legal follow-ups of one incident as lists and counts need them, from its document."""

from collections.abc import Sequence

from incidents import documents
from incidents.dates import read_day
from incidents.documents import Document
from incidents.models import ListedFollowUp, ListedIncident, ListedProcedure
from incidents.procedures import EventKind, places


def list_procedures(listed: Sequence[tuple[ListedIncident, Document]]) -> None:
    """Write the rows of the procedures of incidents, given with their documents, and of their
    follow-up lists."""
    found = [procedure_rows(row, document) for row, document in listed]
    ListedProcedure.objects.bulk_create(row for procedures, _items in found for row in procedures)
    ListedFollowUp.objects.bulk_create(row for _procedures, items in found for row in items)


def procedure_rows(
    listed: ListedIncident, document: Document
) -> tuple[list[ListedProcedure], list[ListedFollowUp]]:
    """These rows of one incident, unsaved."""
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
        sent_on=read_day(timing.get("sent_on")),
        received_on=read_day(timing.get("received_on")),
        decided_on=read_day(timing.get("decided_on")),
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
        since=read_day(item["since"]),
        due_on=read_day(item["due_on"]),
        listed_from=read_day(item["listed_from"]),
        listed_until=read_day(item["listed_until"]),
    )
