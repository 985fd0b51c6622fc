"""Legal and quasi-legal procedures as tables: tracks, event kinds, transitions, derived status.

Pure (no Django). Source of the tables: French Code of criminal procedure (art. 40, 80, 85, 175,
177), Code of civil procedure (art. 484 and following, 834), electoral code (L.163-2), Regulation
(EU) 2022/2065 (art. 16, 17, 20, 21); to be checked by a lawyer before any legal use.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from incidents.codes import LegalStatus, Track


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


K = EventKind
START = (K.CONSIDERED, K.ANNOUNCED)

_FIRST_STEPS: dict[Track, tuple[EventKind, ...]] = {
    Track.UNDETERMINED: (),
    Track.PENAL: (
        K.REPORT,
        K.COMPLAINT,
        K.COMPLAINT_AGAINST_X,
        K.INVESTIGATION,
        K.DIRECT_SUMMONS,
    ),
    Track.URGENT_CIVIL: (K.SUMMONS,),
    Track.MERITS: (K.SUMMONS,),
    Track.ELECTORAL: (K.CHALLENGE_FILED,),
    Track.REGULATOR: (K.REFERRAL,),
    Track.PLATFORM: (K.DRAFTED, K.SENT),
}
"""What opens a track once it is more than words."""

_AFTER: dict[Track, dict[EventKind, tuple[EventKind, ...]]] = {
    Track.UNDETERMINED: {},
    Track.PENAL: {
        K.REPORT: (
            K.INVESTIGATION,
            K.CLOSED_WITHOUT_ACTION,
            K.PROSECUTION,
            K.ALTERNATIVE,
        ),
        K.COMPLAINT: (
            K.INVESTIGATION,
            K.CLOSED_WITHOUT_ACTION,
            K.CIVIL_PARTY_COMPLAINT,
        ),
        K.COMPLAINT_AGAINST_X: (
            K.INVESTIGATION,
            K.CLOSED_WITHOUT_ACTION,
            K.CIVIL_PARTY_COMPLAINT,
        ),
        K.INVESTIGATION: (
            K.CLOSED_WITHOUT_ACTION,
            K.ALTERNATIVE,
            K.PROSECUTION,
            K.JUDICIAL_INVESTIGATION,
            K.CIVIL_PARTY_COMPLAINT,
        ),
        K.DIRECT_SUMMONS: (K.HEARING,),
        K.CLOSED_WITHOUT_ACTION: (K.REOPENED, K.CIVIL_PARTY_COMPLAINT),
        K.REOPENED: (K.INVESTIGATION, K.CLOSED_WITHOUT_ACTION, K.PROSECUTION),
        K.ALTERNATIVE: (K.FINAL, K.PROSECUTION),
        K.PROSECUTION: (K.HEARING,),
        K.CIVIL_PARTY_COMPLAINT: (K.JUDICIAL_INVESTIGATION,),
        K.JUDICIAL_INVESTIGATION: (
            K.FORMAL_INVESTIGATION,
            K.ASSISTED_WITNESS,
            K.NO_CASE,
            K.COMMITTED_FOR_TRIAL,
        ),
        K.FORMAL_INVESTIGATION: (
            K.FORMAL_INVESTIGATION,
            K.ASSISTED_WITNESS,
            K.NO_CASE,
            K.COMMITTED_FOR_TRIAL,
        ),
        K.ASSISTED_WITNESS: (
            K.FORMAL_INVESTIGATION,
            K.ASSISTED_WITNESS,
            K.NO_CASE,
            K.COMMITTED_FOR_TRIAL,
        ),
        K.NO_CASE: (K.APPEAL, K.FINAL),
        K.COMMITTED_FOR_TRIAL: (K.HEARING,),
        K.HEARING: (K.HEARING, K.ACQUITTED, K.CONVICTED),
        K.ACQUITTED: (K.APPEAL, K.FINAL),
        K.CONVICTED: (K.APPEAL, K.FINAL),
        K.APPEAL: (K.HEARING, K.ACQUITTED, K.CONVICTED, K.NO_CASE, K.CASSATION),
        K.CASSATION: (K.FINAL, K.APPEAL),
    },
    Track.URGENT_CIVIL: {
        K.SUMMONS: (K.HEARING,),
        K.HEARING: (K.HEARING, K.ORDER),
        K.ORDER: (K.APPEAL, K.EXECUTED),
        K.APPEAL: (K.RULING,),
        K.RULING: (K.EXECUTED,),
    },
    Track.MERITS: {
        K.SUMMONS: (K.HEARING,),
        K.HEARING: (K.HEARING, K.JUDGMENT),
        K.JUDGMENT: (K.APPEAL, K.FINAL),
        K.APPEAL: (K.HEARING, K.JUDGMENT, K.CASSATION),
        K.CASSATION: (K.FINAL, K.APPEAL),
    },
    Track.ELECTORAL: {
        K.CHALLENGE_FILED: (K.INSTRUCTION, K.DECISION),
        K.INSTRUCTION: (K.DECISION,),
    },
    Track.REGULATOR: {
        K.REFERRAL: (K.RECEIPT, K.INQUIRY, K.REJECTED, K.PASSED_ON),
        K.RECEIPT: (K.INQUIRY, K.REJECTED, K.PASSED_ON, K.CLOSED),
        K.INQUIRY: (K.FORMAL_NOTICE, K.SANCTION, K.CLOSED, K.PASSED_ON),
        K.FORMAL_NOTICE: (K.SANCTION, K.CLOSED),
    },
    Track.PLATFORM: {
        K.DRAFTED: (K.SENT,),
        K.SENT: (K.RECEIPT, K.DECISION, K.NO_ACTION, K.NO_REPLY),
        K.RECEIPT: (K.DECISION, K.NO_ACTION, K.NO_REPLY),
        K.DECISION: (K.INTERNAL_COMPLAINT, K.OUT_OF_COURT, K.COURT),
        K.NO_ACTION: (K.INTERNAL_COMPLAINT, K.OUT_OF_COURT, K.COURT),
        K.NO_REPLY: (
            K.RECEIPT,
            K.DECISION,
            K.NO_ACTION,
            K.INTERNAL_COMPLAINT,
            K.OUT_OF_COURT,
        ),
        K.INTERNAL_COMPLAINT: (K.UPHELD, K.REVERSED),
        K.UPHELD: (K.OUT_OF_COURT, K.COURT),
        K.REVERSED: (K.OUT_OF_COURT, K.COURT),
        K.OUT_OF_COURT: (K.COURT,),
    },
}

_ANYTIME: dict[Track, tuple[EventKind, ...]] = {
    Track.PENAL: (K.COMPLAINT_WITHDRAWN, K.TIME_BARRED, K.JOINED),
}
"""Events that may come after any other of the track."""

_FILED = frozenset(
    {
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
    }
)
_DECIDED = frozenset(
    {
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
    }
)
_CLOSED = frozenset(
    {
        K.CLOSED_WITHOUT_ACTION,
        K.ABANDONED,
        K.TIME_BARRED,
        K.CLOSED,
        K.REJECTED,
        K.NO_ACTION,
        K.NO_REPLY,
    }
)
_TRANSPARENT = frozenset({K.COMPLAINT_WITHDRAWN, K.JOINED})
"""Events that do not move the status: withdrawing a complaint does not end a prosecution."""

NEEDS_NO_SOURCE = frozenset({K.CONSIDERED, K.DRAFTED})
"""A source is required from "announced" on."""

_MOST_OPEN_FIRST = (
    LegalStatus.IN_PROGRESS,
    LegalStatus.FILED,
    LegalStatus.ANNOUNCED,
    LegalStatus.CONSIDERED,
    LegalStatus.DECIDED,
    LegalStatus.CLOSED_WITHOUT_ACTION,
    LegalStatus.NONE,
)

AWAITS_REVIEW = frozenset({LegalStatus.CONSIDERED, LegalStatus.ANNOUNCED})
"""Words only so far: at the review date somebody looks whether anything followed."""

PRESUMPTION_OF_INNOCENCE = frozenset({LegalStatus.FILED, LegalStatus.IN_PROGRESS})


@dataclass(frozen=True)
class Event:
    """One event as the rules see it, in the order of the procedure."""

    kind: EventKind
    respondent: str | None = None


def kinds_of(track: Track) -> tuple[EventKind, ...]:
    """Every event kind that the track's table knows, in table order, each once."""
    table = _AFTER[track]
    found = [*START, K.ABANDONED, *_FIRST_STEPS[track]]
    for kind, following in table.items():
        found += [kind, *following]
    found += _ANYTIME.get(track, ())
    return tuple(dict.fromkeys(found))


