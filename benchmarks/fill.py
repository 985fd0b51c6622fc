"""A database with as many published incidents as wanted: the demo, and copies of its incidents.

A copy has its own reference, page, dates, sources and passages; its document and its rows in the
derived tables are the original's with these replaced. Copies are written in bulk, so their
staff-side records (claims, citations, transcripts) are not there: nothing public reads them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.management import call_command
from django.db import connection, transaction

from benchmarks.public import derived
from incidents.canonical import digest
from incidents.codes import ApprovalKind, State
from incidents.models import (
    Approval,
    Incident,
    ListedIncident,
    ListedSegment,
    ListedSource,
    ListedText,
    ListedWord,
    Publication,
)
from incidents.publication import approvals_needed

BATCH = 1000
YEAR = 2020  # of the copies' references: the demo's own are later


@dataclass(frozen=True)
class Copy:
    """One copy: its number, what it copies, and how its sources are renamed."""

    number: int
    original: ListedIncident
    sources: dict[str, str]

    @property
    def reference(self) -> str:
        return f"INC-{YEAR}-{self.number:06d}"

    @property
    def at(self) -> datetime:
        """Half an hour apart, all before the demo."""
        return self.original.first_published_at - timedelta(days=200, minutes=30 * self.number)

    def content(self) -> dict[str, Any]:
        """The original's document with other sources and another title."""
        text = json.dumps(self.original.publication.content)
        for old, new in self.sources.items():
            text = text.replace(f'"{old}"', f'"{new}"')
        content: dict[str, Any] = json.loads(text)
        content["title"] = {k: f"{v} ({self.number})" for k, v in content["title"].items()}
        return content


def load_demo(password: Path) -> None:
    """Migrations, vocabularies, roles, demo: what `make run` does."""
    unheard = StringIO()
    call_command("migrate", verbosity=0)
    call_command("load_vocabularies", stdout=unheard)
    call_command("sync_roles", stdout=unheard)
    call_command("load_demo", password_file=password, stdout=unheard)


@transaction.atomic
def add_copies(count: int) -> None:
    """Copy the demo's published incidents in turn until there are ``count`` more."""
    originals = list(
        ListedIncident.objects.select_related("publication__incident").order_by("reference")
    )
    copies = [_copy(n, o) for n, o in enumerate(islice(cycle(originals), count), 1)]
    for start in range(0, len(copies), BATCH):
        _write(copies[start : start + BATCH])
    _write_sources(copies)
    for model in (ListedText, ListedWord):
        model.objects.all().delete()
    derived.fill(0)


def analyze() -> None:
    """Let the planner know the sizes, as autovacuum does a minute later."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy(number: int, original: ListedIncident) -> Copy:
    renamed = {old: f"c{number:06d}{i:02d}" for i, old in enumerate(original.sources)}
    return Copy(number, original, renamed)


def _write(copies: list[Copy]) -> None:
    """Through the states, as the database wants it, with the approvals of each content."""
    incidents = Incident.objects.bulk_create([_incident(copy) for copy in copies])
    rows = Incident.objects.filter(pk__in=[incident.pk for incident in incidents])
    rows.update(state=State.IN_REVIEW)
    approvers = dict(Approval.objects.values_list("kind", "approved_by"))
    Approval.objects.bulk_create(
        _approval(kind, copy, incident, approvers[kind])
        for copy, incident in zip(copies, incidents, strict=True)
        for kind in approvals_needed(copy.content())
    )
    rows.update(state=State.APPROVED)
    publications = Publication.objects.bulk_create(
        _publication(copy, incident) for copy, incident in zip(copies, incidents, strict=True)
    )
    ListedIncident.objects.bulk_create(
        _listed(copy, publication) for copy, publication in zip(copies, publications, strict=True)
    )
    rows.update(state=State.PUBLISHED)


def _incident(copy: Copy) -> Incident:
    """A draft that nobody wrote: anybody may approve it."""
    own = {"id": None, "uuid": uuid4(), "reference": copy.reference, "state": State.DRAFT}
    nobody = {"created_by_id": None, "updated_by_id": None}
    return Incident(**_values(copy.original.publication.incident) | own | nobody)


def _approval(kind: ApprovalKind, copy: Copy, incident: Incident, by: int) -> Approval:
    content = copy.content()
    return Approval(
        incident=incident,
        kind=kind,
        digest=digest(content),
        version=incident.version,
        kinds_needed=sorted(approvals_needed(content)),
        approved_by_id=by,
        approved_at=copy.at,
    )


def _publication(copy: Copy, incident: Incident) -> Publication:
    content = copy.content()
    return Publication(
        incident=incident,
        reference=copy.reference,
        number=1,
        kind="first",
        content=content,
        digest=digest(content),
        published_at=copy.at,
        first_published_at=copy.at,
        published_by_id=copy.original.publication.published_by_id,
    )


def _listed(copy: Copy, publication: Publication) -> ListedIncident:
    title = publication.content["title"]
    return ListedIncident(
        **_values(copy.original)
        | {
            "publication_id": publication.pk,
            "reference": copy.reference,
            "published_at": copy.at,
            "first_published_at": copy.at,
            "title_fr": title["fr"],
            "title_en": title["en"],
            "sources": sorted(copy.sources.values()),
        }
    )


def _write_sources(copies: list[Copy]) -> None:
    sources = {row.pk: row for row in ListedSource.objects.prefetch_related("segments")}
    pairs = [(copy, old, new) for copy in copies for old, new in copy.sources.items()]
    ListedSource.objects.bulk_create(
        (
            ListedSource(public_id=new, content=sources[old].content | {"id": new})
            for _copy, old, new in pairs
        ),
        batch_size=BATCH,
    )
    ListedSegment.objects.bulk_create(_segments(sources, pairs), batch_size=BATCH)


def _segments(
    sources: dict[str, ListedSource], pairs: list[tuple[Copy, str, str]]
) -> Iterator[ListedSegment]:
    for copy, old, new in pairs:
        for segment in sources[old].segments.all():
            cited_by = [by | {"reference": copy.reference} for by in segment.cited_by]
            values = _values(segment) | {"id": None, "source_id": new, "cited_by": cited_by}
            yield ListedSegment(**values)


def _values(row: Any) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
