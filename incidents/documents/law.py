"""What a document says of the law: statuses and follow-ups."""

from collections.abc import Iterator
from datetime import date

from incidents.codes import ClockNature, FollowUpKind, LegalStatus
from incidents.documents.records import Document


def legal_statuses(document: Document) -> list[str]:
    """The set of stored legal statuses, over procedures and respondents, sorted; ``none`` where
    there is no follow-up. What depends on today is asked with ``review_due_on``."""
    found = {s["status"] for p in document["procedures"] for s in p["statuses"]}
    return sorted(found or {LegalStatus.NONE.value})


def review_due_on(document: Document) -> date | None:
    """From this day on something considered or announced counts as "nothing known to have
    followed"; None when nothing is to be reviewed."""
    due = [
        date.fromisoformat(item["due_on"])
        for _procedure, item in follow_ups(document)
        if item["kind"] == FollowUpKind.NOTHING_FOLLOWED
    ]
    return min(due, default=None)


def follow_ups(document: Document) -> Iterator[tuple[Document, Document]]:
    """Every item that is or will be on the follow-up list, each with its procedure."""
    for procedure in document["procedures"]:
        for item in procedure["follow_ups"]:
            yield procedure, item


def is_listed(item: Document, today: date) -> bool:
    """Whether an item is on the follow-up list on a day (``procedures.FollowUp``)."""
    first, last = item["listed_from"], item["listed_until"]
    day = today.isoformat()
    return (first is None or first <= day) and (last is None or day <= last)


def is_late(item: Document, today: date) -> bool:
    """Whether somebody is late: a review date reached, a duty's term gone by
    (``procedures.FollowUp.is_overdue``)."""
    due, on = item["due_on"], today.isoformat()
    if due is None:
        return False
    if item["kind"] == FollowUpKind.NOTHING_FOLLOWED:
        return bool(due <= on)
    return item["nature"] == ClockNature.DUE and bool(due < on)


def legal_statuses_on(document: Document, today: date) -> list[str]:
    """The stored statuses and, where a review date has passed, ``nothing_followed``."""
    due = review_due_on(document)
    overdue = due is not None and due <= today
    return legal_statuses(document) + ([LegalStatus.NOTHING_FOLLOWED.value] if overdue else [])
