"""Where each legal follow-up stands at the cut-off, in four groups. Pure."""

from datetime import date
from enum import StrEnum
from typing import Any

from incidents.codes import LegalStatus
from incidents.documents import is_late, is_listed
from incidents.reports.procedures import nothing_followed

Record = dict[str, Any]

ENDED = frozenset({LegalStatus.DECIDED.value, LegalStatus.CLOSED_WITHOUT_ACTION.value})


class Group(StrEnum):
    """A procedure stands in exactly one. ``overdue``: a day by which somebody had to act, or the
    day of its review, has gone by. ``nothing_followed``: considered or announced, reviewed, and
    nothing is known to have come of it."""

    DECIDED = "decided"
    PENDING = "pending"
    OVERDUE = "overdue"
    NOTHING_FOLLOWED = "nothing_followed"


def group_of(procedure: Record, today: date) -> Group:
    """The group of a procedure of a document on a day."""
    if nothing_followed(procedure, today):
        return Group.NOTHING_FOLLOWED
    if is_overdue(procedure, today):
        return Group.OVERDUE
    return Group.DECIDED if procedure["status"] in ENDED else Group.PENDING


def is_overdue(procedure: Record, today: date) -> bool:
    """Whether a day by which somebody had to act has gone by, or the review of an open case."""
    listed = (item for item in procedure["follow_ups"] if is_listed(item, today))
    if any(is_late(item, today) for item in listed):
        return True
    review = procedure["review_on"]
    return bool(review) and review < today.isoformat() and procedure["status"] not in ENDED


def procedures_of(incidents: list[Record]) -> list[Record]:
    """Each procedure of the incidents of a snapshot once. Where their documents differ, the one
    published last is read: it knows most."""
    found: dict[str, tuple[str, Record]] = {}
    for incident in incidents:
        for procedure in incident["content"]["procedures"]:
            known = found.get(procedure["id"])
            if known is None or known[0] < incident["published_at"]:
                found[procedure["id"]] = (incident["published_at"], procedure)
    return [procedure for _moment, procedure in found.values()]
