"""Where a procedure stands, for each respondent and as a whole: derived, never stored. Pure.

The same rule in SQL, for lists of the staff, is ``incidents/models/standing.py``; a test holds the
two together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from incidents.codes import LegalStatus
from incidents.dates import FactDate
from incidents.procedures.events import (
    UNKNOWN,
    Event,
    EventKind,
    moving,
    of_respondent,
    respondents,
)

K = EventKind
S = LegalStatus

STATUS_AFTER: dict[EventKind, LegalStatus] = {
    K.CONSIDERED: S.CONSIDERED,
    K.DRAFTED: S.CONSIDERED,
    K.ANNOUNCED: S.ANNOUNCED,
    **dict.fromkeys(
        (
            K.REPORT,
            K.COMPLAINT,
            K.COMPLAINT_AGAINST_X,
            K.CIVIL_PARTY_COMPLAINT,
            K.DIRECT_SUMMONS,
            K.SUMMONS,
            K.CHALLENGE_FILED,
            K.REFERRAL,
            K.SENT,
            K.COMPLAINT_WITHDRAWN,
        ),
        S.FILED,
    ),
    **dict.fromkeys(
        (
            K.INVESTIGATION,
            K.REOPENED,
            K.PROSECUTION,
            K.JUDICIAL_INVESTIGATION,
            K.FORMAL_INVESTIGATION,
            K.ASSISTED_WITNESS,
            K.COMMITTED_FOR_TRIAL,
            K.HEARING,
            K.APPEAL,
            K.CASSATION,
            K.JOINED,
            K.INSTRUCTION,
            K.RECEIPT,
            K.INQUIRY,
            K.FORMAL_NOTICE,
            K.PASSED_ON,
            K.INTERNAL_COMPLAINT,
            K.OUT_OF_COURT,
            K.COURT,
        ),
        S.IN_PROGRESS,
    ),
    **dict.fromkeys(
        (
            K.ALTERNATIVE,
            K.NO_CASE,
            K.ACQUITTED,
            K.CONVICTED,
            K.FINAL,
            K.ORDER,
            K.RULING,
            K.EXECUTED,
            K.JUDGMENT,
            K.DECISION,
            K.SANCTION,
            K.UPHELD,
            K.REVERSED,
        ),
        S.DECIDED,
    ),
    **dict.fromkeys(
        (
            K.CLOSED_WITHOUT_ACTION,
            K.ABANDONED,
            K.TIME_BARRED,
            K.CLOSED,
            K.REJECTED,
            K.NO_ACTION,
            K.NO_REPLY,
        ),
        S.CLOSED_WITHOUT_ACTION,
    ),
}
"""The status that each kind of event brings; every kind has one."""

MOST_OPEN_FIRST = (
    S.IN_PROGRESS,
    S.FILED,
    S.ANNOUNCED,
    S.CONSIDERED,
    S.DECIDED,
    S.CLOSED_WITHOUT_ACTION,
    S.NONE,
)

AWAITS_REVIEW = frozenset({S.CONSIDERED, S.ANNOUNCED})
"""Words only so far: at the review date somebody looks whether anything followed."""


@dataclass(frozen=True)
class Standing:
    """The status of one respondent (None: of everybody, or everybody else), and since
    when: the date of the event that brought it."""

    respondent: str | None
    status: LegalStatus
    since: FactDate = UNKNOWN


def standings(events: Sequence[Event], *, others: bool = False) -> list[Standing]:
    """One for each respondent, in the order in which they are first named.

    An event that names nobody concerns everybody. Where no event names anybody there is one
    standing, of None; where there are ``others`` than those who are named, one of them besides, of
    None too (``respondents``).
    """
    people = respondents(events, others=others)
    return [_standing(person, of_respondent(events, person)) for person in people]


def overall(events: Sequence[Event], *, others: bool = False) -> Standing:
    """The whole procedure: where it is most open; of several such, the one that is so longest.

    Days that are unknown come last. It is not over while it is not for ``others``.
    """
    return min(standings(events, others=others), key=_openness)


def status_of(events: Sequence[Event]) -> LegalStatus:
    """Status of one person after the events that concern them."""
    last = moving(events)[-1:]
    return STATUS_AFTER[last[0].kind] if last else S.NONE


def is_overdue(status: LegalStatus, review_on: date | None, today: date) -> bool:
    """Considered or announced, the review date reached, and nothing known to have followed."""
    return status in AWAITS_REVIEW and review_on is not None and review_on <= today


def _standing(person: str | None, events: Sequence[Event]) -> Standing:
    status = status_of(events)
    since = UNKNOWN
    for event in reversed(moving(events)):
        if STATUS_AFTER[event.kind] is not status:
            break
        since = event.on
    return Standing(person, status, since)


def _openness(standing: Standing) -> tuple[int, date]:
    return MOST_OPEN_FIRST.index(standing.status), standing.since.earliest or date.max
