"""What would become public beside what was last approved or published, part by part."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse

from incidents import documents, listing
from incidents.admin.review_names import PARTS, UNNAMED
from incidents.admin.review_words import (
    Known,
    field_name,
    fields,
    heading,
    known_in,
    reply_name,
    said,
)
from incidents.codes import AnswerKind, PublicationKind, State
from incidents.compared import Difference, Mark, in_fields, paired
from incidents.documents import Document
from incidents.exchange import Statement, exchange
from incidents.labels import label
from incidents.models import Incident, IncidentMove, Publication, ReviewedContent, Transcript
from incidents.publication import Move
from incidents.templatetags.wording import clock, is_web_address, text
from incidents.word_diff import Sides, sides

RECORDS = tuple(name for name in PARTS if name != "facts")


class Basis(NamedTuple):
    """What it is compared with: a content that was approved or published, and when."""

    content: Document
    at: datetime
    published: bool


class Link(NamedTuple):
    """A source opened at the second: at the publisher's, and in our transcript."""

    words: str
    url: str
    transcript_url: str


class Answer(NamedTuple):
    """A recorded answer to an accusation."""

    kind: str
    speaker: str
    words: str


class Field(NamedTuple):
    """One field in words, as it was and as it is."""

    name: str
    before: str
    after: str

    @property
    def sides(self) -> Sides:
        return sides(self.before, self.after)


@dataclass(frozen=True)
class Row:
    """One record: what became of it, and the fields that differ (all of one that is new)."""

    mark: Mark
    heading: str
    fields: list[Field] = field(default_factory=list)
    accusation: bool = False
    answers: list[Answer] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """One part of the document: the records that differ, and those that do not."""

    name: str
    heading: Any
    changed: list[Row]
    same: list[Row]

    @property
    def count(self) -> int:
        return len(self.changed) + len(self.same)

    @property
    def differing(self) -> int:
        """Records that differ; of the facts, which are one record, the fields."""
        return sum(len(row.fields) if self.name == "facts" else 1 for row in self.changed)


def basis(incident: Incident, content_digest: str) -> Basis | None:
    """The content last approved or last published, whichever is newer, that is another than this
    one; None where there is none. Redacted and renamed as the public would read it now."""
    approved = _last_approved(incident, content_digest)
    public = incident.publications.exclude(digest=content_digest).order_by("-number").first()
    if approved is not None and (public is None or public.published_at <= approved.moved_at):
        content = _kept(approved.digest)
        if content is not None:
            at, published = approved.moved_at, approved.move == Move.PUBLISH
            return Basis(listing.content_shown(content), at, published)
    if public is None:
        return None
    return Basis(listing.content_shown(public.content), public.published_at, True)


def _last_approved(incident: Incident, content_digest: str) -> IncidentMove | None:
    """With all the approvals that it needed."""
    found = incident.moves.filter(
        Q(move=Move.APPROVE, to_state__in=(State.APPROVED, State.PUBLISHED)) | Q(move=Move.PUBLISH)
    )
    return found.exclude(digest__in=(content_digest, "")).order_by("-pk").first()


def _kept(digest: str) -> Document | None:
    """A content by its digest; None where an erasure blanked it, or it is older than keeping."""
    kept: Document | None = (
        ReviewedContent.objects.filter(digest=digest).values_list("content", flat=True).first()
    )
    if kept is None:
        found = Publication.objects.filter(digest=digest).values_list("content", flat=True)
        kept = found.first()
    return kept


def compare(before: Document | None, after: Document) -> list[Part]:
    """Every part; of what was never approved all is new. One query, for the transcripts."""
    known = known_in(before, after)
    places = _transcripts(after)
    arranged = exchange(after)
    statements = {each.id: each for each in (*arranged.involvements, *arranged.claims)}
    parts = [_facts(before, after, known, places)]
    for name in RECORDS:
        pairs = paired(before.get(name, ()) if before else (), after[name])
        rows = [_row(was, now, name, after, known, places, statements) for was, now in pairs]
        parts.append(_part(name, rows))
    return parts


def _part(name: str, rows: list[Row]) -> Part:
    changed = [row for row in rows if row.mark is not Mark.SAME]
    return Part(name, PARTS[name], changed, [row for row in rows if row.mark is Mark.SAME])


