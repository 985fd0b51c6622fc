"""Requests for erasure: the grounds on which they are decided, and the day an answer is due. Pure.

The provisions are those of Regulation (EU) 2016/679 (GDPR); to be checked by a lawyer before any
legal use.
"""

from datetime import date

from incidents.codes import ErasureGround, ErasureState
from incidents.procedures.clocks import add_months

ANSWER_MONTHS = 1
"""GDPR art. 12(3): one month from receipt; a further two may be taken for a reason that the person
is told."""
EXTENDED_MONTHS = 3

GRANTS = {
    ErasureGround.NOT_NEEDED: "GDPR art. 17(1)(a)",
    ErasureGround.CONSENT_WITHDRAWN: "GDPR art. 17(1)(b)",
    ErasureGround.OBJECTION: "GDPR art. 17(1)(c)",
    ErasureGround.UNLAWFUL: "GDPR art. 17(1)(d)",
    ErasureGround.LEGAL_OBLIGATION: "GDPR art. 17(1)(e)",
    ErasureGround.MINOR: "GDPR art. 17(1)(f)",
}
REFUSES = {
    ErasureGround.EXPRESSION: "GDPR art. 17(3)(a)",
    ErasureGround.PUBLIC_TASK: "GDPR art. 17(3)(b)",
    ErasureGround.ARCHIVING: "GDPR art. 17(3)(d)",
    ErasureGround.LEGAL_CLAIMS: "GDPR art. 17(3)(e)",
    ErasureGround.NOT_THE_PERSON: "GDPR art. 12(6)",
}
SOURCES = GRANTS | REFUSES
DECIDED = frozenset({ErasureState.GRANTED, ErasureState.PARTLY, ErasureState.REFUSED})
ERASES = frozenset({ErasureState.GRANTED, ErasureState.PARTLY})


def due_on(received_on: date, *, extended: bool = False) -> date:
    """The last day for the answer. That a term which ends on a holiday runs on is not counted in
    (Regulation 1182/71, art. 3(4)), so that nobody relies on a day too many."""
    return add_months(received_on, EXTENDED_MONTHS if extended else ANSWER_MONTHS)


def is_overdue(received_on: date, today: date, *, extended: bool = False) -> bool:
    """Whether a request that has no answer yet should have one."""
    return today > due_on(received_on, extended=extended)


def fits(state: ErasureState, ground: ErasureGround) -> bool:
    """Whether a decision may rest on a ground: one to grant, one to refuse; a decision in part
    rests on either, its reasons name the other."""
    match state:
        case ErasureState.GRANTED:
            return ground in GRANTS
        case ErasureState.REFUSED:
            return ground in REFUSES
        case ErasureState.PARTLY:
            return True
        case ErasureState.RECEIVED:
            return False
