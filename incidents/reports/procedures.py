"""A procedure as the report prints it, with what has to be said of it on the day of the cut-off."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from incidents.codes import ClockNature, FollowUpKind
from incidents.documents import is_listed
from incidents.notice_counts import Notice
from incidents.reports.notices import notice_of

Record = dict[str, Any]


@dataclass(frozen=True)
class Term:
    """A term that the law sets, and whether a duty's last day has gone by."""

    record: Record
    late: bool


@dataclass(frozen=True)
class OldLaw:
    """A provision that was not in force on the days of the facts (the procedure's ``facts``).

    ``later``: it came into force after them; otherwise it had ceased before.
    """

    basis: Record
    facts: Record
    later: bool


@dataclass(frozen=True)
class Procedure:
    """A procedure at the cut-off: ``events`` in their order, ``terms`` that still run or are late.

    ``overdue``: considered or announced, reviewed, and nothing is known to have followed.
    ``next_review`` is the day on which it is looked at again, "" where none is to come;
    ``review_passed``: that day is gone by.
    ``notice``: what is known of a notice to a platform, None on any other track.
    """

    record: Record
    events: tuple[Record, ...]
    terms: tuple[Term, ...]
    not_in_force: tuple[OldLaw, ...]
    overdue: bool
    next_review: str
    review_passed: bool
    notice: Notice | None

    @property
    def statuses(self) -> list[Record]:
        """For each person, or one for all: status, since when, stage."""
        return list(self.record["statuses"])

    @property
    def comes_next(self) -> bool:
        """Whether anything is known of what is to follow, or should have."""
        sent = self.notice is not None and self.notice.sent
        return bool(sent or self.terms or self.overdue or self.next_review)


def arranged(record: Record, document: Record, today: date) -> Procedure:
    """A procedure of a document on a day."""
    review_on = record["review_on"] or ""
    return Procedure(
        record=record,
        events=tuple(sorted(record["events"], key=lambda event: event["order"])),
        terms=tuple(_terms(record, today)),
        not_in_force=tuple(
            _old_law(basis, document["facts_date"])
            for basis in record["bases"]
            if basis["in_force_at_facts"] is False
        ),
        overdue=nothing_followed(record, today),
        next_review=review_on if review_on > today.isoformat() else "",
        review_passed=bool(review_on) and review_on < today.isoformat(),
        notice=notice_of(record),
    )


def nothing_followed(record: Record, today: date) -> bool:
    """Whether the review date has come and nothing is known to have followed."""
    return any(
        item["kind"] == FollowUpKind.NOTHING_FOLLOWED and is_listed(item, today)
        for item in record["follow_ups"]
    )


def _terms(record: Record, today: date) -> list[Term]:
    """Those that run, soonest first; a remedy whose last day is gone is none any more."""
    day = today.isoformat()
    return [
        Term(term, late=term["nature"] == ClockNature.DUE and term["on"] < day)
        for term in record["deadlines"]
        if term["on"] >= day or term["nature"] == ClockNature.DUE
    ]


def _old_law(basis: Record, facts: Record) -> OldLaw:
    starts = basis["in_force_from"]
    return OldLaw(basis, facts, later=bool(starts) and facts["latest"] < starts)
