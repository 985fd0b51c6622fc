"""At which stage a person stands, and so how the presumption of innocence is worded. Pure.

Every kind of event leads to a stage, and every stage has its sentence in both languages
(``labels/``). Source: Declaration of 1789, art. 9; CPP, preliminary article; C. civ. art. 9-1.
"""

from collections.abc import Sequence

from incidents.codes import Stage, Track
from incidents.procedures.events import Event, EventKind, moving

K = EventKind

STAGE_AFTER: dict[EventKind, Stage] = {
    K.CONSIDERED: Stage.WORDS,
    K.ANNOUNCED: Stage.WORDS,
    K.ABANDONED: Stage.ABANDONED,
    K.REPORT: Stage.FILED,
    K.COMPLAINT: Stage.FILED,
    K.COMPLAINT_AGAINST_X: Stage.FILED,
    K.CIVIL_PARTY_COMPLAINT: Stage.FILED,
    K.INVESTIGATION: Stage.INVESTIGATED,
    K.JUDICIAL_INVESTIGATION: Stage.INVESTIGATED,
    K.REOPENED: Stage.INVESTIGATED,
    K.FORMAL_INVESTIGATION: Stage.FORMALLY_INVESTIGATED,
    K.ASSISTED_WITNESS: Stage.ASSISTED_WITNESS,
    K.DIRECT_SUMMONS: Stage.TO_BE_TRIED,
    K.PROSECUTION: Stage.TO_BE_TRIED,
    K.COMMITTED_FOR_TRIAL: Stage.TO_BE_TRIED,
    K.HEARING: Stage.TRIED,
    K.CLOSED_WITHOUT_ACTION: Stage.CLOSED,
    K.ALTERNATIVE: Stage.ALTERNATIVE,
    K.NO_CASE: Stage.NO_CASE,
    K.ACQUITTED: Stage.ACQUITTED,
    K.CONVICTED: Stage.CONVICTED_NOT_FINAL,
    K.APPEAL: Stage.APPEALED,
    K.CASSATION: Stage.APPEALED,
    K.FINAL: Stage.FINAL,
    K.COMPLAINT_WITHDRAWN: Stage.FILED,
    K.JOINED: Stage.INVESTIGATED,
    K.TIME_BARRED: Stage.TIME_BARRED,
    K.SUMMONS: Stage.CLAIM_PENDING,
    K.CHALLENGE_FILED: Stage.CLAIM_PENDING,
    K.INSTRUCTION: Stage.CLAIM_PENDING,
    K.ORDER: Stage.PROVISIONAL,
    K.RULING: Stage.PROVISIONAL,
    K.EXECUTED: Stage.PROVISIONAL,
    K.JUDGMENT: Stage.JUDGED_NOT_FINAL,
    K.REFERRAL: Stage.REFERRED,
    K.RECEIPT: Stage.REFERRED,
    K.INQUIRY: Stage.REFERRED,
    K.PASSED_ON: Stage.REFERRED,
    K.FORMAL_NOTICE: Stage.FORMAL_NOTICE,
    K.SANCTION: Stage.SANCTIONED,
    K.CLOSED: Stage.CLOSED,
    K.REJECTED: Stage.REJECTED,
    K.DRAFTED: Stage.WORDS,
    K.SENT: Stage.NOTIFIED,
    K.DECISION: Stage.JUDGED_NOT_FINAL,
    K.NO_ACTION: Stage.PLATFORM_DECIDED,
    K.NO_REPLY: Stage.NOTIFIED,
    K.INTERNAL_COMPLAINT: Stage.PLATFORM_DECIDED,
    K.UPHELD: Stage.PLATFORM_DECIDED,
    K.REVERSED: Stage.PLATFORM_DECIDED,
    K.OUT_OF_COURT: Stage.PLATFORM_DECIDED,
    K.COURT: Stage.CLAIM_PENDING,
}
"""The stage that each kind brings, on the track where it belongs."""

ON_TRACK: dict[tuple[Track, EventKind], Stage] = {
    (Track.URGENT_CIVIL, K.HEARING): Stage.CLAIM_PENDING,
    (Track.MERITS, K.HEARING): Stage.CLAIM_PENDING,
    (Track.PLATFORM, K.RECEIPT): Stage.NOTIFIED,
    (Track.PLATFORM, K.DECISION): Stage.PLATFORM_DECIDED,
    (Track.URGENT_CIVIL, K.APPEAL): Stage.CLAIM_PENDING,
    (Track.MERITS, K.APPEAL): Stage.CLAIM_PENDING,
    (Track.MERITS, K.CASSATION): Stage.CLAIM_PENDING,
}
"""Kinds that mean something else on some tracks."""

FINAL_AFTER: dict[EventKind, Stage] = {
    K.CONVICTED: Stage.CONVICTED_FINAL,
    K.ACQUITTED: Stage.ACQUITTED_FINAL,
    K.NO_CASE: Stage.NO_CASE,
    K.ALTERNATIVE: Stage.ALTERNATIVE,
}
"""What "decision final" makes of the last decision about the person."""

CHALLENGED = frozenset({K.APPEAL, K.CASSATION, K.TIME_BARRED})
"""What may have undone a decision: where it stands between the decision and "decision final",
nobody can say from the events which decision became final."""

FINDING = frozenset({Stage.CONVICTED_FINAL})
"""Only here may a text say that somebody is guilty."""


def stage_of(track: Track, events: Sequence[Event]) -> Stage:
    """The stage after the events that concern one person; NONE before the first."""
    steps = moving(events)
    if not steps:
        return Stage.NONE
    last = steps[-1].kind
    if last is K.FINAL:
        return _final(steps)
    return ON_TRACK.get((track, last), STAGE_AFTER[last])


def _final(steps: Sequence[Event]) -> Stage:
    """What became final: the last decision, where nothing that may have undone it came after."""
    for event in reversed(steps):
        if event.kind in CHALLENGED:
            break
        if event.kind in FINAL_AFTER:
            return FINAL_AFTER[event.kind]
    return Stage.FINAL
