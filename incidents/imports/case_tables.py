"""The tables of a case file and their keys: whatever else stands in one is an error."""

from collections.abc import Iterator, Mapping
from typing import Any

Table = Mapping[str, Any]

CITE = frozenset({"source", "from", "to", "quote", "note", "supports"})
KEYS: dict[str, frozenset[str]] = {
    "case": frozenset({"key", "title", "demo"}),
    "actor": frozenset(
        [
            "key",
            "kind",
            "name_fr",
            "name_en",
            "short_name",
            "country",
            "aliases",
            "wikidata",
            "party_facts_id",
            "private",
            "public_label_fr",
            "public_label_en",
            "identity",
        ]
    ),
    "affiliation": frozenset({"person", "body", "role", "from", "to"}),
    "election": frozenset({"key", "name_fr", "name_en", "jurisdiction", "kind", "round"}),
    "election.round": frozenset(
        {"number", "on", "territory", "lists_from", "lists_to", "silence_from", "silence_to"}
    ),
    "source": frozenset(
        [
            "key",
            "kind",
            "file",
            "url",
            "archived_url",
            "captured_on",
            "language",
            "publisher",
            "title",
            "description",
            "category",
            "published",
            "public_extent",
            "public_extent_ground",
            "made_by",
            "tool",
            "tool_version",
            "speaker",
        ]
    ),
    "source.speaker": frozenset({"label", "role", "actor", "ranges"}),
    "incident": frozenset(
        [
            "key",
            "title_fr",
            "title_en",
            "summary_fr",
            "summary_en",
            "original_language",
            "facts",
            "jurisdiction",
            "election",
            "synthetic_level",
            "presented_as",
            "techniques",
            "media",
            "ratings",
            "goals",
            "persona",
            "verdict",
            "verdict_basis_fr",
            "verdict_basis_en",
            "verdict_on",
            "spread",
            "sensitivity",
            "internal_note",
            "state",
            "published_at",
            "withdrawn_at",
            "withdrawal_class",
            "withdrawal_reason",
            "silence_override",
            "translation_outdated",
            "cite",
            "involvement",
            "appearance",
        ]
    ),
    "incident.cite": CITE,
    "incident.involvement": frozenset(
        {"key", "actor", "role", "target_kind", "note_fr", "note_en", "cite"}
    ),
    "incident.involvement.cite": CITE,
    "incident.appearance": frozenset(
        [
            "key",
            "platform",
            "account",
            "account_masked",
            "kind",
            "url",
            "archived_url",
            "disclosure",
            "event",
            "observation",
        ]
    ),
    "incident.appearance.event": frozenset({"kind", "on", "note_fr", "note_en", "cite"}),
    "incident.appearance.event.cite": CITE,
    "incident.appearance.observation": frozenset(
        [
            "measure",
            "value",
            "as_of",
            "headline",
            "headline_reason_fr",
            "headline_reason_en",
            "cite",
        ]
    ),
    "incident.appearance.observation.cite": CITE,
    "claim": frozenset(
        [
            "key",
            "incidents",
            "proposition",
            "stance",
            "speaker",
            "speaker_label_fr",
            "speaker_label_en",
            "on_behalf_of",
            "about",
            "relayed_by",
            "said_on",
            "summary_fr",
            "summary_en",
            "directness",
            "reliability",
            "credibility",
            "likelihood",
            "assessed_on",
            "cite",
            "answers",
        ]
    ),
    "claim.cite": CITE,
    "claim.answers": frozenset({"claim", "involvement", "kind"}),
    "procedure": frozenset(
        [
            "key",
            "incidents",
            "track",
            "bases",
            "complainants",
            "respondents",
            "against_x",
            "authority",
            "authority_reference",
            "platform",
            "appearances",
            "review_on",
            "event",
        ]
    ),
    "procedure.event": frozenset(
        [
            "key",
            "kind",
            "on",
            "respondent",
            "outcome",
            "channel",
            "decisions",
            "statement",
            "note_fr",
            "note_en",
            "public",
            "reason_fr",
            "reason_en",
            "supersedes",
            "cite",
        ]
    ),
    "procedure.event.cite": CITE,
    "reply": frozenset(
        [
            "incident",
            "claim",
            "involvement",
            "asked_by",
            "actor",
            "received_how",
            "requested_at",
            "text",
            "language",
            "at",
            "refusal_reason",
            "notice_fr",
            "notice_en",
        ]
    ),
    "update": frozenset({"incident", "at", "kind", "class", "notice_fr", "notice_en", "set"}),
}


def unknown(tables: Table) -> Iterator[str]:
    """Every table and key that no case file has, with its place."""
    for name, value in tables.items():
        rows = value if isinstance(value, list) else [value]
        if name not in KEYS:
            yield name
            continue
        if name != "case" and not isinstance(value, list):
            yield f"[{name}] (write [[{name}]])"
            continue
        for number, row in enumerate(rows, 1):
            named = row.get("key", number) if isinstance(row, dict) else number
            yield from _unknown_keys(name, row, f"{name} {named}")


def _unknown_keys(name: str, row: object, place: str) -> Iterator[str]:
    if not isinstance(row, dict):
        yield f"{place} (not a table)"
        return
    for key, value in row.items():
        if key not in KEYS[name]:
            yield f"{place}: {key}"
        elif f"{name}.{key}" in KEYS and isinstance(value, list):
            for number, inner in enumerate(value, 1):
                yield from _unknown_keys(f"{name}.{key}", inner, f"{place}: {key} {number}")
