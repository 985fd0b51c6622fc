"""Where a person's names stand: one pass over every text that the database keeps.

Exact rather than fast: spellings are folded here (``names``), which no index knows. The database
leaves out what cannot hold a name (``Names.in_sql``); every other text is read once, row by row.
What is derived from Publications is written anew and needs no search.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Max, Value, Window
from django.db.models.functions import Cast, Lag

from incidents.canonical import digest
from incidents.listing import DERIVED
from incidents.models import (
    AuditEntry,
    AuditPayload,
    ErasureRequest,
    Publication,
    Report,
    ReportFile,
    Segment,
    StoredFile,
    Subscription,
    Transcript,
)
from incidents.names import Names

Progress = Callable[[str], None]
Keys = Collection[str] | None

BATCH = 2_000
APART = (
    AuditEntry,
    AuditPayload,
    ErasureRequest,
    Publication,
    Report,
    ReportFile,
    Segment,
    StoredFile,
    Subscription,
    *DERIVED,
)
"""Searched each in its own way, or derived from what is; an address of a subscription is deleted by
its holder, with one click, and nobody else may look for it."""
NO_WORDS = {
    "digest": "a hash",
    "notice_digest": "a hash",
    "translated_digest": "a hash",
    "media_type": "found in the bytes",
    "format": "one of our formats",
    "encoding": "one of our encodings",
    "outcome": "a code of its track",
    "public_id": "drawn by lot",
    "reference": "a year and a number, given by the database",
}
"""Columns that nobody writes words into, by name, and why. Every other text is searched."""


class PlaceKind(StrEnum):
    """What kind of thing holds a name."""

    RECORD = "record"
    PASSAGE = "passage"
    FILE = "file"
    PUBLICATION = "publication"
    REPORT = "report"
    AUDIT = "audit"


@dataclass(frozen=True)
class Place:
    """One text in which a name stands: the row by its key, and the column."""

    kind: PlaceKind
    model: type[models.Model]
    key: Any
    column: str

    @property
    def row(self) -> str:
        """Table and key, as the audit names them."""
        return f"{self.model._meta.db_table} {self.key}"


HEAVY: dict[type[models.Model], tuple[PlaceKind, int]] = {
    Publication: (PlaceKind.PUBLICATION, 100),
    Report: (PlaceKind.REPORT, 1),
}
"""Models that are no records: what they are, and how many rows are read at a time."""


class Joined(Func):
    """Texts one after the other."""

    template = "concat_ws(' ', %(expressions)s)"
    output_field = models.TextField()


def unheard(line: str) -> None:
    """Progress that nobody waits for."""


def search(names: Names, progress: Progress = unheard) -> list[Place]:
    """Every place of these names, in a fixed order; none for no names."""
    return [*search_rows(names, progress), *search_audit(names, progress=progress)]


def search_rows(names: Names, progress: Progress = unheard) -> list[Place]:
    """Every place but those in the audit."""
    if not names:
        return []
    found: list[Place] = []
    for model in searched():
        progress(f"reading {model._meta.db_table}")
        found += search_model(model, names, found)
    return found


def searched() -> list[type[models.Model]]:
    """The tables with words, in the order in which they are read: files after passages, which
    tell where they came from."""
    ours = [m for m in apps.get_app_config("incidents").get_models() if m not in APART]
    plain: list[type[models.Model]] = [*ours, LogEntry]
    return [*filter(texts_of, plain), Segment, StoredFile, Publication, Report]


def search_model(
    model: type[models.Model], names: Names, found: Iterable[Place] = (), keys: Keys = None
) -> Iterator[Place]:
    """Every place in one table; ``keys``: only in these rows, as the audit names them."""
    if model is Segment:
        yield from _passages(names, keys)
    elif model is StoredFile:
        came = {place.key for place in found if place.model is Segment}
        yield from _files(names, came, keys)
    else:
        yield from _rows(model, names, keys)


def fingerprint(places: list[Place]) -> str:
    """What a person saw before they agreed. Entries of the audit come with every step."""
    seen = sorted(f"{p.row} {p.column}" for p in places if p.kind is not PlaceKind.AUDIT)
    return digest(seen)


def texts_of(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """The columns of a model that may hold a name: free texts, lists of them, JSON."""
    return [field for field in model._meta.concrete_fields if _holds_words(field)]


def _holds_words(field: "models.Field[Any, Any]") -> bool:
    inner = field.base_field if isinstance(field, ArrayField) else field
    kinds = (models.CharField, models.TextField, models.JSONField)
    return isinstance(inner, kinds) and not inner.choices and field.name not in NO_WORDS


def may_hold(rows: "models.QuerySet[Any]", names: Names, *columns: Any) -> Any:
    """Of the rows only those that may hold a name, so that the others never leave the database."""
    if not names.in_sql:
        return rows
    texts = (Cast(column, models.TextField()) for column in columns)
    return rows.alias(in_sql=Joined(*texts)).filter(in_sql__regex=names.in_sql)


def _rows(model: type[models.Model], names: Names, keys: Keys) -> Iterator[Place]:
    """Every text of a model, so many rows at a time."""
    kind, at_once = HEAVY.get(model, (PlaceKind.RECORD, BATCH))
    columns = [field.attname for field in texts_of(model)]
    kept = model._base_manager.all() if keys is None else model._base_manager.filter(pk__in=keys)
    rows = may_hold(kept, names, *columns).order_by("pk").values_list("pk", *columns)
    for key, *values in rows.iterator(chunk_size=at_once):
        for column, value in zip(columns, values, strict=True):
            if names.inside(value):
                yield Place(kind, model, key, column)


def _passages(names: Names, keys: Keys) -> Iterator[Place]:
    """Passages; two that follow each other may hold one name between them."""
    kept = (
        Segment.objects.all()
        if keys is None
        else Segment.objects.filter(transcript__in=map(int, keys))
    )
    pairs = kept.annotate(
        key_before=Window(Lag("pk"), partition_by="transcript_id", order_by="position"),
        before=Window(
            Lag("text", default=Value("")), partition_by="transcript_id", order_by="position"
        ),
    )
    rows = may_hold(pairs, names, "before", "text", "proposed_speaker")
    columns = ("pk", "text", "proposed_speaker", "key_before", "before")
    told: set[int] = set()
    order = rows.order_by("transcript_id", "position").values_list(*columns)
    for key, text, proposed, key_before, before in order.iterator(chunk_size=BATCH):
        found = {key} if names.in_text(text) else set()
        if not found and key_before is not None and not names.in_text(before):
            found = {key_before, key} if names.in_text(f"{before} {text}") else set()
        for each in sorted(found - told):
            yield Place(PlaceKind.PASSAGE, Segment, each, "text")
        if names.in_text(proposed):
            yield Place(PlaceKind.PASSAGE, Segment, key, "proposed_speaker")
        told |= found


def _files(names: Names, passages: set[int], keys: Keys) -> Iterator[Place]:
    """Stored originals: those whose bytes read so, and those from which such passages came."""
    transcripts = Transcript.objects.filter(segments__in=passages)
    came = set(transcripts.values_list("original", flat=True))
    came |= set(transcripts.values_list("source__original", flat=True))
    issued = ReportFile.objects.values("file")
    rows = StoredFile.objects.exclude(pk__in=issued).exclude(content=b"").order_by("pk")
    kept = rows if keys is None else rows.filter(pk__in=keys)
    for key, content in kept.values_list("pk", "content").iterator(chunk_size=1):
        if key in came or any(names.in_text(text) for text in _readings(bytes(content))):
            yield Place(PlaceKind.FILE, StoredFile, key, "content")


def _readings(content: bytes) -> Iterator[str]:
    """The bytes as text, in each way in which a file with words may have been written."""
    yield content.decode("utf-8", "replace")
    yield content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1")


def last_entry() -> int:
    """Where the audit ends now. An entry comes as its transaction ends, one transaction after the
    other: what is not read from here on has a higher number."""
    return AuditEntry.objects.aggregate(last=Max("sequence"))["last"] or 0


def search_audit(names: Names, after: int = 0, progress: Progress = unheard) -> Iterator[Place]:
    """Entries of the chain whose payload holds a name; the key is the sequence."""
    if not names:
        return
    progress("reading the payloads of the audit")
    kept = AuditEntry.objects.filter(payload__payload__isnull=False, sequence__gt=after)
    rows = may_hold(kept, names, "payload__payload").order_by("sequence")
    columns = rows.values_list("sequence", "payload__payload")
    for sequence, payload in columns.iterator(chunk_size=BATCH):
        if names.inside(json.loads(payload or "null")):
            yield Place(PlaceKind.AUDIT, AuditEntry, sequence, "payload")
