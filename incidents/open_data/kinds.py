"""Every file that can be asked for: kinds and their formats."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings

from incidents import stix
from incidents.exports import as_csv, as_json
from incidents.open_data import documents, flat, linked, registers
from incidents.open_data.asked import Asked
from incidents.schema_org import CONTEXT
from incidents.tables import INCIDENTS, RECORDS, REGISTERS, Table

Pieces = Iterator[bytes]
Record = dict[str, Any]


@dataclass(frozen=True)
class Format:
    """One format of a kind: the end of its name, its media type, and what writes it."""

    end: str
    media_type: str
    write: Callable[[Asked], Pieces]


def _encoded(pieces: Iterator[str]) -> Pieces:
    return (piece.encode() for piece in pieces)


def _flat_json(asked: Asked) -> Pieces:
    written = (piece.decode() for piece in flat.objects(asked))
    return _encoded(as_json.wrapped(asked.head, "incidents", written))


def _whole(asked: Asked) -> Pieces:
    return _encoded(as_json.lines(documents.whole(asked)))


def _graph(asked: Asked) -> Pieces:
    head = {"@context": CONTEXT}
    return _encoded(as_json.pieces(head, "@graph", linked.nodes(asked), counted=False))


def _bundle(asked: Asked) -> Pieces:
    address = asked.head.get("address", settings.SITE_URL)
    head = {"type": "bundle", "id": stix.bundle_id(f"{address} {asked.day}")}
    return _encoded(as_json.pieces(head, "objects", linked.stix_objects(asked), counted=False))


def _reviews(asked: Asked) -> Pieces:
    head = {
        "@context": CONTEXT,
        "@type": "DataFeed",
        "name": settings.SITE_NAME,
        "url": settings.SITE_URL,
        "license": settings.DATA_LICENCE,
        "dateModified": asked.day.isoformat(),
    }
    found = linked.reviews(asked)
    return _encoded(as_json.pieces(head, "dataFeedElement", found, counted=False))


CSV, NDJSON = "text/csv; charset=utf-8; header=present", "application/x-ndjson"


def _rows(records: Callable[[Asked], Iterator[Record]], table: Table) -> dict[str, Format]:
    found = (
        Format("csv", CSV, lambda a: _encoded(as_csv.lines(table.names, records(a)))),
        Format("ndjson", NDJSON, lambda a: _encoded(as_json.lines(records(a)))),
    )
    return {each.end: each for each in found}


_INCIDENTS = (
    Format("csv", CSV, flat.lines),
    Format("json", "application/json", _flat_json),
    Format("ndjson", NDJSON, _whole),
    Format("jsonld", "application/ld+json", _graph),
    Format("stix", "application/stix+json;version=2.1", _bundle),
)
KINDS: dict[str, dict[str, Format]] = {
    INCIDENTS.name: {each.end: each for each in _INCIDENTS},
    "reviews": {"jsonld": Format("jsonld", "application/ld+json", _reviews)},
    **{t.name: _rows(partial(documents.records, table=t), t) for t in RECORDS},
    **{t.name: _rows(registers.READERS[t.name], t) for t in REGISTERS},
}
"""By kind, its formats by the end of their names."""
ENDS = {"stix": "stix.json"}


def pieces(kind: str, end: str, asked: Asked) -> Pieces:
    """The file, a piece at a time."""
    return KINDS[kind][end].write(asked)


def file_name(kind: str, end: str, day: date) -> str:
    """What a file is called where it is saved."""
    site = "".join(c if c.isascii() and c.isalnum() else "-" for c in settings.SITE_NAME.lower())
    return f"{site}-{kind.replace('_', '-')}-{day.isoformat()}.{ENDS.get(end, end)}"
