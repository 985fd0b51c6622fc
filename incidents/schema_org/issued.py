"""An issued report as schema.org describes things: a Report, with each of its files. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from incidents.schema_org.nodes import CONTEXT, Node, filled


@dataclass(frozen=True)
class IssuedFile:
    """One PDF."""

    url: str
    name: str
    language: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Issued:
    """One edition: what its page says of it. ``summary`` is "" where none is kept; ``country`` the
    name of the one jurisdiction that it is about, "" where it is about all."""

    language: str
    address: str
    archive: str
    archive_name: str
    site: str
    site_address: str
    title: str
    summary: str
    period: str
    edition: int
    first_day: date
    last_day: date
    issued_at: datetime
    country: str
    files: Sequence[IssuedFile]


def issued_report(found: Issued) -> Node:
    """One JSON-LD document. Names of persons and parties are in none of it."""
    return {"@context": CONTEXT, "@graph": [filled(_node(found))]}


def _node(found: Issued) -> Node:
    organisation = {"@type": "Organization", "name": found.site, "url": found.site_address}
    archive = {"@type": "CreativeWork", "name": found.archive_name, "url": found.archive}
    return {
        "@type": "Report",
        "@id": found.address,
        "url": found.address,
        "name": found.title,
        "headline": found.title,
        "description": found.summary,
        "inLanguage": found.language,
        "reportNumber": found.period,
        "version": str(found.edition),
        "datePublished": found.issued_at.isoformat(),
        "temporalCoverage": f"{found.first_day}/{found.last_day}",
        "spatialCoverage": _country(found.country),
        "isAccessibleForFree": True,
        "author": organisation,
        "publisher": organisation,
        "isPartOf": archive,
        "encoding": [_file(each) for each in found.files],
    }


def _country(name: str) -> Node | None:
    return {"@type": "Country", "name": name} if name else None


def _file(file: IssuedFile) -> Node:
    return {
        "@type": "MediaObject",
        "name": file.name,
        "contentUrl": file.url,
        "encodingFormat": "application/pdf",
        "contentSize": str(file.size),
        "inLanguage": file.language,
        "sha256": file.sha256,
    }
