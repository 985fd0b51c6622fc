"""Where the records of a table stand in a document, each with the keys that its row has besides."""

from collections.abc import Iterator, Mapping
from typing import Any

from incidents.documents import Document

Row = dict[str, Any]
Found = Iterator[tuple[Row, Document]]


def each_of(part: str, document: Document) -> Found:
    for record in document[part]:
        yield {}, record


def within(part: str, inner: str, key: str, document: Document) -> Found:
    """Records of records, with the id of what they belong to and their place in it."""
    for outer in document[part]:
        for place, record in enumerate(outer[inner], 1):
            yield {key: outer["id"], "place": place}, record


def voices(document: Document) -> Found:
    for source in document["sources"]:
        for place, voice in enumerate((source["transcript"] or {}).get("speakers", ()), 1):
            yield {"source": source["id"], "place": place}, voice


def rounds(document: Document) -> Found:
    for place, each in enumerate((document["election"] or {}).get("rounds", ()), 1):
        yield {"election": document["election"]["slug"], "place": place}, each


def citations(document: Document) -> Found:
    for place, citation in enumerate(document["incident_citations"], 1):
        yield _supported("incidents", "", None, place), citation
    for name in ("involvements", "claims"):
        for record in document[name]:
            yield from _cited(name, record["id"], None, record)
    for seen in document["appearances"]:
        for part, name in (("events", "appearance_events"), ("observations", "observations")):
            for number, record in enumerate(seen[part], 1):
                yield from _cited(name, seen["id"], number, record)
    for procedure in document["procedures"]:
        for event in procedure["events"]:
            yield from _cited("procedure_events", event["id"], None, event)


def _cited(name: str, own: str, number: int | None, record: Document) -> Found:
    for place, citation in enumerate(record["citations"], 1):
        yield _supported(name, own, number, place, record), citation


def _supported(
    name: str, own: str, number: int | None, place: int, record: Mapping[str, Any] | None = None
) -> Row:
    record = record or {}
    return {
        "record": name,
        "record_id": own,
        "record_place": number,
        "place": place,
        "accusation": record.get("accusation", False),
        "answered_by": record.get("answered_by", []),
    }
