"""Records of a document, each accusation with what answers it."""

from collections.abc import Iterator, Sequence
from typing import Any

from incidents.documents import Document
from incidents.exchange import Statement, exchange

Record = dict[str, Any]
STATED = ("claims", "involvements")
"""Lists of a document whose records may accuse."""


def part(shown: Document, name: str) -> list[Record]:
    """One list of records of a document, its statements with what stands beside them."""
    if name in STATED:
        return [stated(each) for each in getattr(exchange(shown), name)]
    records: list[Record] = shown[name]
    return records


def one(shown: Document, name: str, public_id: str) -> Record:
    """One record of a document."""
    if name in STATED:
        every: Sequence[Statement] = getattr(exchange(shown), name)
        return stated(next(each for each in every if each.id == public_id))
    return next(each for each in shown[name] if each["id"] == public_id)


def cited(shown: Document, record: Record) -> list[Record]:
    """The sources of a document that a record of it cites, and what stands beside that."""
    named = set(_sources(record))
    return [source for source in shown["sources"] if source["id"] in named]


def stated(statement: Statement) -> Record:
    """A claim or an involvement as the document has it, and ``beside`` it what has to be read with
    it: claims that answer it, each with how and what, and rights of reply."""
    answers = [
        {"kind": beside.kind, "to": beside.to.id, "claim": dict(beside.statement.record)}
        for beside in statement.thread()
    ]
    replies = [dict(each) for each in statement.beside]
    return dict(statement.record) | {"beside": {"answers": answers, "replies": replies}}


def _sources(content: Any) -> Iterator[str]:
    """The ids of sources in all citations of a record, wherever they stand in it."""
    if isinstance(content, list):
        for each in content:
            yield from _sources(each)
    elif isinstance(content, dict):
        yield from (citation["source"] for citation in content.get("citations", ()))
        for each in content.values():
            yield from _sources(each)
