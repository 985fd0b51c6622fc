"""Sources and transcripts, as far as their public extent lets them be shown."""

from incidents import public_relations
from incidents.codes import (
    PublicExtent,
)
from incidents.documents import Document
from incidents.models import (
    SourceMedia,
    Transcript,
)
from incidents.passages import Range, intersection, merged
from incidents.projection.values import actor, fact_date


def sources_of(sources: dict[int, SourceMedia], cited: dict[int, list[Range]]) -> list[Document]:
    transcripts = public_relations.latest_transcripts(sources)
    spoken = public_relations.speaker_ranges(transcripts.values())
    found = []
    for pk in sorted(sources):
        source, transcript = sources[pk], transcripts.get(pk)
        public = _public_ranges(source, transcript, cited) if transcript else []
        found.append(_source(source) | {"transcript": _transcript(transcript, spoken, public)})
    return found


def _public_ranges(
    source: SourceMedia, transcript: Transcript, cited: dict[int, list[Range]]
) -> list[Range]:
    """The positions of a transcript that the source's public extent lets be shown."""
    match PublicExtent(source.public_extent):
        case PublicExtent.FULL:
            return [(0, transcript.size - 1)]
        case PublicExtent.CITED:
            return merged(cited.get(transcript.pk, []))
        case PublicExtent.NONE:
            return []


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
    }


def _transcript(
    transcript: Transcript | None, spoken: dict[int, list[Range]], public: list[Range]
) -> Document | None:
    """A transcript's facts, and of its speakers those who are heard in public passages."""
    if transcript is None:
        return None
    heard = {
        speaker: both_in
        for speaker in transcript.speakers.all()
        if (both_in := intersection(spoken.get(speaker.pk, []), public))
    }
    return {
        "digest": transcript.digest,
        "version": transcript.number,
        "language": transcript.language,
        "format": transcript.format,
        "made_by": transcript.made_by,
        "tool": transcript.tool,
        "segments": transcript.size,
        "speakers": [
            {
                "label": speaker.label,
                "role": speaker.role,
                "actor": actor(speaker.actor) if speaker.actor else None,
                "ranges": [list(each) for each in ranges],
            }
            for speaker, ranges in heard.items()
        ],
    }
