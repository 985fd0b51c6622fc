"""Citations on a page: each with its source, and where in the source's page its second is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from incidents import documents
from incidents.reports.voices import voice, voices

Record = Mapping[str, Any]
Sources = Mapping[str, tuple[Record, int, str]]
"""The sources of a document by their ids, each with its place in the list of sources and the
language in which staff wrote the document."""


@dataclass(frozen=True)
class Cited:
    """One citation with its source; `number` is the source's place in the list of sources,
    `written_in` the language of what staff note beside it."""

    source: Record
    number: int
    written_in: str
    citation: Record

    @property
    def fragment(self) -> str:
        """Where in the source's page the passage starts, "" for a citation of the whole."""
        start = self.citation["start_ms"]
        return "" if start is None else documents.second_in_page(dict(self.source), start)

    @property
    def is_replaced(self) -> bool:
        """Whether a newer version of the transcript says something else there."""
        return bool((self.citation.get("newer") or {}).get("differs"))

    @property
    def voice(self) -> str:
        """The one voice that is heard in the cited passage, "" where it is not known."""
        return voice(self.source, self.citation)

    @property
    def voices(self) -> list[str]:
        """The voices of a quote that runs over several, else nothing."""
        return voices(self.source, self.citation)


def sources_of(document: documents.Document) -> Sources:
    """The sources of a document, numbered from 1 as its page lists them."""
    ours = document["original_language"]
    return {s["id"]: (s, number, ours) for number, s in enumerate(document["sources"], 1)}


def cited(citations: Sequence[Record], sources: Sources) -> list[Cited]:
    """Citations with their sources, in the given order."""
    return [Cited(*sources[c["source"]], citation=c) for c in citations]


def support(document: documents.Document, sources: Sources) -> list[tuple[str, list[Cited]]]:
    """Citations of the incident itself under the facts they carry, in the document's order."""
    found: dict[str, list[Cited]] = {}
    for citation in document["incident_citations"]:
        found.setdefault(citation["supports"], []).extend(cited([citation], sources))
    return list(found.items())
