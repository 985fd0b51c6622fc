"""Sources and their public passages, written anew from all current Publications that cite them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from django.db.models import Q

from incidents import documents, public_relations
from incidents.codes import MadeBy
from incidents.documents import Document
from incidents.listing.shown import shown_all
from incidents.listing.texts import list_windows, unlist_windows
from incidents.models import ListedSegment, ListedSource, Publication, Segment, Transcript
from incidents.passages import Range, intersection, merged, without
from incidents.transcripts.confidence import is_low

BATCH = 2_000


class Passage(NamedTuple):
    """A cited range of one version of a transcript, and what cites it."""

    digest: str
    first: int
    last: int
    by: Document


def relist_sources(public_ids: Iterable[str], *, counted: bool = True) -> None:
    """Write sources anew from all current Publications that cite them, and what the search looks
    through of them; its words are counted along, or later (``texts``)."""
    for public_id in sorted(set(public_ids)):
        ListedSource.objects.filter(pk=public_id).delete()
        if counted:
            unlist_windows(public_id)
        citing = list(
            Publication.objects.current()
            .filter(listed__sources__contains=[public_id])
            .order_by("published_at", "pk")
        )
        if citing:
            _list_source(public_id, citing, counted=counted)


def _list_source(public_id: str, citing: Sequence[Publication], *, counted: bool = True) -> None:
    """The source as the newest Publication has it, with the voices that all of them name."""
    contents = shown_all(citing)
    content = _of(contents[-1], public_id)
    passages = list(_passages(public_id, citing))
    cited: dict[str, list[Range]] = {}
    for passage in passages:
        cited.setdefault(passage.digest, []).append((passage.first, passage.last))
    if transcript := content["transcript"]:
        cited.setdefault(transcript["digest"], [])
    public = {d: documents.public_ranges(content, d, ranges) for d, ranges in cited.items()}
    if transcript:
        digest = transcript["digest"]
        speakers = _voices(public_id, digest, contents, public[digest])
        content = content | {"transcript": transcript | {"speakers": speakers}}
    source = ListedSource.objects.create(public_id=public_id, content=content)
    hidden = public_relations.redactions([public_id])
    for digest, ranges in sorted(public.items()):
        if ranges:
            redacted = hidden.get((public_id, digest), [])
            mine = [passage for passage in passages if passage.digest == digest]
            said = _list_segments(source, digest, ranges, redacted, mine)
            list_windows((public_id, digest), said, [c.pk for c in citing], counted=counted)


def _of(content: Document, public_id: str) -> Document:
    source: Document = next(s for s in content["sources"] if s["id"] == public_id)
    return source


def _passages(public_id: str, citing: Iterable[Publication]) -> Iterator[Passage]:
    for publication in citing:
        for kind, anchor, citation in documents.citations(publication.content):
            if citation["source"] == public_id and citation["transcript"] is not None:
                by = {"reference": publication.reference, "kind": kind, "anchor": anchor}
                yield Passage(citation["transcript"], citation["first"], citation["last"], by)


def _voices(
    public_id: str, digest: str, contents: Sequence[Document], public: list[Range]
) -> list[Document]:
    """Who speaks in the public passages of one version: each passage as the newest document that
    shows it says."""
    found: dict[str, Document] = {}
    left = public
    for content in reversed(contents):
        transcript = _of(content, public_id)["transcript"]
        if not transcript or transcript["digest"] != digest:
            continue
        own = documents.public_places(content).get((public_id, digest), [])
        for speaker in transcript["speakers"]:
            heard = intersection([(first, last) for first, last in speaker["ranges"]], left)
            if heard := intersection(heard, own):
                known = found.setdefault(speaker["label"], speaker | {"ranges": []})
                places = merged([*((f, z) for f, z in known["ranges"]), *heard])
                known["ranges"] = [list(each) for each in places]
        left = without(left, own)
    return list(found.values())


def _list_segments(
    source: ListedSource,
    digest: str,
    public: list[Range],
    redacted: list[Range],
    passages: list[Passage],
) -> list[tuple[int, str]]:
    """Gives the position and the words of each, but for those redacted."""
    transcript = Transcript.objects.filter(digest=digest, source__public_id=source.pk).first()
    if transcript is None:
        return []
    chosen = Q(pk__in=[])
    for places in public:
        chosen |= Q(position__range=places)
    voices = _by_position(documents.speaker_ranges(source.content, digest))
    gone = {place for first, last in redacted for place in range(first, last + 1)}
    checked = transcript.made_by == MadeBy.STAFF

    def rows() -> Iterator[ListedSegment]:
        for segment in transcript.segments.filter(chosen).order_by("position").iterator():
            hidden = segment.position in gone
            row = _without_words(segment) if hidden else _row(segment, voices, checked)
            row.source, row.digest = source, digest
            row.cited_by = _cited_by(passages, segment.position)
            yield row

    listed, said = rows(), list[tuple[int, str]]()
    while batch := list(islice(listed, BATCH)):
        ListedSegment.objects.bulk_create(batch)
        said += [(row.position, row.text) for row in batch if not row.redacted]
    return said


def _row(segment: Segment, voices: Mapping[int, str], checked: bool) -> ListedSegment:
    """What staff have checked by ear is doubtful no more, whatever the machine thought of it."""
    return ListedSegment(
        position=segment.position,
        start_ms=segment.start_ms,
        end_ms=segment.end_ms,
        text=segment.text,
        low_confidence=not checked and is_low(segment.confidence),
        speaker=voices.get(segment.position, ""),
    )


def _without_words(segment: Segment) -> ListedSegment:
    return ListedSegment(
        position=segment.position,
        start_ms=segment.start_ms,
        end_ms=segment.end_ms,
        redacted=True,
    )


def _by_position(ranges: Iterable[tuple[int, int, str]]) -> dict[int, str]:
    return {place: label for first, last, label in ranges for place in range(first, last + 1)}


def _cited_by(passages: Iterable[Passage], position: int) -> list[Document]:
    found: list[Document] = []
    for passage in passages:
        if passage.first <= position <= passage.last and passage.by not in found:
            found.append(passage.by)
    return found
