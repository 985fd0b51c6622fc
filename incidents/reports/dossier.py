"""One incident as the report sets it: its document, numbered sources, exchange, procedures.

Pure arrangement of the frozen document: nothing is looked up anywhere else. Sources are numbered
S1, S2 ... within the incident, in the order of the document.
"""

from dataclasses import dataclass
from typing import Any

from incidents.codes import PublicExtent
from incidents.documents import citations, second_in_page
from incidents.exchange import exchange
from incidents.moments import moment_url
from incidents.reports.frozen import Snapshot, cut_off_date, incidents_of
from incidents.reports.procedures import Procedure, arranged
from incidents.reports.turns import Turn, accusations, others

Record = dict[str, Any]
Extracts = dict[str, list[Record]]


@dataclass(frozen=True)
class Passage:
    """A cited line of a source, or a cited stretch whose text may not be shown (``text`` None).

    ``moment`` is its second at the publisher's, "" where that has no address.
    """

    start_ms: int
    end_ms: int | None
    address: str
    moment: str
    speaker: str
    text: str | None
    redacted: bool
    low_confidence: bool


@dataclass(frozen=True)
class Source:
    """A source with its number, its permanent address and the passages that are cited."""

    number: str
    record: Record
    address: str
    passages: tuple[Passage, ...]
    lines: dict[tuple[str, int], str]

    def words(self, citation: Record) -> str:
        """The quote, else the cited lines where they may be shown, else nothing."""
        if citation.get("redacted"):
            return ""
        if citation["quote"] or citation["first"] is None:
            return str(citation["quote"])
        places = range(citation["first"], citation["last"] + 1)
        found = (self.lines.get((citation["transcript"], place)) for place in places)
        return " ".join(text for text in found if text)

    def address_at(self, start_ms: int | None) -> str:
        """Permanent address, at a second of the recording where one is given."""
        if start_ms is None:
            return self.address
        return self.address + second_in_page(self.record, start_ms)


@dataclass(frozen=True)
class Dossier:
    """One incident of the report: its exchange as ``accusations`` and ``others``, each with every
    answer that is recorded; ``replies`` are the rights of reply to the whole of it."""

    reference: str
    anchor: str
    address: str
    publication: Record
    document: Record
    sources: dict[str, Source]
    accusations: tuple[Turn, ...]
    others: tuple[Turn, ...]
    replies: tuple[Record, ...]
    procedures: tuple[Procedure, ...]


def dossiers(snapshot: Snapshot, language: str) -> list[Dossier]:
    """All incidents of the snapshot in the order of their references."""
    root = f"{snapshot['site_url'].rstrip('/')}/{language}"
    return [_dossier(incident, snapshot, root) for incident in incidents_of(snapshot)]


def _dossier(incident: Record, snapshot: Snapshot, root: str) -> Dossier:
    document = incident["content"]
    said = exchange(document)
    today = cut_off_date(snapshot)
    return Dossier(
        reference=incident["reference"],
        anchor=incident["reference"].lower(),
        address=f"{root}/incidents/{incident['reference']}/",
        publication=incident,
        document=document,
        sources=_sources(document, root, snapshot["transcript_extracts"]),
        accusations=accusations(said),
        others=others(said),
        replies=said.replies,
        procedures=tuple(arranged(each, document, today) for each in document["procedures"]),
    )


def _sources(document: Record, root: str, extracts: Extracts) -> dict[str, Source]:
    found = {}
    cited = [cited.citation for cited in citations(document)]
    for place, record in enumerate(document["sources"], start=1):
        address = f"{root}/sources/{record['id']}/"
        mine = [citation for citation in cited if citation["source"] == record["id"]]
        shown = {} if record["public_extent"] == PublicExtent.NONE else extracts
        lines = {
            (citation["transcript"], line["position"]): line["text"]
            for citation in mine
            for line in shown.get(citation["transcript"], [])
        }
        passages = _passages(mine, record, address, shown)
        found[record["id"]] = Source(f"S{place}", record, address, passages, lines)
    return found


def _passages(
    cited: list[Record], source: Record, address: str, extracts: Extracts
) -> tuple[Passage, ...]:
    """Each cited line once, in the order of the recording, from the version that was cited."""
    found: dict[tuple[str, int, int], Passage] = {}
    for citation in cited:
        if citation["start_ms"] is None:
            continue
        transcript, first, last = citation["transcript"], citation["first"], citation["last"]
        lines = [line for line in extracts.get(transcript, []) if first <= line["position"] <= last]
        for line in lines:
            place = (transcript, line["position"], line["position"])
            found[place] = _passage(line, source, address, line["text"])
        if not lines:
            found[(transcript, first, last)] = _passage(citation, source, address, None)
    return tuple(passage for _, passage in sorted(found.items()))


def _passage(record: Record, source: Record, address: str, text: str | None) -> Passage:
    """``record`` is a line, or the citation of lines whose text is not shown."""
    start = record["start_ms"]
    return Passage(
        start_ms=start,
        end_ms=record["end_ms"],
        address=address + second_in_page(source, start),
        moment=moment_url(source["url"], start) or "",
        speaker=record.get("speaker") or "",
        text=text,
        redacted=record.get("redacted", False),
        low_confidence=record.get("low_confidence", False),
    )
