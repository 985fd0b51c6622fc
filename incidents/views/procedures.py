"""One legal follow-up, made ready to be shown: where it stands today and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from incidents.codes import ClockNature, FollowUpKind, LegalStatus
from incidents.dates import read_day
from incidents.procedures import is_overdue
from incidents.views.cited import Cited, Record, Sources, cited


@dataclass(frozen=True)
class Term:
    """The last day of a term and what it means today: `wording` is one of the sentences of
    `parts/term_words.html`."""

    record: Record
    wording: str

    @property
    def overdue(self) -> bool:
        """Whether a duty's day has gone by."""
        return self.wording == "overdue"


@dataclass(frozen=True)
class Basis:
    """A provision of law, and how the days of the facts lie to those in which it is in force:
    "before" it, "after" it, "partly" inside, or "" where nothing is to be said."""

    record: Record
    lies: str


@dataclass(frozen=True)
class Procedure:
    """One legal follow-up, its status as of the day of reading.

    `awaited`: whoever is under formal investigation with no known outcome, None where no event
    names anybody.
    `review_to_come`: the date on which we look again has not come yet.
    """

    record: Record
    status: str
    events: Sequence[tuple[Record, Sequence[Cited]]]
    standings: Sequence[Record]
    bases: Sequence[Basis]
    terms: Sequence[Term]
    awaited: Sequence[Record | None]
    announced_then_nothing: bool
    review_to_come: bool = False

    @property
    def since(self) -> Record | None:
        """Since when the procedure stands where it stands; None where the day is unknown."""
        on: Record = self.record["status_on"]
        return on if on["earliest"] else None


def procedure(record: Record, sources: Sources, today: date, facts: Record) -> Procedure:
    """One procedure as of ``today``; ``facts`` is the date of the incident's facts."""
    status = LegalStatus(record["status"])
    review_on = read_day(record["review_on"])
    overdue = is_overdue(status, review_on, today)
    return Procedure(
        record=record,
        status=(LegalStatus.NOTHING_FOLLOWED if overdue else status).value,
        events=[(e, cited(e["citations"], sources)) for e in record["events"]],
        standings=record["statuses"],
        bases=[Basis(basis, _lies(basis, facts)) for basis in record["bases"]],
        terms=[_term(each, today) for each in record["deadlines"]],
        awaited=[
            item["respondent"]
            for item in record["follow_ups"]
            if item["kind"] == FollowUpKind.NO_OUTCOME
        ],
        announced_then_nothing=overdue,
        review_to_come=review_on is not None and review_on > today,
    )


def wording(nature: ClockNature, on: date, today: date) -> str:
    """What the last day of a term means on a day: a remedy is still open on its last one."""
    match nature:
        case ClockNature.DUE:
            return "overdue" if on < today else "due"
        case ClockNature.OPEN_UNTIL:
            return "ended" if on < today else "open"
        case ClockNature.OPENS_ON:
            return "opened" if on <= today else "opens"
        case _:
            assert_never(nature)


def _term(term: Record, today: date) -> Term:
    on = date.fromisoformat(term["on"])
    return Term(term, wording(ClockNature(term["nature"]), on, today))


def _lies(basis: Record, facts: Record) -> str:
    if basis["in_force_at_facts"] is False:
        starts = read_day(basis["in_force_from"])
        return "before" if starts and date.fromisoformat(facts["latest"]) < starts else "after"
    known = facts["earliest"] is not None
    return "partly" if known and basis["in_force_at_facts"] is None else ""
