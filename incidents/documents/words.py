"""Which words of its sources a document makes public, and who says them."""

from collections.abc import Iterable

from incidents.codes import PublicExtent
from incidents.documents.records import Document, citations
from incidents.passages import Range, merged, widened, without

Version = tuple[str, str]
"""One version of a transcript: the public id of its source, and its digest."""


LINES_ON_A_PAGE = 500
"""How many public lines of a transcript one page of its source shows."""


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


def public_ranges(source: Document, digest: str, cited: Iterable[Range]) -> list[Range]:
    """The positions of one version of a source's transcript that its public extent lets be shown,
    given which are cited. Redacted ones are among them: they keep their place.

    Around what is cited a little is shown (``passages.CONTEXT``), but not in a version that has
    been replaced: a newer one may have been made to take something out.
    """
    transcript = source["transcript"]
    described = bool(transcript) and transcript["digest"] == digest
    match PublicExtent(source["public_extent"]):
        case PublicExtent.NONE:
            return []
        case PublicExtent.FULL if described:
            return [(0, transcript["segments"] - 1)]
        case _:
            return widened(cited, size=transcript["segments"]) if described else merged(cited)


def public_places(document: Document) -> dict[Version, list[Range]]:
    """What a document shows of each version of a transcript; redacted positions are among it."""
    cited: dict[Version, list[Range]] = {}
    sources = {source["id"]: source for source in document["sources"]}
    for source in sources.values():
        if source["transcript"]:
            cited[source["id"], source["transcript"]["digest"]] = []
    for _kind, _anchor, citation in citations(document):
        if citation["transcript"]:
            version = (citation["source"], citation["transcript"])
            cited.setdefault(version, []).append(cited_range(citation))
    return {
        (source_id, digest): public
        for (source_id, digest), ranges in cited.items()
        if (public := public_ranges(sources[source_id], digest, ranges))
    }


def public_passages(document: Document) -> dict[Version, list[Range]]:
    """Every position whose words a document makes public; redacted ones are not among them."""
    taken = {
        (source["id"], each["transcript"]): [(first, last) for first, last in each["ranges"]]
        for source in document["sources"]
        for each in source.get("redacted", ())
    }
    return {
        version: kept
        for version, ranges in public_places(document).items()
        if (kept := without(ranges, taken.get(version, ())))
    }


def speaker_at(ranges: list[tuple[int, int, str]], position: int) -> str:
    """The label of who speaks at a position; empty when nobody was named."""
    return next((label for first, last, label in ranges if first <= position <= last), "")


def is_all_public(source: Document) -> bool:
    """Whether every word of a source's newest transcript is public: then it may be taken along."""
    transcript = source["transcript"]
    if not transcript or source["public_extent"] != PublicExtent.FULL:
        return False
    return all(each["transcript"] != transcript["digest"] for each in source.get("redacted", ()))


def second_in_page(source: Document, start_ms: int) -> str:
    """Where in its source's page a second is found: the end of an address. A transcript that may
    need several pages is asked by the second as well, so that the right one comes."""
    second = start_ms // 1000
    transcript = source["transcript"]
    if transcript and transcript["segments"] > LINES_ON_A_PAGE:
        return f"?t={second}#t={second}"
    return f"#t={second}"


def cited_range(citation: Document) -> Range:
    """First and last position that a citation quotes."""
    return citation["first"], citation["last"]
