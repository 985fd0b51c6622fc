"""What a document holds: its citations, actors, texts."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from incidents.codes import Reading

Document = dict[str, Any]


class Cited(NamedTuple):
    """One citation and the record it belongs to. ``anchor`` is its place on the incident's page."""

    kind: str
    anchor: str
    citation: Document


def citations(document: Document) -> Iterator[Cited]:
    """Every citation of a document, in the document's order."""
    for citation in document["incident_citations"]:
        yield Cited("incident", "facts", citation)
    for involvement in document["involvements"]:
        yield from _of("involvement", f"involvement-{involvement['id']}", involvement)
    for appearance in document["appearances"]:
        anchor = f"appearance-{appearance['id']}"
        for part in (*appearance["events"], *appearance["observations"]):
            yield from _of("appearance", anchor, part)
    for claim in document["claims"]:
        yield from _of("claim", f"claim-{claim['id']}", claim)
    for procedure in document["procedures"]:
        for event in procedure["events"]:
            yield from _of("procedure", f"procedure-{procedure['id']}", event)


def actors(document: Document) -> Iterator[Document]:
    """Every actor named anywhere in a document, repeated as often as named."""
    for involvement in document["involvements"]:
        yield involvement["actor"]
    for claim in document["claims"]:
        named = [claim["speaker"]["actor"], claim["relayed_by"]]
        yield from (a for a in named if a)
        yield from claim["on_behalf_of"]
        yield from claim["about"]
    for procedure in document["procedures"]:
        if procedure["authority"]:
            yield procedure["authority"]
        yield from procedure["complainants"]
        yield from procedure["respondents"]
        yield from (e["respondent"] for e in procedure["events"] if e["respondent"])
    for reply in document.get("replies", ()):
        if reply["by"]:
            yield reply["by"]
    for source in document["sources"]:
        if source["publisher"]:
            yield source["publisher"]
        if source["transcript"]:
            yield from (s["actor"] for s in source["transcript"]["speakers"] if s["actor"])


def denials(document: Document) -> int:
    """How many claims deny something."""
    return sum(Reading.DENIAL in c["reading"] for c in document["claims"])


def texts(content: Any) -> Iterator[str]:
    """Every string anywhere in a document."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from texts(value)


def _of(kind: str, anchor: str, record: Document) -> Iterator[Cited]:
    for citation in record["citations"]:
        yield Cited(kind, anchor, citation)
