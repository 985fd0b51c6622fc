"""Questions to the public document of one incident. Pure; the shape is ``projection``'s."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from incidents.codes import LegalStatus, Reading
from incidents.procedures import AWAITS_REVIEW

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
    for source in document["sources"]:
        if source["publisher"]:
            yield source["publisher"]
        if source["transcript"]:
            yield from (s["actor"] for s in source["transcript"]["speakers"] if s["actor"])


def legal_statuses(document: Document) -> list[str]:
    """The set of stored legal statuses, over procedures and respondents, sorted; ``none`` where
    there is no follow-up. What depends on today is asked with ``review_due_on``."""
    found = {s["status"] for p in document["procedures"] for s in p["statuses"]}
    return sorted(found or {LegalStatus.NONE.value})


def review_due_on(document: Document) -> date | None:
    """From this day on something considered or announced counts as "nothing known to have
    followed"; None when nothing is to be reviewed."""
    due = [
        date.fromisoformat(p["review_on"])
        for p in document["procedures"]
        if p["review_on"] and LegalStatus(p["status"]) in AWAITS_REVIEW
    ]
    return min(due, default=None)


def legal_statuses_on(document: Document, today: date) -> list[str]:
    """The stored statuses and, where a review date has passed, ``nothing_followed``."""
    due = review_due_on(document)
    overdue = due is not None and due <= today
    return legal_statuses(document) + ([LegalStatus.NOTHING_FOLLOWED.value] if overdue else [])


def denials(document: Document) -> int:
    """How many claims deny something."""
    return sum(Reading.DENIAL in c["reading"] for c in document["claims"])


def speaker_ranges(source: Document, digest: str) -> list[tuple[int, int, str]]:
    """Who speaks in a source's transcript: first and last position, label. Empty for another
    version of the transcript than the one the document describes."""
    transcript = source["transcript"]
    if not transcript or transcript["digest"] != digest:
        return []
    return [
        (first, last, speaker["label"])
        for speaker in transcript["speakers"]
        for first, last in speaker["ranges"]
    ]


def speaker_at(ranges: list[tuple[int, int, str]], position: int) -> str:
    """The label of who speaks at a position; empty when nobody was named."""
    return next((label for first, last, label in ranges if first <= position <= last), "")


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
