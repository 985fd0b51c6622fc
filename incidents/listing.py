"""Tables derived from current Publications, so that lists, filters and source pages are one query.

Written in the transaction that publishes or withdraws. ``rebuild`` makes them anew from the
Publications alone; ``rows`` gives both states for comparison.
"""

import hashlib
from collections.abc import Container, Iterable, Iterator
from datetime import date
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import connection, transaction
from django.db.models import Func, Q, QuerySet, Value

from incidents import documents
from incidents.codes import PublicExtent
from incidents.documents import Document
from incidents.models import (
    ListedActor,
    ListedElection,
    ListedIncident,
    ListedSegment,
    ListedSource,
    Publication,
    Segment,
    Transcript,
)
from incidents.passages import merged

BATCH = 500
LOCK = 0x7669676965
"""Key of the advisory lock under which the derived tables are written ("vigie" in ASCII)."""
DERIVED = (ListedSegment, ListedSource, ListedActor, ListedElection, ListedIncident)


class Words(Func):
    """``vigie_words``: the search vector of a text (migration 0002)."""

    function = "vigie_words"
    output_field = SearchVectorField()


def add(publication: Publication) -> None:
    """List a Publication that has just become current. Its forerunner must be removed first."""
    _one_at_a_time()
    _list(publication)
    relist_sources(source["id"] for source in publication.content["sources"])
    if ListedIncident.objects.filter(published_at__gt=publication.published_at).exists():
        _relist_named(publication.content)


def remove(publication: Publication) -> None:
    """Take a Publication that is no longer current out of every derived table."""
    _one_at_a_time()
    ListedIncident.objects.filter(publication=publication).delete()
    _relist_named(publication.content)
    relist_sources(source["id"] for source in publication.content["sources"])


@transaction.atomic
def rebuild() -> int:
    """Empty the derived tables and fill them from the current Publications; gives their number."""
    _one_at_a_time()
    for model in DERIVED:
        model.objects.all().delete()
    count, sources = 0, set()
    newest_last = Publication.objects.current().order_by("published_at", "pk")
    for publication in newest_last.iterator(chunk_size=BATCH):
        _list(publication)
        sources |= {source["id"] for source in publication.content["sources"]}
        count += 1
    relist_sources(sources)
    return count


def rows() -> Iterator[tuple[Any, ...]]:
    """Every row of every derived table without its own key, in a fixed order, for comparison."""
    for model in DERIVED:
        names = [f.attname for f in model._meta.concrete_fields if f.name != "id"]
        for values in (
            model.objects.order_by(*(model._meta.ordering or ())).values_list(*names).iterator()
        ):
            yield (model.__name__, *values)


def fingerprint() -> str:
    """SHA-256 over all rows: equal where the tables are. Rows are read as they come, none kept."""
    seen = hashlib.sha256()
    for row in rows():
        seen.update(repr(row).encode())
    return seen.hexdigest()


def relist_sources(public_ids: Iterable[str]) -> None:
    """Write sources anew from all current Publications that cite them."""
    for public_id in sorted(set(public_ids)):
        ListedSource.objects.filter(pk=public_id).delete()
        citing = list(
            Publication.objects.current()
            .filter(listed__sources__contains=[public_id])
            .order_by("published_at", "pk")
        )
        if citing:
            _list_source(public_id, citing)