def allowed_after(track: Track, previous: EventKind | None) -> tuple[EventKind, ...]:
    """What the table lets follow ``previous`` (None: nothing happened yet)."""
    first = _FIRST_STEPS[track]
    if previous is None:
        return (*START, *first)
    anytime = _ANYTIME.get(track, ())
    if previous is K.CONSIDERED:
        return (K.CONSIDERED, K.ANNOUNCED, K.ABANDONED, *first, *anytime)
    if previous is K.ANNOUNCED:
        return (K.ANNOUNCED, K.ABANDONED, *first, *anytime)
    return (*_AFTER[track].get(previous, ()), *anytime)


def is_allowed(track: Track, events: Sequence[Event], new: Event) -> bool:
    """Whether the table lets ``new`` follow ``events``.

    Where the law is per person, the last event of that respondent counts too: a second person can
    be placed under formal investigation after the first was committed for trial.
    """
    if not events:
        return new.kind in allowed_after(track, None)
    before = {_moving(events)}
    if new.respondent is not None:
        same = [e for e in events if e.respondent in (None, new.respondent)]
        before.add(_moving(same) if same else None)
    return any(new.kind in allowed_after(track, kind) for kind in before)


def status_of(kinds: Iterable[EventKind]) -> LegalStatus:
    """Status after the events, in order; events that change nothing are passed over."""
    status = LegalStatus.NONE
    for kind in kinds:
        if kind in _TRANSPARENT and status is not LegalStatus.NONE:
            continue
        status = _status_after(kind)
    return status


