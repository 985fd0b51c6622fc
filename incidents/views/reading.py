"""A public document made ready to be read: references followed, answers beside what they answer.

Pure: takes the content of a Publication and today's date, asks the database nothing. Everything the
document says is kept; nothing is added but what follows from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from incidents import documents
from incidents.exchange_tree import Node, nodes
from incidents.views.appearances import Appearance, appearance
from incidents.views.cited import Cited, Record, sources_of, support
from incidents.views.conversation import Conversation, Involvement, Utterance
from incidents.views.procedures import Procedure, procedure


@dataclass(frozen=True)
class Incident:
    """Everything the incident page shows, in the order in which it shows it."""

    document: documents.Document
    statuses: Sequence[str]
    by_role: Sequence[tuple[str, Sequence[Involvement]]]
    utterances: Sequence[Utterance]
    tree: Sequence[Node]
    replies: Sequence[Record]
    appearances: Sequence[Appearance]
    procedures: Sequence[Procedure]
    sources: Sequence[Record]
    support: Sequence[tuple[str, Sequence[Cited]]]


def read(document: documents.Document, today: date) -> Incident:
    """Make a document ready; `today` decides what is "nothing known to have followed"."""
    sources = sources_of(document)
    conversation = Conversation(document, sources)
    facts = document["facts_date"]
    return Incident(
        document=document,
        statuses=documents.legal_statuses_on(document, today),
        by_role=conversation.by_role(),
        utterances=conversation.utterances(),
        tree=nodes(conversation.exchange),
        replies=conversation.exchange.replies,
        appearances=[appearance(each, sources) for each in document["appearances"]],
        procedures=[procedure(p, sources, today, facts) for p in document["procedures"]],
        sources=document["sources"],
        support=support(document, sources),
    )