def _one_at_a_time() -> None:
    """Two that publish at once may cite the same source: the second waits for the first's end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _list(publication: Publication) -> None:
    """List a Publication that is newer than all that are listed."""
    document = publication.content
    ListedIncident.objects.create(**_row(publication), words=Words(Value(_words(document))))
    _list_actors(document)
    _list_election(document)


def _relist_named(document: Document) -> None:
    """Write the actors and the election of a document anew, each as the newest listed Publication
    that names it has it, or not at all."""
    for slug in sorted({a["slug"] for a in documents.actors(document) if a["slug"]}):
        ListedActor.objects.filter(slug=slug).delete()
        for newest in _newest(listed__actors__contains=[slug]):
            _list_actors(newest.content, {slug})
    if document["election"]:
        slug = document["election"]["slug"]
        ListedElection.objects.filter(slug=slug).delete()
        for newest in _newest(listed__election=slug):
            _list_election(newest.content)


def _newest(**naming: Any) -> QuerySet[Publication]:
    return Publication.objects.current().filter(**naming).order_by("-published_at", "-pk")[:1]


def _list_source(public_id: str, citing: list[Publication]) -> None:
    content = next(s for s in citing[-1].content["sources"] if s["id"] == public_id)
    source = ListedSource.objects.create(public_id=public_id, content=content)
    if content["public_extent"] == PublicExtent.NONE:
        return
    passages = _passages(public_id, citing)
    digests = {digest for digest, _first, _last, _by in passages}
    if content["public_extent"] == PublicExtent.FULL and content["transcript"]:
        digests.add(content["transcript"]["digest"])
    for digest in sorted(digests):
        _list_segments(source, digest, [p for p in passages if p[0] == digest])


def _passages(public_id: str, citing: list[Publication]) -> list[tuple[str, int, int, Document]]:
    """Cited ranges of a source: transcript digest, first and last position, who cites."""
    found = []
    for publication in citing:
        for kind, anchor, citation in documents.citations(publication.content):
            if citation["source"] != public_id or citation["transcript"] is None:
                continue
            by = {"reference": publication.reference, "kind": kind, "anchor": anchor}
            found.append((citation["transcript"], citation["first"], citation["last"], by))
    return found


def _list_segments(
    source: ListedSource, digest: str, passages: list[tuple[str, int, int, Document]]
) -> None:
    described = source.content["transcript"] and source.content["transcript"]["digest"] == digest
    full = described and source.content["public_extent"] == PublicExtent.FULL
    cited = Q(pk__in=[])
    for places in merged((first, last) for _digest, first, last, _by in passages):
        cited |= Q(position__range=places)
    transcript = Transcript.objects.filter(digest=digest, source__public_id=source.pk).first()
    segments = Segment.objects.filter(transcript=transcript).order_by("position")
    speakers = documents.speaker_ranges(source.content, digest)
    ListedSegment.objects.bulk_create(
        (
            ListedSegment(
                source=source,
                digest=digest,
                position=segment.position,
                start_ms=segment.start_ms,
                end_ms=segment.end_ms,
                text=segment.text,
                speaker=documents.speaker_at(speakers, segment.position),
                cited_by=_cited_by(passages, segment.position),
            )
            for segment in (segments if full else segments.filter(cited)).iterator()
        ),
        batch_size=BATCH,
    )


def _cited_by(passages: list[tuple[str, int, int, Document]], position: int) -> list[Document]:
    found: list[Document] = []
    for _digest, first, last, by in passages:
        if first <= position <= last and by not in found:
            found.append(by)
    return found


def _list_actors(document: Document, only: Container[str] | None = None) -> None:
    named = {a["slug"]: a for a in documents.actors(document) if a["slug"]}
    if only is not None:
        named = {slug: actor for slug, actor in named.items() if slug in only}
    ListedActor.objects.bulk_create(
        [ListedActor(slug=s, kind=a["kind"], content=a) for s, a in sorted(named.items())],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["kind", "content"],
    )


def _list_election(document: Document) -> None:
    election = document["election"]
    if election:
        ListedElection.objects.update_or_create(
            slug=election["slug"], defaults={"content": election}
        )


def _row(publication: Publication) -> dict[str, Any]:
    document = publication.content
    parties = [i for i in document["involvements"] if i["actor"]["kind"] == "party"]
    roles = {f"{i['role']}:{i['actor']['slug']}" for i in parties if i["actor"]["slug"]}
    return {
        "publication": publication,
        "reference": publication.reference,
        "published_at": publication.published_at,
        "first_published_at": publication.first_published_at,
        "title_fr": document["title"]["fr"],
        "title_en": document["title"]["en"],
        "summary_fr": document["summary"]["fr"],
        "summary_en": document["summary"]["en"],
        "card": _card(document),
        "verdict": document["verdict"]["code"],
        "jurisdiction": document["jurisdiction"]["code"],
        "election": document["election"]["slug"] if document["election"] else "",
        "earliest": _day(document["facts_date"]["earliest"]),
        "latest": _day(document["facts_date"]["latest"]),
        "platforms": sorted({a["platform"]["code"] for a in document["appearances"]}),
        "techniques": sorted(t["code"] for t in document["techniques"]),
        "propositions": sorted({c["proposition"] for c in document["claims"]}),
        "legal_statuses": documents.legal_statuses(document),
        "parties": sorted({i["actor"]["slug"] for i in parties if i["actor"]["slug"]}),
        "party_roles": sorted(roles | {f"{i['role']}:*" for i in parties}),
        "actors": sorted({a["slug"] for a in documents.actors(document) if a["slug"]}),
        "sources": sorted(s["id"] for s in document["sources"]),
        "review_due_on": documents.review_due_on(document),
    }


def _card(document: Document) -> Document:
    """What a card of the list shows beyond the columns. Accusing roles are left to the page, where
    the answers to them stand beside."""
    platforms = {a["platform"]["code"]: a["platform"] for a in document["appearances"]}
    return {
        "facts_date": document["facts_date"],
        "original_language": document["original_language"],
        "translation_outdated": document["translation_outdated"],
        "synthetic_level": document["synthetic_level"],
        "sensitivity": document["sensitivity"],
        "jurisdiction": document["jurisdiction"],
        "techniques": document["techniques"],
        "platforms": [platforms[code] for code in sorted(platforms)],
        "involvements": [
            {"role": i["role"], "actor": i["actor"]}
            for i in document["involvements"]
            if not i["accusation"]
        ],
        "claims": len(document["claims"]),
        "denials": documents.denials(document),
    }


def _words(document: Document) -> str:
    """Titles, summaries, claims, quotes and names, which the search looks through."""
    texts = [document["title"], document["summary"], document["verdict"]["basis"]]
    texts += [claim["summary"] for claim in document["claims"]]
    texts += [actor["name"] for actor in documents.actors(document)]
    parts = [text[language] for text in texts for language in ("fr", "en")]
    parts += [actor["short_name"] for actor in documents.actors(document)]
    parts += [cited.citation["quote"] for cited in documents.citations(document)]
    return "\n".join(dict.fromkeys(part for part in parts if part))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
