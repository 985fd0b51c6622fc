"""Sources of made-up incidents and citations of them, as documents have them."""

from datetime import date

from benchmarks.public.made import Source
from incidents import derived
from incidents.codes import MadeBy, Precision, PublicExtent, SourceKind, SpeakerRole
from incidents.dates import FactDate
from incidents.documents import Document

SHOWN_BY_A_QUOTE = 2  # passages


def source(made: Source) -> Document:
    """A source, all of it public."""
    return {
        "id": made.public_id,
        "kind": SourceKind.VIDEO.value,
        "title": made.title,
        "language": "fr",
        "publisher": made.publisher,
        "url": made.url,
        "archived_url": "",
        "published": on_day(made.published),
        "captured_at": None,
        "description": "",
        "category": "",
        "digest": "",
        "public_extent": PublicExtent.FULL.value,
        "redacted": [],
        "transcript": {
            "digest": made.digest,
            "version": 1,
            "language": "fr",
            "format": "vtt",
            "made_by": MadeBy.PUBLISHER.value,
            "tool": "",
            "tool_version": "",
            "segments": len(made.passages),
            "speakers": _speakers(made),
        },
    }


def _speakers(source: Source) -> list[Document]:
    """The voices, each with the ranges in which it is heard."""
    ranges: dict[str, list[list[int]]] = {}
    for passage in source.passages:
        mine = ranges.setdefault(passage.speaker, [])
        if mine and mine[-1][1] == passage.position - 1:
            mine[-1][1] = passage.position
        else:
            mine.append([passage.position, passage.position])
    return [
        {"label": label, "role": SpeakerRole.OTHER.value, "actor": None, "ranges": found}
        for label, found in ranges.items()
    ]


def citation(source: Source, passage: int | None = None) -> Document:
    """The source as a whole, or the passage with the one after it."""
    shown = source.passages[passage : passage + SHOWN_BY_A_QUOTE] if passage is not None else []
    return {
        "source": source.public_id,
        "transcript": source.digest if shown else None,
        "first": shown[0].position if shown else None,
        "last": shown[-1].position if shown else None,
        "start_ms": shown[0].start_ms if shown else None,
        "end_ms": shown[-1].end_ms if shown else None,
        "moment_url": None,  # no site that takes a second in its address
        "quote": shown[0].text if shown else "",
        "redacted": False,
        "lang": "fr",
        "made_by": MadeBy.PUBLISHER.value if shown else None,
        "low_confidence": False,
        "newer": None,
        "note": "",
    }


def fact_day(on: date) -> FactDate:
    """A date that is known to the day."""
    return FactDate(on, on, Precision.DAY)


def on_day(day: date) -> Document:
    """The same in a document."""
    return derived.fact_date(fact_day(day))