def _facts(
    before: Document | None, after: Document, known: Known, places: dict[tuple[str, str], int]
) -> Part:
    old, new = (
        {key: value for key, value in (content or {}).items() if key not in RECORDS}
        for content in (before, after)
    )
    row = _compared(old or None, new, "facts", known)
    cited = {"citations": after["incident_citations"]}
    links = list(_links(cited, known, after, places))
    return _part("facts", [replace(row, links=links)])


def _row(
    was: Document | None,
    now: Document | None,
    part: str,
    after: Document,
    known: Known,
    places: dict[tuple[str, str], int],
    statements: dict[str, Statement],
) -> Row:
    row = _compared(was, now, part, known)
    if now is None:
        return row
    accusation = bool(now.get("accusation"))
    return replace(
        row,
        accusation=accusation,
        answers=list(_answers(statements[now["id"]])) if accusation else [],
        links=list(_links(now, known, after, places)),
    )


def _compared(was: Document | None, now: Document | None, part: str, known: Known) -> Row:
    """All of a record that is new or gone; of one that stayed the fields that read otherwise."""
    whole = fields(now or was or {}, part, known)
    named = "" if part == "facts" else heading(now or was or {}, part)
    if was is None:
        return Row(Mark.ADDED, named, [Field(name, "", words) for name, words in _filled(whole)])
    if now is None:
        return Row(Mark.REMOVED, named, [Field(name, words, "") for name, words in _filled(whole)])
    keys = [key for key in {**now, **was} if key not in UNNAMED]
    found = [_field(each, known) for each in in_fields(part, keys, was, now)]
    differing = [each for each in found if each.before != each.after]
    return Row(Mark.CHANGED if differing else Mark.SAME, named, differing)


def _filled(whole: dict[str, str]) -> Iterator[tuple[str, str]]:
    return ((name, words) for name, words in whole.items() if words)


def _field(each: Difference, known: Known) -> Field:
    name, path = field_name(each.field, each.language), (each.part, each.field)
    if each.language:
        return Field(name, each.old, each.new)
    return Field(name, said(each.old, path, known), said(each.new, path, known))


def _answers(accusation: Statement) -> Iterator[Answer]:
    """All that stands beside it wherever it is shown, rights of reply first."""
    for reply in accusation.beside:
        yield Answer(label(PublicationKind.REPLY), reply_name(reply), reply["text"])
    for beside in accusation.thread():
        speaker = beside.statement.record["speaker"]
        voice = speaker["actor"]["name"] if speaker["actor"] else speaker["label"]
        yield Answer(
            label(AnswerKind(beside.kind)), text(voice), text(beside.statement.record["summary"])
        )


def _links(
    record: Document, known: Known, document: Document, places: dict[tuple[str, str], int]
) -> Iterator[Link]:
    """Each place that the record and its parts cite, once."""
    sources = {source["id"]: source for source in document["sources"]}
    parts = [record, *record.get("events", ()), *record.get("observations", ())]
    cited = [each for part in parts for each in part.get("citations", ())]
    seen: set[tuple[str, int | None]] = set()
    for each in cited:
        place = (each["source"], each["start_ms"])
        if place in seen:
            continue
        seen.add(place)
        source = sources[each["source"]]
        urls = (each["moment_url"], source["url"], source["archived_url"])
        url = next((url for url in urls if url and is_web_address(url)), "")
        words = " ".join(filter(None, (known[each["source"]], clock(each["start_ms"]))))
        yield Link(words, url, _transcript_url(each, places))


def _transcript_url(cited: Document, places: dict[tuple[str, str], int]) -> str:
    pk = places.get((cited["source"], cited["transcript"] or ""))
    if pk is None or cited["first"] is None:
        return ""
    address = reverse("admin:incidents_transcript_change", args=[pk])
    return f"{address}?at={cited['first']}#p{cited['first']}"


def _transcripts(document: Document) -> dict[tuple[str, str], int]:
    """Keys of the transcripts that are cited, by source and digest."""
    digests = {each.citation["transcript"] for each in documents.citations(document)} - {None}
    found = Transcript.objects.filter(digest__in=digests)
    rows = found.values_list("source__public_id", "digest", "pk")
    return {(source, digest): pk for source, digest, pk in rows}
