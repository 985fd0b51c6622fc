"""Where a person's names stand: one pass over every text that the database keeps.

Exact rather than fast: spellings are folded here (``names``), which no index knows, so every text
is read once, row by row. What is derived from Publications is written anew and needs no search.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.postgres.fields import ArrayField
from django.db import models

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
    Transcript,
)
from incidents.names import Names

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
    *DERIVED,
)
"""Searched each in its own way, or derived from what is."""
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


def search(names: Names) -> list[Place]:
    """Every place of these names, in a fixed order; none for no names."""
    if not names:
        return []
    passages = list(_passages(names))
    return [
        *_records(names),
        *passages,
        *_files(names, {place.key for place in passages}),
        *_publications(names),
        *_reports(names),
        *search_audit(names),
    ]


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


def _records(names: Names) -> Iterator[Place]:
    ours = [m for m in apps.get_app_config("incidents").get_models() if m not in APART]
    models_searched: list[type[models.Model]] = [*ours, LogEntry]
    for model in models_searched:
        yield from _rows(PlaceKind.RECORD, model, names)


def _rows(
    kind: PlaceKind, model: type[models.Model], names: Names, at_once: int = BATCH
) -> Iterator[Place]:
    """Every text of a model, so many rows at a time."""
    columns = [field.attname for field in texts_of(model)]
    rows = model._base_manager.order_by("pk").values_list("pk", *columns)
    for key, *values in rows.iterator(chunk_size=at_once) if columns else ():
        for column, value in zip(columns, values, strict=True):
            if names.inside(value):
                yield Place(kind, model, key, column)


def _passages(names: Names) -> Iterator[Place]:
    """Passages; two that follow each other may hold one name between them."""
    columns = ("pk", "transcript_id", "text", "proposed_speaker")
    rows = Segment.objects.order_by("transcript_id", "position").values_list(*columns)
    before: tuple[Any, ...] = (None, None, "", "")
    told: set[int] = set()
    for row in rows.iterator(chunk_size=BATCH):
        key, transcript, text, proposed = row
        found = {key} if names.in_text(text) else set()
        if not found and transcript == before[1] and not names.in_text(before[2]):
            found = {before[0], key} if names.in_text(f"{before[2]} {text}") else set()
        for each in sorted(found - told):
            yield Place(PlaceKind.PASSAGE, Segment, each, "text")
        if names.in_text(proposed):
            yield Place(PlaceKind.PASSAGE, Segment, key, "proposed_speaker")
        told, before = told | found, row


def _files(names: Names, passages: set[int]) -> Iterator[Place]:
    """Stored originals: those whose bytes read so, and those from which such passages came."""
    transcripts = Transcript.objects.filter(segments__in=passages)
    came = set(transcripts.values_list("original", flat=True))
    came |= set(transcripts.values_list("source__original", flat=True))
    issued = ReportFile.objects.values("file")
    rows = StoredFile.objects.exclude(pk__in=issued).exclude(content=b"").order_by("pk")
    for key, content in rows.values_list("pk", "content").iterator(chunk_size=1):
        if key in came or any(names.in_text(text) for text in _readings(bytes(content))):
            yield Place(PlaceKind.FILE, StoredFile, key, "content")


def _readings(content: bytes) -> Iterator[str]:
    """The bytes as text, in each way in which a file with words may have been written."""
    yield content.decode("utf-8", "replace")
    yield content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1")


def _publications(names: Names) -> Iterator[Place]:
    yield from _rows(PlaceKind.PUBLICATION, Publication, names, at_once=100)


def _reports(names: Names) -> Iterator[Place]:
    yield from _rows(PlaceKind.REPORT, Report, names, at_once=1)


def search_audit(names: Names) -> Iterator[Place]:
    """Entries of the chain whose payload holds a name; the key is the sequence."""
    kept = AuditEntry.objects.filter(payload__payload__isnull=False).order_by("sequence")
    rows = kept.values_list("sequence", "payload__payload")
    for sequence, payload in rows.iterator(chunk_size=BATCH):
        if names.inside(json.loads(payload or "null")):
            yield Place(PlaceKind.AUDIT, AuditEntry, sequence, "payload")