def statuses(events: Sequence[Event]) -> dict[str | None, LegalStatus]:
    """Status per respondent, in the order in which they are first named.

    An event that names nobody concerns everybody. Where no event names anybody there is one
    status, under None.
    """
    named = dict.fromkeys(event.respondent for event in events if event.respondent is not None)
    return {
        person: status_of(event.kind for event in events if event.respondent in (None, person))
        for person in named or (None,)
    }


def overall_status(events: Sequence[Event]) -> LegalStatus:
    """The status of the whole procedure: that of the respondent for whom it is most open."""
    return min(statuses(events).values(), key=_MOST_OPEN_FIRST.index)


def is_overdue(status: LegalStatus, review_on: date | None, today: date) -> bool:
    """Considered or announced, the review date reached, and nothing known to have followed."""
    return status in AWAITS_REVIEW and review_on is not None and review_on <= today


def _moving(events: Sequence[Event]) -> EventKind | None:
    moving = [e.kind for e in events if e.kind not in _TRANSPARENT]
    return moving[-1] if moving else events[-1].kind


def _status_after(kind: EventKind) -> LegalStatus:
    if kind in (K.CONSIDERED, K.DRAFTED):
        return LegalStatus.CONSIDERED
    if kind is K.ANNOUNCED:
        return LegalStatus.ANNOUNCED
    if kind in _FILED:
        return LegalStatus.FILED
    if kind in _DECIDED:
        return LegalStatus.DECIDED
    if kind in _CLOSED:
        return LegalStatus.CLOSED_WITHOUT_ACTION
    return LegalStatus.IN_PROGRESS
