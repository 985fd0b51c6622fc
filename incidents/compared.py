"""What changed from one document of an incident to the next, field by field. Pure.

One rule for reviewers, the public log, the API and the report: records are paired by their public
id, a text in two languages is two texts. The log compares what was recorded (``FIELDS``), a
reviewer every key there is. Whatever accuses is given together with what answers it, in the newer
of the two that holds it: an old text must not be read without the denial that stood beside it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from incidents.documents import Document
from incidents.exchange import beside as beside_in

Record = dict[str, Any]

FACTS = (
    *("title", "summary", "original_language", "facts_date", "jurisdiction", "election"),
    *("synthetic_level", "presented_as", "techniques", "media", "ratings", "goals", "persona"),
    *("spread", "sensitivity", "incident_citations"),
)
VERDICT = ("code", "basis", "on")
FIELDS: dict[str, tuple[str, ...]] = {
    "involvements": ("actor", "role", "target_kind", "note", "citations"),
    "appearances": (
        *("platform", "kind", "account", "account_masked", "archived_url", "disclosure"),
        *("events", "observations"),
    ),
    "claims": (
        *("summary", "proposition", "stance", "speaker", "on_behalf_of", "about", "relayed_by"),
        *("said_on", "directness", "reliability", "credibility", "likelihood", "citations"),
    ),
    "procedures": (
        *("track", "authority", "authority_reference", "complainants", "respondents", "against_x"),
        *("platform", "bases", "review_on", "events"),
    ),
    "replies": ("by", "name", "text", "language", "requested_on"),
    "sources": (
        *("title", "kind", "language", "publisher", "url", "archived_url", "published"),
        *("description", "category", "public_extent"),
    ),
}
"""The fields of each kind of record that are compared: what was recorded, not what follows from
it."""


class Mark(Enum):
    """What became of a record."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Difference:
    """One field that changed, or one record that came or went (``field`` empty).

    ``part`` is "incident" or the kind of record, ``record`` the record in the newer document that
    has it. ``language`` is that of a text that exists per language. ``answers`` and ``replies``
    are what stands beside a record that accuses. ``hidden``: the words are not given, to protect a
    person.
    """

    part: str
    field: str
    old: Any
    new: Any
    record: Record | None = None
    language: str = ""
    answers: tuple[Record, ...] = ()
    replies: tuple[Record, ...] = ()
    hidden: bool = False

    @property
    def name(self) -> str:
        """Field and record in one code: "claims.summary", "replies"."""
        return f"{self.part}.{self.field}" if self.field else self.part

    @property
    def key(self) -> str:
        """The id of the record, "" for facts of the incident."""
        return str(self.record["id"]) if self.record else ""

    @property
    def accusation(self) -> bool:
        """Whether it is about a record that accuses."""
        return bool(self.record and self.record.get("accusation"))

    def without_words(self) -> "Difference":
        """That it changed, and nothing of what it said."""
        return replace(self, old=None, new=None, record=None, answers=(), replies=(), hidden=True)


def compared(old: Document, new: Document) -> list[Difference]:
    """Everything that differs, facts first; both documents in the shape of today."""
    found = [*_facts(old, new)]
    beside = beside_in(old) | beside_in(new)
    for part in FIELDS:
        for before, after in paired(old[part], new[part]):
            answers, replies = beside.get((after or before or {})["id"], ((), ()))
            for each in _of_record(part, before, after):
                found.append(replace(each, answers=answers, replies=replies))
    return found


def paired(
    before: Iterable[Record], after: Sequence[Record]
) -> Iterator[tuple[Record | None, Record | None]]:
    """Records by their public id: those that are, in their order, then those that went."""
    was = {record["id"]: record for record in before}
    for record in after:
        yield was.pop(record["id"], None), record
    for record in was.values():
        yield record, None


def in_fields(part: str, fields: Iterable[str], old: Record, new: Record) -> Iterator[Difference]:
    """The fields in which one record differs; one that a side lacks is None there."""
    record = None if part == "incident" else new
    for field in fields:
        yield from _field(part, field, old.get(field), new.get(field), record)


def _facts(old: Document, new: Document) -> Iterator[Difference]:
    yield from in_fields("incident", FACTS, old, new)
    for field in VERDICT:
        before, after = old["verdict"][field], new["verdict"][field]
        yield from _field("incident", f"verdict_{field}", before, after, None)


def _of_record(part: str, old: Record | None, new: Record | None) -> Iterator[Difference]:
    if old is None or new is None:
        yield Difference(part, "", old, new, new or old)
        return
    yield from in_fields(part, FIELDS[part], old, new)


def _field(
    part: str, field: str, old: Any, new: Any, record: Record | None
) -> Iterator[Difference]:
    if old == new:
        return
    if not _is_bilingual(old) or not _is_bilingual(new):
        yield Difference(part, field, old, new, record)
        return
    for language in ("fr", "en"):
        if old[language] != new[language]:
            yield Difference(part, field, old[language], new[language], record, language)


def _is_bilingual(value: Any) -> bool:
    return isinstance(value, Mapping) and set(value) == {"fr", "en"}
