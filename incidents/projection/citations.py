"""Citations in public: the source, the seconds, the quote, and what is doubtful about it."""

from collections.abc import Iterable
from typing import Any

from incidents.codes import PublicExtent
from incidents.documents import Document
from incidents.models import Citation, Segment, SourceMedia
from incidents.moments import moment_url
from incidents.passages import Range
from incidents.versions import newer_versions


class Cited:
    """Collects what the parts of one document cite while they are written: the sources, the ranges
    of each transcript by its key, and every citation with what became of it."""

    def __init__(self) -> None:
        self.sources: dict[int, SourceMedia] = {}
        self.ranges: dict[int, list[Range]] = {}
        self.citations: list[tuple[Citation, Document]] = []

    def of(self, owner: Any) -> list[Document]:
        """The citations of a record, as they were prefetched."""
        return [self.add(citation) for citation in owner.citations.all()]

    def add(self, citation: Citation, **more: Any) -> Document:
        """One citation, with ``more`` in front of it."""
        self.sources[citation.source_id] = citation.source
        first, last = citation.first_segment, citation.last_segment
        if first and last:
            places = self.ranges.setdefault(first.transcript_id, [])
            places.append((first.position, last.position))
        self.citations.append((citation, more | citation_of(citation)))
        return self.citations[-1][1]


def citation_of(citation: Citation) -> Document:
    """`citation` comes from ``public_relations.cited``. A quote from a source without public text
    is left out; ``newer`` is noted for all citations at once, ``redacted`` once the whole
    document is known."""
    first, last = citation.first_segment, citation.last_segment
    hidden = citation.source.public_extent == PublicExtent.NONE
    transcript = first.transcript if first else None
    return {
        "source": citation.source.public_id,
        "transcript": transcript.digest if transcript else None,
        "first": first.position if first else None,
        "last": last.position if last else None,
        "start_ms": first.start_ms if first else None,
        "end_ms": _end_ms(last, citation) if last else None,
        "moment_url": moment_url(citation.source.url, first.start_ms) if first else None,
        "quote": "" if hidden else citation.quote,
        "redacted": False,
        "lang": transcript.language if transcript else citation.source.language,
        "made_by": transcript.made_by if transcript else None,
        "low_confidence": citation.low_confidence,  # type: ignore[attr-defined]
        "newer": None,
        "note": citation.note,
    }


def note_newer_versions(citations: Iterable[tuple[Citation, Document]]) -> None:
    """Say in each document whose transcript has a newer version, and whether it differs there. What
    the newer one says is not public by that; one query."""
    pairs = list(citations)
    found = newer_versions([citation for citation, _document in pairs])
    for citation, document in pairs:
        if newer := found.get(citation.pk):
            document["newer"] = {"version": newer.version, "differs": newer.differs}


def _end_ms(last: Segment, citation: Citation) -> int | None:
    if last.end_ms is not None:
        return last.end_ms
    return citation.next_start_ms  # type: ignore[attr-defined]
