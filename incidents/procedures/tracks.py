"""Which event may follow which, on each track: plain tables. Pure.

Source of the tables: French Code of criminal procedure (art. 40, 80, 85, 175, 177), Code of civil
procedure (art. 484 and following, 834), electoral code (L.163-2), Regulation (EU) 2022/2065
(art. 16, 17, 20, 21); to be checked by a lawyer before any legal use.
"""

from collections.abc import Sequence

from incidents.codes import Track
from incidents.procedures.events import Event, EventKind, last_moving

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
        K.CIVIL_PARTY_COMPLAINT,
    ),
    Track.URGENT_CIVIL: (K.SUMMONS,),
    Track.MERITS: (K.SUMMONS,),
    Track.ELECTORAL: (K.CHALLENGE_FILED,),
    Track.REGULATOR: (K.REFERRAL,),
    Track.PLATFORM: (K.DRAFTED, K.SENT),
}
"""What opens a track once it is more than words. A complaint with civil party may come first where
no wait is asked: press offences, electoral code (CPP art. 85)."""

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
        K.NO_CASE: (K.APPEAL, K.CASSATION, K.FINAL),
        K.COMMITTED_FOR_TRIAL: (K.HEARING,),
        K.HEARING: (K.HEARING, K.ACQUITTED, K.CONVICTED),
        K.ACQUITTED: (K.APPEAL, K.CASSATION, K.FINAL),
        K.CONVICTED: (K.APPEAL, K.CASSATION, K.FINAL),
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
        K.JUDGMENT: (K.APPEAL, K.CASSATION, K.FINAL),
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
        K.OUT_OF_COURT: (K.UPHELD, K.REVERSED, K.COURT),
    },
}

_ANYTIME: dict[Track, tuple[EventKind, ...]] = {
    Track.PENAL: (K.COMPLAINT_WITHDRAWN, K.TIME_BARRED, K.JOINED),
}
"""Events that may come after any other of the track."""


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

    Where the law is per person, only what happened to that person, or to everybody, counts: one
    can be placed under formal investigation after another was committed for trial, and nobody
    appeals because somebody else was convicted.
    """
    if new.respondent is None:
        before = list(events)
    else:
        before = [e for e in events if e.respondent in (None, new.respondent)]
    return new.kind in allowed_after(track, last_moving(before))
