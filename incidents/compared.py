"""What changed from one document of an incident to the next, field by field. Pure.

Whatever accuses is given together with what answers it, in the newer of the two that holds it: an
old text must not be read without the denial that stood beside it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from incidents.documents import Document
from incidents.exchange import exchange

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
    beside = _beside(old) | _beside(new)
    for part in FIELDS:
        before, after = ({each["id"]: each for each in side[part]} for side in (old, new))
        for key in [*after, *(key for key in before if key not in after)]:
            answers, replies = beside.get(key, ((), ()))
            for each in _of_record(part, before.get(key), after.get(key)):
                found.append(replace(each, answers=answers, replies=replies))
    return found


def _facts(old: Document, new: Document) -> Iterator[Difference]:
    for field in FACTS:
        yield from _field("incident", field, old[field], new[field], None)
    for field in VERDICT:
        before, after = old["verdict"][field], new["verdict"][field]
        yield from _field("incident", f"verdict_{field}", before, after, None)


def _of_record(part: str, old: Record | None, new: Record | None) -> Iterator[Difference]:
    if old is None or new is None:
        yield Difference(part, "", old, new, new or old)
        return
    for field in FIELDS[part]:
        yield from _field(part, field, old[field], new[field], new)


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


def _beside(document: Document) -> dict[str, tuple[tuple[Record, ...], tuple[Record, ...]]]:
    """By accusing claim or involvement: the claims that answer it, and rights of reply to it."""
    return {
        each.id: (tuple(beside.statement.record for beside in each.thread()), each.beside)
        for each in exchange(document).accusations
    }
