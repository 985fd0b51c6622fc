"""Who says what, and what answers it: an accusation never leaves here without its answers. Pure.

Every output that shows a claim or an accusing involvement reads it as a ``Statement``, which holds
whatever was recorded in answer: denials, retractions, counters, and the answers to those. A house
test keeps other code from reading the claims of a document past this module.
"""

from incidents.exchange.arranged import Exchange, Reply, beside, exchange
from incidents.exchange.statement import Answer, Beside, Statement

__all__ = [
    "Answer",
    "Beside",
    "Exchange",
    "Reply",
    "Statement",
    "beside",
    "exchange",
]
