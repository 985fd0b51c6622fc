"""The table of procedures, and that of changes."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from incidents.codes import ClockNature, FollowUpKind, LegalStatus
from incidents.models import ListedFollowUp
from incidents.reconciled.facts import Facts
from incidents.reconciled.lists import Lists
from incidents.reconciled.recount import ALL, Cell, Numbers, Recount, Wanted, not_held
from incidents.reconciled.responses import of_files, of_lists

Record = dict[str, Any]
PROCEDURES = "procedures"
NOTHING = FollowUpKind.NOTHING_FOLLOWED.value
ENDED = frozenset({LegalStatus.DECIDED.value, LegalStatus.CLOSED_WITHOUT_ACTION.value})


def _groups_by_lists(lists: Lists, wanted: Wanted) -> Numbers:
    """The lists know which announcements nothing followed, and all procedures; days of review are
    in no list, and without them what is overdue is not known."""
    told = {(row.listed_id, row.public_id) for row in of_lists(lists)}
    day = lists.day.isoformat()
    rows = lists.records(ListedFollowUp).filter(kind=NOTHING)
    silent = {
        (row.listed_id, row.public_id)
        for row in rows
        if (row.listed_from is None or row.listed_from.isoformat() <= day)
        and (row.listed_until is None or day <= row.listed_until.isoformat())
    }
    return not_held(wanted, PROCEDURES) | {
        (NOTHING, PROCEDURES): len(told & silent),
        (ALL, PROCEDURES): len(told),
    }


def _groups_from_files(facts: Facts) -> Numbers:
    day = facts.files.lists.day.isoformat()
    items = facts.grouped("follow_ups", lambda row: (row["reference"], row["procedure"]))
    found = Counter[Cell]()
    for row in of_files(facts):
        listed = [each for each in items.get((row["reference"], row["id"]), ()) if _on(each, day)]
        found.update((code, PROCEDURES) for code in (_group(row, listed, day), ALL))
    return dict(found)


def _on(item: Record, day: str) -> bool:
    first, last = item["listed_from"], item["listed_until"]
    return (not first or first <= day) and (not last or day <= last)


def _group(row: Record, listed: Iterable[Record], day: str) -> str:
    items = list(listed)
    if any(each["kind"] == NOTHING for each in items):
        return NOTHING
    late = any(
        each["nature"] == ClockNature.DUE and each["due_on"] and each["due_on"] < day
        for each in items
    )
    ended = row["status"] in ENDED
    if late or (not ended and row["review_on"] and row["review_on"] < day):
        return "overdue"
    return "decided" if ended else "pending"


FOLLOW_UP = {"procedures": Recount(_groups_by_lists, _groups_from_files)}
"""By the codes of the report's tables."""
