"""A public document made ready to be read: references followed, answers beside what they answer.

Pure: takes the content of a Publication and today's date, asks the database nothing. Everything the
document says is kept; nothing is added but what follows from it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from incidents import documents
from incidents.codes import Role
from incidents.exchange_tree import Node, nodes
from incidents.models import ListedSegment
from incidents.views.appearances import Appearance, appearance
from incidents.views.cited import Cited, Record, sources_of, support
from incidents.views.conversation import Conversation, Involvement, Utterance
from incidents.views.excerpts import Line, excerpts
from incidents.views.procedures import Procedure, procedure

UNFOLDED, A_FEW = 20, 5
"""How many statements stand open on a page; the rest is folded unless it is but a few."""
DEPICTING = (Role.DEPICTED, Role.IMPERSONATED)
"""Roles of those whom the content shows or speaks as; none of them accuses."""


@dataclass(frozen=True)
class Brief:
    """What a reader needs first, beside the summary. ``depicted`` are those whom the content shows
    or speaks as, ``platforms`` where it was seen, each once."""

    depicted: Sequence[Record]
    platforms: Sequence[Record]
    statements: int
    denials: int


@dataclass(frozen=True)
class Incident:
    """Everything the incident page shows, in the order in which it shows it; ``more_utterances``
    are folded."""

    document: documents.Document
    statuses: Sequence[str]
    brief: Brief
    by_role: Sequence[tuple[str, Sequence[Involvement]]]
    utterances: Sequence[Utterance]
    more_utterances: Sequence[Utterance]
    tree: Sequence[Node]
    replies: Sequence[Record]
    appearances: Sequence[Appearance]
    procedures: Sequence[Procedure]
    sources: Sequence[tuple[Record, Sequence[Line]]]
    support: Sequence[tuple[str, Sequence[Cited]]]


def read(
    document: documents.Document, today: date, segments: Iterable[ListedSegment] = ()
) -> Incident:
    """Make a document ready; `today` decides what is "nothing known to have followed", `segments`
    are the lines that it cites."""
    sources = sources_of(document)
    conversation = Conversation(document, sources)
    facts = document["facts_date"]
    numbers = {key: claim.number for key, claim in conversation.claims.items()}
    lines = excerpts(document, segments, numbers)
    said = conversation.utterances()
    whole = len(said) if len(said) <= UNFOLDED + A_FEW else UNFOLDED
    return Incident(
        document=document,
        statuses=documents.legal_statuses_on(document, today),
        brief=_brief(document, len(said)),
        by_role=conversation.by_role(),
        utterances=said[:whole],
        more_utterances=said[whole:],
        tree=nodes(conversation.exchange),
        replies=conversation.exchange.replies,
        appearances=[appearance(each, sources) for each in document["appearances"]],
        procedures=[procedure(p, sources, today, facts) for p in document["procedures"]],
        sources=[(source, lines.get(source["id"], ())) for source in document["sources"]],
        support=support(document, sources),
    )


def _brief(document: documents.Document, statements: int) -> Brief:
    platforms = {a["platform"]["code"]: a["platform"] for a in document["appearances"]}
    shown = [i["actor"] for i in document["involvements"] if i["role"] in DEPICTING]
    return Brief(
        depicted=[actor for place, actor in enumerate(shown) if actor not in shown[:place]],
        platforms=list(platforms.values()),
        statements=statements,
        denials=documents.denials(document),
    )
