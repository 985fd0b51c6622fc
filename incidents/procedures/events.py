"""Everything that can happen in a procedure, over all tracks. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from incidents.dates import FactDate


class EventKind(StrEnum):
    """Everything that can happen in a procedure, over all tracks."""

    CONSIDERED = "considered"
    ANNOUNCED = "announced"
    ABANDONED = "abandoned"
    # penal
    REPORT = "report"
    COMPLAINT = "complaint"
    COMPLAINT_AGAINST_X = "complaint_against_x"
    INVESTIGATION = "investigation"
    DIRECT_SUMMONS = "direct_summons"
    CLOSED_WITHOUT_ACTION = "closed_without_action"
    REOPENED = "reopened"
    ALTERNATIVE = "alternative"
    PROSECUTION = "prosecution"
    CIVIL_PARTY_COMPLAINT = "civil_party_complaint"
    JUDICIAL_INVESTIGATION = "judicial_investigation"
    FORMAL_INVESTIGATION = "formal_investigation"
    ASSISTED_WITNESS = "assisted_witness"
    NO_CASE = "no_case"
    COMMITTED_FOR_TRIAL = "committed_for_trial"
    HEARING = "hearing"
    ACQUITTED = "acquitted"
    CONVICTED = "convicted"
    APPEAL = "appeal"
    CASSATION = "cassation"
    FINAL = "final"
    COMPLAINT_WITHDRAWN = "complaint_withdrawn"
    TIME_BARRED = "time_barred"
    JOINED = "joined"
    # civil
    SUMMONS = "summons"
    ORDER = "order"
    RULING = "ruling"
    EXECUTED = "executed"
    JUDGMENT = "judgment"
    # electoral
    CHALLENGE_FILED = "challenge_filed"
    INSTRUCTION = "instruction"
    DECISION = "decision"
    # regulator
    REFERRAL = "referral"
    RECEIPT = "receipt"
    INQUIRY = "inquiry"
    FORMAL_NOTICE = "formal_notice"
    SANCTION = "sanction"
    CLOSED = "closed"
    REJECTED = "rejected"
    PASSED_ON = "passed_on"
    # platform
    DRAFTED = "drafted"
    SENT = "sent"
    NO_ACTION = "no_action"
    NO_REPLY = "no_reply"
    INTERNAL_COMPLAINT = "internal_complaint"
    UPHELD = "upheld"
    REVERSED = "reversed"
    OUT_OF_COURT = "out_of_court"
    COURT = "court"


TRANSPARENT = frozenset({EventKind.COMPLAINT_WITHDRAWN, EventKind.JOINED})
"""Events that move nothing: withdrawing a complaint does not end a prosecution."""

NEEDS_NO_SOURCE = frozenset({EventKind.CONSIDERED, EventKind.DRAFTED})
"""A source is required from "announced" on."""


PER_PERSON = frozenset(
    {
        EventKind.FORMAL_INVESTIGATION,
        EventKind.ASSISTED_WITNESS,
        EventKind.NO_CASE,
        EventKind.COMMITTED_FOR_TRIAL,
        EventKind.ACQUITTED,
        EventKind.CONVICTED,
    }
)
"""What the law decides about one person at a time (CPP art. 80-1, 113-1, 177, 179, 464, 470)."""

BEFORE_THE_NOTICE = frozenset(
    {EventKind.CONSIDERED, EventKind.ANNOUNCED, EventKind.ABANDONED, EventKind.DRAFTED}
)
"""Events of a platform notice for which nothing has been sent to anybody."""


UNKNOWN = FactDate.unknown()


@dataclass(frozen=True)
class Event:
    """One event as the rules see it, in the order of the procedure. ``respondent`` None: it
    concerns everybody."""

    kind: EventKind
    respondent: str | None = None
    on: FactDate = UNKNOWN


def respondents(events: Sequence[Event], *, others: bool = False) -> list[str | None]:
    """Whom the events concern: who is named, each once, in their order; None where nobody is.

    ``others``: the procedure is against somebody else too (``has_others``). Then None is the last,
    for everybody else, where an event that names nobody says where they stand.
    """
    named = dict.fromkeys(event.respondent for event in events if event.respondent is not None)
    told = any(event.respondent is None for event in events)
    return [*named, None] if not named or (others and told) else [*named]


def has_others(events: Sequence[Event], against: Collection[str], *, against_x: bool) -> bool:
    """Whether a procedure is against somebody whom no event names: one of its respondents, by the
    keys of the events, or persons unknown."""
    return against_x or not {event.respondent for event in events}.issuperset(against)


def of_respondent(events: Sequence[Event], person: str | None) -> list[Event]:
    """The events that concern one person: their own, and those that name nobody."""
    return [event for event in events if event.respondent in (None, person)]


def moving(events: Sequence[Event]) -> list[Event]:
    """The events that move something; where none does, the first of them."""
    found = [event for event in events if event.kind not in TRANSPARENT]
    return found or list(events[:1])


def last_moving(events: Sequence[Event]) -> EventKind | None:
    """What the next event is measured against; None where nothing happened."""
    found = moving(events)
    return found[-1].kind if found else None
