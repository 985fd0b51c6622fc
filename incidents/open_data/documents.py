"""Incidents as whole documents, and the rows of their records: read some at a time."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.conf import settings

from incidents.documents import Document
from incidents.listing import as_published_all, shown_all
from incidents.listing.shown import Shown
from incidents.models import Publication
from incidents.open_data.asked import Asked, parts, publications, release
from incidents.tables import Table, rows_of

Record = dict[str, Any]
LANGUAGES = ("fr", "en")
FIRST, THEN = 20, 250
"""Documents of the first part, and of each after it: some megabytes."""


class Read(NamedTuple):
    """One incident as it is shown."""

    publication: Publication
    document: Document


def read(asked: Asked) -> Iterator[Read]:
    """What is asked for, each in the shape of today."""
    for found in _parts(asked):
        contents = shown_all(found)
        release()
        yield from map(Read._make, zip(found, contents, strict=True))


def records(asked: Asked, table: Table) -> Iterator[Record]:
    """The rows of one table of records."""
    for publication, document in read(asked):
        yield from rows_of(table.name, publication.reference, document)


def whole(asked: Asked) -> Iterator[Record]:
    """Each incident with its identity and its document, whose digest can be checked."""
    for found in _parts(asked):
        contents = as_published_all(found)
        release()
        yield from with_identity(found, contents)


def with_identity(found: list[Publication], contents: list[Shown]) -> Iterator[Record]:
    """Documents as lines of a file."""
    for publication, each in zip(found, contents, strict=True):
        yield identity(publication) | as_shown(each)


def as_shown(found: Shown) -> Record:
    """``content`` is the published document to the letter, unless since then a passage it shows was
    redacted or an actor it names was merged into another: then the digest is that of the document
    as it was."""
    return {
        "redacted_since": found.redacted_since,
        "renamed_since": found.renamed_since,
        "content": found.content,
    }


def identity(publication: Publication) -> Record:
    """Which version of which incident it is."""
    return {
        "reference": publication.reference,
        "number": publication.number,
        "digest": publication.digest,
        "first_published_at": moment(publication.first_published_at),
        "published_at": moment(publication.published_at),
        "page": pages_of(publication.reference),
    }


def pages_of(reference: str) -> dict[str, str]:
    """The permanent address of its page, by language."""
    return {code: page_of(reference, code) for code in LANGUAGES}


def page_of(reference: str, language: str) -> str:
    """The permanent address of its page in one language."""
    return f"{before_reference(language)}{reference}/"


def before_reference(language: str) -> str:
    """How the addresses of all incidents begin in a language."""
    return f"{settings.SITE_URL}/{language}/incidents/"


def moment(at: datetime) -> str:
    """A moment in UTC, ISO 8601."""
    return at.astimezone(UTC).isoformat()


def _parts(asked: Asked) -> Iterator[list[Publication]]:
    for part in parts(asked, FIRST, THEN):
        yield [publication for _key, publication in publications(part)]
