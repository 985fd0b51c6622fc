"""The cited passages of an incident's sources: who says what at which second."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q

from incidents import documents
from incidents.documents import Document
from incidents.models import ListedSegment
from incidents.passages import Range, merged
from incidents.views.cited import Record

MOST = 400
"""How many lines a page shows; the rest is read on the pages of the sources."""


@dataclass(frozen=True)
class Part:
    """What cites a line: its place on the page, and the number of the claim or 0."""

    kind: str
    anchor: str
    number: int


@dataclass(frozen=True)
class Line:
    """One cited line. ``fragment`` is where its source's page has it; ``turn``: another speaks, or
    lines before it are not cited."""

    start_ms: int
    fragment: str
    text: str
    redacted: bool
    low_confidence: bool
    speaker: str
    turn: bool
    cited_by: Sequence[Part]


def cited_segments(document: Document) -> list[ListedSegment]:
    """The lines that a document cites and that are public now, in order; one query, or none where
    it cites no line. Of an older version only what is still public is among them."""
    cited = _parts(document, {})
    if not cited:
        return []
    places = Q(pk__in=[])
    for (source, digest), parts in cited.items():
        for each in merged(place for place, _part in parts):
            places |= Q(source=source, digest=digest, position__range=each)
    return list(ListedSegment.objects.filter(places)[:MOST])


def excerpts(
    document: Document, segments: Iterable[ListedSegment], numbers: Mapping[str, int]
) -> dict[str, list[Line]]:
    """By source the cited lines; ``numbers`` are those of the claims by their ids."""
    sources = {source["id"]: source for source in document["sources"]}
    parts = _parts(document, numbers)
    found: dict[str, list[Line]] = {}
    for (source, digest), rows in groupby(segments, key=lambda row: (row.source_id, row.digest)):
        cited = parts[source, digest]
        found.setdefault(source, []).extend(_lines(sources[source], rows, cited))
    return found


def _lines(
    source: Record, rows: Iterable[ListedSegment], parts: Sequence[tuple[Range, Part]]
) -> list[Line]:
    lines: list[Line] = []
    before: tuple[int, str] | None = None
    for row in rows:
        here = (row.position, row.speaker)
        follows = before == (row.position - 1, row.speaker)
        by = (part for (first, last), part in parts if first <= row.position <= last)
        lines.append(
            Line(
                start_ms=row.start_ms,
                fragment=documents.second_in_page(dict(source), row.start_ms),
                text=row.text,
                redacted=row.redacted,
                low_confidence=row.low_confidence,
                speaker=row.speaker,
                turn=not follows,
                cited_by=list(dict.fromkeys(by)),
            )
        )
        before = here
    return lines


def _parts(
    document: Document, numbers: Mapping[str, int]
) -> dict[documents.Version, list[tuple[Range, Part]]]:
    found: dict[documents.Version, list[tuple[Range, Part]]] = {}
    for kind, anchor, citation in documents.citations(document):
        if citation["transcript"] is not None:
            number = numbers.get(anchor.removeprefix("claim-"), 0) if kind == "claim" else 0
            place = (citation["first"], citation["last"])
            version = (citation["source"], citation["transcript"])
            found.setdefault(version, []).append((place, Part(kind, anchor, number)))
    return found
