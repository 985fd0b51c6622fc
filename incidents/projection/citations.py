"""Citations in public: the source, the seconds, the quote, and what is doubtful about it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model

from incidents import public_relations
from incidents.codes import PublicExtent
from incidents.documents import Document
from incidents.models import Citation, Incident, Segment, SourceMedia
from incidents.models.citation import OWNERS
from incidents.moments import moment_url
from incidents.passages import Range
from incidents.versions import newer_versions

OWNING = {name: Citation._meta.get_field(name).related_model for name in OWNERS}
"""By the name that a citation has for its owner: the owner's model."""


class Cited:
    """Collects what the parts of one document cite while they are written: the sources, the ranges
    of each transcript by its key, and every citation with what became of it."""

    def __init__(self, owners: Mapping[str, Iterable[Model]]) -> None:
        """``owners``: all records of the document that may cite, as in ``OWNERS``."""
        keys = {name: [each.pk for each in records] for name, records in owners.items()}
        self._of: defaultdict[tuple[Any, int], list[Citation]] = defaultdict(list)
        for citation in public_relations.citations(keys):
            for name, model in OWNING.items():
                key = getattr(citation, f"{name}_id")
                if key is not None:
                    self._of[model, key].append(citation)
        self.sources: dict[int, SourceMedia] = {}
        self.ranges: dict[int, list[Range]] = {}
        self.citations: list[tuple[Citation, Document]] = []

    def of(self, owner: Model) -> list[Document]:
        """The citations of a record."""
        return [self._add(citation) for citation in self._of[type(owner), owner.pk]]

    def of_incident(self, incident: Incident) -> list[Document]:
        """The citations of the incident itself, each with what it supports in front."""
        owned = self._of[Incident, incident.pk]
        return [self._add(each, supports=each.supports) for each in owned]

    def _add(self, citation: Citation, **more: Any) -> Document:
        self.sources[citation.source_id] = citation.source
        first, last = citation.first_segment, citation.last_segment
        if first and last:
            places = self.ranges.setdefault(first.transcript_id, [])
            places.append((first.position, last.position))
        self.citations.append((citation, more | citation_of(citation)))
        return self.citations[-1][1]


def citation_of(citation: Citation) -> Document:
    """`citation` comes from ``public_relations.citations``. A quote from a source without public
    text is left out; ``newer`` is noted for all citations at once, ``redacted`` once the whole
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
