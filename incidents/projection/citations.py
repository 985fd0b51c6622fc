"""One citation in public: the source, the seconds, the quote, and what is doubtful about it."""

from collections.abc import Iterable

from incidents.codes import PublicExtent
from incidents.documents import Document
from incidents.models import Citation, Segment
from incidents.moments import moment_url
from incidents.versions import newer_versions


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
