"""Which outcomes belong to which kind of event: what a form offers. Pure.

An outcome in somebody's own words is possible too, where the law gives no closed list: the reason
for closing a case, the mode of a prosecution, the sentence of a conviction. What a platform decided
is no outcome: it has the codes of the DSA Transparency Database (``codes.Decision``).
"""

from incidents.codes import Outcome
from incidents.procedures.events import EventKind

K = EventKind
R = Outcome

_RULED = (R.GRANTED, R.PARTLY_GRANTED, R.REFUSED, R.INADMISSIBLE)
_NOT_MADE_OUT = (R.INSUFFICIENT_EVIDENCE, R.AUTHOR_UNIDENTIFIED, R.NO_OFFENCE)

OUTCOMES: dict[EventKind, tuple[Outcome, ...]] = {
    K.CLOSED_WITHOUT_ACTION: _NOT_MADE_OUT,
    K.ALTERNATIVE: (R.REPARATION,),
    K.PROSECUTION: (
        R.SUMMONS_BY_POLICE,
        R.SUMMONS_BY_PROSECUTOR,
        R.IMMEDIATE_TRIAL,
        R.GUILTY_PLEA,
        R.PENAL_ORDER,
    ),
    K.NO_CASE: _NOT_MADE_OUT,
    K.ACQUITTED: (R.INSUFFICIENT_EVIDENCE, R.NO_OFFENCE),
    K.CONVICTED: (R.FINE,),
    K.ORDER: (*_RULED, R.CORRECTION_ORDERED),
    K.RULING: (*_RULED, R.CORRECTION_ORDERED),
    K.JUDGMENT: (*_RULED, R.CORRECTION_ORDERED),
    K.DECISION: (R.GRANTED, R.PARTLY_GRANTED, R.REJECTED, R.INADMISSIBLE, R.NO_JURISDICTION),
    K.SANCTION: (R.FINE, R.CORRECTION_ORDERED),
    K.CLOSED: (R.INSUFFICIENT_EVIDENCE, R.NO_OFFENCE),
    K.REJECTED: (R.NO_JURISDICTION, R.INADMISSIBLE, R.REFUSED),
}
"""Kinds that are not here end nothing, or are decided by a platform."""

CLOSED_LISTS = frozenset({K.ORDER, K.RULING})
"""An urgent order is granted, in part, refused or inadmissible: there is no other word for it."""


def outcomes_of(kind: EventKind) -> tuple[Outcome, ...]:
    """What a form offers for a kind of event; free words are possible beside it."""
    return OUTCOMES.get(kind, ())


def belongs(kind: EventKind, outcome: str) -> bool:
    """Whether an outcome may stand on a kind of event: none, one of its own, or free words where
    its list is not closed."""
    if not outcome or outcome in outcomes_of(kind):
        return True
    return outcome not in set(Outcome) and kind not in CLOSED_LISTS
