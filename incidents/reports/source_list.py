"""The numbered sources of an incident, each with its cited seconds.

A quote is printed once: where the words of a line stand in a quote above, the list of sources gives
its second alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from incidents.codes import PublicExtent
from incidents.documents import citations, second_in_page
from incidents.moments import moment_url
from incidents.reports.turns import Turn

Record = dict[str, Any]
Extracts = dict[str, list[Record]]
Lines = dict[tuple[str, int], str]


@dataclass(frozen=True)
class Passage:
    """A cited line of a source, or a cited stretch whose text may not be shown (``text`` None).

    ``moment`` is its second at the publisher's, "" where that has no address. ``quoted``: its words
    stand in a quote of the exchange or of a procedure.
    """

    start_ms: int
    end_ms: int | None
    address: str
    moment: str
    speaker: str
    text: str | None
    redacted: bool
    low_confidence: bool
    quoted: bool = False

    @property
    def has_words(self) -> bool:
        """Whether the list of sources has to print its words: they stand nowhere else."""
        return bool(self.text) and not self.redacted and not self.quoted


@dataclass(frozen=True)
class Source:
    """A source with its number, its permanent address and the passages that are cited."""

    number: str
    record: Record
    address: str
    passages: tuple[Passage, ...]
    lines: Lines

    def words(self, citation: Record) -> str:
        """The quote, else the cited lines where they may be shown, else nothing."""
        return _words(citation, self.lines)

    def address_at(self, start_ms: int | None) -> str:
        """Permanent address, at a second of the recording where one is given."""
        if start_ms is None:
            return self.address
        return self.address + second_in_page(self.record, start_ms)

    @property
    def seconds(self) -> list[Passage]:
        """What is given by its second alone."""
        return [passage for passage in self.passages if not passage.has_words]

    @property
    def spoken(self) -> list[Passage]:
        """What is given with its words."""
        return [passage for passage in self.passages if passage.has_words]


def quoted_above(turns: Iterable[Turn], procedures: Iterable[Record]) -> list[Record]:
    """The citations whose words are printed in full before the list of sources."""
    statements = [
        s for turn in turns for s in (turn.statement, *(r.statement for r in turn.replies))
    ]
    found = [c for statement in statements for c in statement.record["citations"]]
    events = (event for procedure in procedures for event in procedure["events"])
    return found + [c for event in events for c in event["citations"]]


def source_list(
    document: Record, root: str, extracts: Extracts, quoted: list[Record]
) -> dict[str, Source]:
    """By id, in the order of the document: S1, S2 ..."""
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
        above = [citation for citation in quoted if citation["source"] == record["id"]]
        told = set(_told(above, lines))
        passages = tuple(
            replace(passage, quoted=place_of in told)
            for place_of, passage in _passages(mine, record, address, shown)
        )
        found[record["id"]] = Source(f"S{place}", record, address, passages, lines)
    return found


def _words(citation: Record, lines: Lines) -> str:
    if citation.get("redacted"):
        return ""
    if citation["quote"] or citation["first"] is None:
        return str(citation["quote"])
    places = range(citation["first"], citation["last"] + 1)
    found = (lines.get((citation["transcript"], place)) for place in places)
    return " ".join(text for text in found if text)


def _told(above: list[Record], lines: Lines) -> Iterator[tuple[str, int, int]]:
    """Places of the lines that a quote says whole; one that says a part of a line does not."""
    for citation in above:
        if citation["first"] is None:
            continue
        words = " ".join(_words(citation, lines).split())
        for place in range(citation["first"], citation["last"] + 1):
            line = " ".join(lines.get((citation["transcript"], place), "").split())
            if line and line in words:
                yield citation["transcript"], place, place


def _passages(
    cited: list[Record], source: Record, address: str, extracts: Extracts
) -> list[tuple[tuple[str, int, int], Passage]]:
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
    return sorted(found.items())


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
