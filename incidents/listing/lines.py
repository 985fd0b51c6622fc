"""The cited lines of transcripts, for a report: they are looked up once and frozen in it."""

from collections.abc import Sequence

from django.db.models import Q

from incidents import documents, public_relations
from incidents.codes import MadeBy, PublicExtent
from incidents.documents import Document
from incidents.models import Segment
from incidents.passages import holds
from incidents.transcripts.confidence import is_low


def cited_lines(contents: Sequence[Document]) -> dict[str, list[Document]]:
    """By transcript (its digest) the cited passages that the source's public extent lets be shown.
    A redacted one keeps its times and has neither text nor speaker. Two queries."""
    wanted: dict[str, set[int]] = {}
    speakers: dict[str, list[tuple[int, int, str]]] = {}
    for content in contents:
        sources = {source["id"]: source for source in content["sources"]}
        for _kind, _anchor, citation in documents.citations(content):
            source, transcript = sources[citation["source"]], citation["transcript"]
            if transcript is None or source["public_extent"] == PublicExtent.NONE:
                continue
            places = range(citation["first"], citation["last"] + 1)
            wanted.setdefault(transcript, set()).update(places)
            speakers[transcript] = documents.speaker_ranges(source, transcript)
    hidden = public_relations.redactions(s["id"] for c in contents for s in c["sources"])
    passages = Q(pk__in=[])
    for transcript, positions in wanted.items():
        passages |= Q(transcript__digest=transcript, position__in=positions)
    found: dict[str, dict[int, Document]] = {}
    segments = Segment.objects.filter(passages).select_related("transcript")
    for segment in segments.order_by("transcript__digest", "position"):
        transcript = segment.transcript.digest
        taken = [each for (_s, d), ranges in hidden.items() if d == transcript for each in ranges]
        line = _line(segment, documents.speaker_at(speakers[transcript], segment.position))
        if holds(taken, segment.position):
            line |= {"text": "", "speaker": "", "redacted": True, "low_confidence": False}
        found.setdefault(transcript, {})[segment.position] = line
    return {transcript: list(rows.values()) for transcript, rows in found.items()}


def _line(segment: Segment, speaker: str) -> Document:
    checked = segment.transcript.made_by == MadeBy.STAFF
    return {
        "position": segment.position,
        "start_ms": segment.start_ms,
        "end_ms": segment.end_ms,
        "text": segment.text,
        "speaker": speaker,
        "redacted": False,
        "low_confidence": not checked and is_low(segment.confidence),
    }
