"""Sources and transcripts, as far as their public extent lets them be shown."""

from incidents import public_relations
from incidents.codes import (
    PublicExtent,
)
from incidents.documents import Document, public_ranges
from incidents.models import (
    SourceMedia,
    Transcript,
)
from incidents.passages import Range, intersection
from incidents.projection.values import actor, fact_date


def sources_of(sources: dict[int, SourceMedia], cited: dict[int, list[Range]]) -> list[Document]:
    """The sources with their newest transcripts; `cited` has the cited ranges by transcript."""
    transcripts = public_relations.latest_transcripts(sources)
    spoken = public_relations.speaker_ranges(transcripts.values())
    found = []
    for pk in sorted(sources):
        source, transcript = _source(sources[pk]), transcripts.get(pk)
        if transcript is not None:
            source["transcript"] = _transcript(transcript)
            public = public_ranges(source, transcript.digest, cited.get(transcript.pk, ()))
            source["transcript"]["speakers"] = _speakers(transcript, spoken, public)
        found.append(source)
    return found


def _source(source: SourceMedia) -> Document:
    hidden = source.public_extent == PublicExtent.NONE
    return {
        "id": source.public_id,
        "kind": source.kind,
        "title": source.title,
        "language": source.language,
        "publisher": actor(source.publisher) if source.publisher else None,
        "url": source.url,
        "archived_url": source.archived_url,
        "published": fact_date(source),
        "captured_at": source.captured_at.isoformat() if source.captured_at else None,
        "description": "" if hidden else source.description,
        "category": source.category,
        "digest": source.original_id or "",
        "public_extent": source.public_extent,
        "redacted": [],
        "transcript": None,
    }


def _transcript(transcript: Transcript) -> Document:
    return {
        "digest": transcript.digest,
        "version": transcript.number,
        "language": transcript.language,
        "format": transcript.format,
        "made_by": transcript.made_by,
        "tool": transcript.tool,
        "tool_version": transcript.tool_version,
        "segments": transcript.size,
    }


def _speakers(
    transcript: Transcript, spoken: dict[int, list[Range]], public: list[Range]
) -> list[Document]:
    """The speakers who are heard in public passages, and in which."""
    return [
        {
            "label": speaker.label,
            "role": speaker.role,
            "actor": actor(speaker.actor) if speaker.actor else None,
            "ranges": [list(each) for each in ranges],
        }
        for speaker in transcript.speakers.all()
        if (ranges := intersection(spoken.get(speaker.pk, []), public))
    ]
