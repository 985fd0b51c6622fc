"""What one item of each list is, field by field: what the API adds to the record of the document,
which the data dictionary describes. Types are written as they are there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from incidents.data_dictionary import Field, records

Own = tuple[str, str]
"""Name and type of a field that is not of the document."""

PLACE: Sequence[Own] = (("id", "text"), ("url", "text"), ("page", "pages"))
RECORD: Sequence[Own] = (*PLACE, ("incidents", "list of incident_link"))
ALONG: Sequence[Own] = (("sources", "list of source, optional"),)
IDENTITY: Sequence[Own] = (
    ("reference", "text"),
    ("number", "number"),
    ("digest", "text"),
    ("first_published_at", "moment"),
    ("published_at", "moment"),
    ("page", "pages"),
    ("url", "text"),
    ("changes", "text"),
)


@dataclass(frozen=True)
class Item:
    """``own`` fields, and those of a ``record`` of the data dictionary ("": none) but for what is
    ``left_out`` of it."""

    own: Sequence[Own]
    record: str = ""
    left_out: Sequence[str] = ()


ITEMS: Mapping[str, Item] = {
    "listed_incident": Item(
        (
            *IDENTITY,
            ("title", "texts"),
            ("summary", "texts"),
            ("verdict", "code verdict"),
            ("election", "text or null"),
            ("propositions", "list of code proposition"),
            ("legal_statuses", "list of code legal_status"),
            ("facts_date", "date"),
            ("original_language", "text"),
            ("translation_outdated", "yes_no"),
            ("synthetic_level", "code synthetic_level"),
            ("sensitivity", "list of code sensitivity"),
            ("jurisdiction", "named"),
            ("techniques", "list of term technique"),
            ("platforms", "list of named"),
            ("involvements", "list of involved"),
            ("claims", "number"),
            ("denials", "number"),
            ("content", "document, optional"),
            ("records", "parts, optional"),
        )
    ),
    "incident": Item(
        (
            *IDENTITY,
            ("redacted_since", "yes_no"),
            ("renamed_since", "yes_no"),
            ("content", "document"),
        )
    ),
    "claim": Item((*RECORD, ("beside", "beside"), *ALONG), "claim"),
    "stated_involvement": Item((("beside", "beside"),), "involvement"),
    "procedure": Item((*RECORD, *ALONG), "procedure"),
    "appearance": Item((*RECORD, *ALONG), "appearance"),
    "source": Item(
        (
            *RECORD,
            ("incidents_total", "number"),
            ("transcripts", "text"),
            ("segments", "text"),
            ("publisher_url", "text"),
        ),
        "source",
        left_out=("url",),
    ),
    "transcript": Item(
        (
            ("digest", "text"),
            ("newest", "yes_no"),
            ("public_segments", "number"),
            ("segments", "text"),
            ("about", "transcript or null"),
        )
    ),
    "segment": Item(
        (
            ("transcript", "text"),
            ("position", "number"),
            ("start_ms", "number"),
            ("end_ms", "number or null"),
            ("text", "text"),
            ("speaker", "text"),
            ("redacted", "yes_no"),
            ("low_confidence", "yes_no"),
            ("moment_url", "text or null"),
            ("cited_by", "list of citing"),
        )
    ),
    "actor": Item((*PLACE[1:], ("incidents", "number"), ("claims_url", "text")), "actor"),
    "platform": Item(
        (
            *PLACE[1:],
            ("code", "text"),
            ("name", "texts"),
            ("kind", "text"),
            ("operator", "text"),
            ("vlop_since", "day or null"),
            ("incidents", "number"),
            ("incidents_url", "text"),
        )
    ),
    "election": Item((*PLACE[1:], ("incidents", "number"), ("incidents_url", "text")), "election"),
    "report": Item(
        (
            *PLACE,
            ("kind", "code report_kind"),
            ("period", "text"),
            ("title", "texts"),
            ("edition", "number"),
            ("first_day", "day"),
            ("last_day", "day"),
            ("jurisdiction", "named or null"),
            ("election", "text or null"),
            ("issued_at", "moment"),
            ("digest", "text"),
            ("summary", "texts or null"),
            ("incidents", "list of text, or null"),
            ("files", "list of report_file"),
            ("withdrawn_at", "moment or null"),
            ("class", "term or null"),
        )
    ),
    "change": Item(
        (
            ("reference", "text"),
            ("kind", "code publication_kind"),
            ("at", "moment"),
            ("number", "number or null"),
            ("class", "term or null"),
            ("title", "texts or null"),
            ("notice", "texts or null"),
            ("merged_into", "text or null"),
            ("page", "pages"),
        )
    ),
    "pages": Item((("fr", "text"), ("en", "text"))),
    "incident_link": Item((("reference", "text"), ("url", "text"))),
    "involved": Item((("role", "code role"), ("actor", "actor"))),
    "beside": Item((("answers", "list of beside_answer"), ("replies", "list of reply"))),
    "beside_answer": Item((("kind", "code answer"), ("to", "text"), ("claim", "claim"))),
    "citing": Item((("reference", "text"), ("kind", "text"), ("anchor", "text"))),
    "report_file": Item(
        (
            ("language", "text"),
            ("volume", "number"),
            ("url", "text"),
            ("pages", "number"),
            ("bytes", "number"),
            ("digest", "text"),
        )
    ),
}
"""By the name of what it is: ``Endpoint.item``."""


@cache
def names(item: str) -> Mapping[str, Sequence[str]]:
    """The fields of an item in their order, each with the names of its parts, if it is one record
    and not a list: what ``fields`` may ask for."""
    made = ITEMS[item]
    inherited = [(f.name, f.type) for f in _record(made.record) if f.name not in made.left_out]
    own = dict(made.own)
    whole = {**own, **{name: kind for name, kind in inherited if name not in own}}
    return {name: _parts(kind) for name, kind in whole.items()}


def _parts(kind: str) -> Sequence[str]:
    """The names of the parts of a type; whole documents are given whole or not at all."""
    name = kind.split()[0].removesuffix(",")
    if name in {"list", "document", "parts"}:
        return ()
    if name in ITEMS and not ITEMS[name].record:
        return [part for part, _kind in ITEMS[name].own]
    return [each.name for each in _record(name)]


def _record(name: str) -> Sequence[Field]:
    return next((each.fields for each in records() if each.name == name), ())
