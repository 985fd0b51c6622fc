"""The tables of the records of incidents: a row a record, each with the reference of its incident.

Whoever takes an accusation along takes its answers: rows of records that accuse, and of what
supports them, hold the words of the claims that answer and of the rights of reply.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from incidents.documents import Document
from incidents.exchange import beside
from incidents.tables.columns import SEVERAL, Column, Table, columns_of, dictionary, said
from incidents.tables.found import Found, Row, citations, each_of, rounds, voices, within

Answers = Mapping[str, tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]]]
NONE: tuple[tuple[Any, ...], tuple[Any, ...]] = ((), ())

REFERENCE = Column(
    "reference", "text", said("Référence de l’incident.", "Reference of the incident.")
)
PLACE = Column("place", "number", said("Rang, à partir de 1.", "Place in the order, from 1."))
BESIDE = (
    Column(
        "answers_fr",
        SEVERAL,
        said("Ce que disent les réponses, en français.", "What the answers say, in French."),
    ),
    Column(
        "answers_en",
        SEVERAL,
        said("Ce que disent les réponses, en anglais.", "What the answers say, in English."),
    ),
    Column(
        "replies",
        SEVERAL,
        said("Droits de réponse, mot pour mot.", "Rights of reply, word for word."),
    ),
)
SUPPORTED = (
    Column(
        "record",
        "text",
        said("Table de ce que la citation appuie.", "Table of what the citation supports."),
    ),
    Column(
        "record_id",
        "text",
        said(
            "Identifiant de ce qu’elle appuie, vide pour l’incident lui-même.",
            "Identifier of what it supports, empty for the incident itself.",
        ),
    ),
    Column(
        "record_place",
        "number",
        said(
            "Rang de l’événement ou du relevé dans son lieu d’apparition.",
            "Place of the event or reading in its appearance.",
        ),
    ),
    PLACE,
)
ACCUSING = (
    Column(
        "accusation",
        "yes_no",
        said(
            "Ce qu’elle appuie accuse : les réponses vont avec.",
            "What it supports accuses: its answers belong beside it.",
        ),
    ),
    Column(
        "answered_by",
        SEVERAL,
        said("Déclarations (id) qui y répondent.", "Claims (id) that answer it."),
    ),
)


@dataclass(frozen=True)
class Kind:
    """A table, and how its records are found in a document, each with its keys. ``accuses``: its
    records may accuse, and have the answers beside them."""

    table: Table
    found: Callable[[Document], Found]
    read: Sequence[Column]
    accuses: bool = False


def rows_of(
    name: str, reference: str, document: Document, answers: Answers | None = None
) -> Iterator[Row]:
    """The rows of one table that an incident has, from its document as it is shown. ``answers`` are
    what ``beside`` gives of the document, where several tables are asked for."""
    kind = KINDS[name]
    for keys, record in kind.found(document):
        row = {"reference": reference} | keys
        row |= {column.name: column.read(record) for column in kind.read}
        if kind.accuses:
            answers = beside(document) if answers is None else answers
            row |= _answers(answers.get(keys.get("record_id") or record.get("id", ""), NONE))
        yield row


def _answers(found: tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]]) -> Row:
    claims, replies = found
    return {
        "answers_fr": [claim["summary"]["fr"] for claim in claims],
        "answers_en": [claim["summary"]["en"] for claim in claims],
        "replies": [reply["text"] for reply in replies],
    }


def _kind(
    name: str,
    record: str,
    found: Callable[[Document], Found],
    *,
    belongs: Sequence[Column] = (),
    key: Sequence[str] = ("reference", "id"),
    refers: Sequence[tuple[str, str, str]] = (),
    accuses: bool = False,
) -> Kind:
    taken = {column.name for column in belongs}
    read = tuple(c for c in columns_of(record) if c.name not in taken)
    beside = BESIDE if accuses else ()
    table = Table(
        name,
        dictionary()[record].meaning,
        (REFERENCE, *belongs, *read, *beside),
        key,
        (("reference", "incidents", "reference"), *refers),
    )
    return Kind(table, found, read, accuses)


def _part(name: str, record: str, part: str, inner: str, owner: str, table: str) -> Kind:
    """A table of what belongs to one record of an incident."""
    fr, en = OWNERS[owner]
    belongs = (Column(owner, "text", said(fr, en)), PLACE)
    return _kind(
        name,
        record,
        partial(within, part, inner, owner),
        belongs=belongs,
        key=("reference", owner, "place"),
        refers=((owner, table, "id"),),
    )


OWNERS = {
    "appearance": ("Lieu d’apparition (id).", "Appearance (id)."),
    "answer": ("Déclaration (id) qui répond.", "Claim (id) that answers."),
    "procedure": ("Procédure (id).", "Procedure (id)."),
}
SOURCE = Column("source", "text", said("Source (id).", "Source (id)."))
ELECTION = Column("election", "text", said("Élection.", "Election."))

_ALL = (
    _kind("involvements", "involvement", partial(each_of, "involvements"), accuses=True),
    _kind("appearances", "appearance", partial(each_of, "appearances")),
    _part(
        "appearance_events",
        "appearance_event",
        "appearances",
        "events",
        "appearance",
        "appearances",
    ),
    _part(
        "observations", "observation", "appearances", "observations", "appearance", "appearances"
    ),
    _kind("claims", "claim", partial(each_of, "claims"), accuses=True),
    _part("claim_answers", "answer", "claims", "answers", "answer", "claims"),
    _kind("procedures", "procedure", partial(each_of, "procedures")),
    _part("procedure_events", "event", "procedures", "events", "procedure", "procedures"),
    _part("procedure_bases", "basis", "procedures", "bases", "procedure", "procedures"),
    _part("respondent_statuses", "standing", "procedures", "statuses", "procedure", "procedures"),
    _part("deadlines", "deadline", "procedures", "deadlines", "procedure", "procedures"),
    _part("follow_ups", "follow_up", "procedures", "follow_ups", "procedure", "procedures"),
    _kind("replies", "reply", partial(each_of, "replies")),
    _kind(
        "citations",
        "incident_citation",
        citations,
        belongs=(*SUPPORTED, *ACCUSING),
        key=("reference", "record", "record_id", "record_place", "place"),
        refers=(("source", "sources", "id"),),
        accuses=True,
    ),
    _kind("sources", "source", partial(each_of, "sources")),
    _kind("voices", "voice", voices, belongs=(SOURCE, PLACE), key=("reference", "source", "place")),
    _kind(
        "election_rounds",
        "round",
        rounds,
        belongs=(ELECTION, PLACE),
        key=("reference", "election", "place"),
    ),
)
KINDS = {each.table.name: each for each in _ALL}
RECORDS = tuple(each.table for each in _ALL)
