"""Case files: incidents with their sources, claims and procedures, written in TOML.

The format is in docs/case-files.md. Reading checks names of tables and keys, all of them at once;
what a key refers to is checked by the action that loads the case.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from incidents.codes import Precision
from incidents.dates import FactDate
from incidents.input_error import InputError, gettext_noop

Table = Mapping[str, Any]
GIVEN_PAGE = "@page"
"""The value of a source's ``file`` that stands for the page given on the command line."""

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
    "election.round": frozenset({"number", "on", "territory", "silence_from", "silence_to"}),
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
    "update": frozenset({"incident", "at", "kind", "class", "notice_fr", "notice_en", "set"}),
}


class CaseError(InputError):
    """A case file that cannot be loaded; the message names file, table and value."""


@dataclass(frozen=True)
class Case:
    """One case file as read: its tables by name, and where files beside it are found."""

    path: Path
    tables: Mapping[str, Any]
    page: Path | None

    def rows(self, name: str) -> list[Table]:
        """The rows of one top-level table, in the file's order."""
        return list(self.tables.get(name, []))

    def content(self, file: str) -> bytes:
        """The bytes of a source's file. Raises CaseError naming the file."""
        path = self.page if file == GIVEN_PAGE else self.path.parent.parent / file
        if path is None:
            raise CaseError(
                gettext_noop("%(file)s: a source stands for a page to be given with --page"),
                file=self.path.name,
            )
        try:
            return path.read_bytes()
        except OSError as error:
            raise CaseError(
                gettext_noop("%(file)s: cannot read %(page)s: %(reason)s"),
                file=self.path.name,
                page=str(path),
                reason=error.strerror or type(error).__name__,
            ) from error


def read_case(path: Path, page: Path | None = None) -> Case:
    """Read one case file. Raises CaseError with every unknown table and key."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise CaseError(
            gettext_noop("cannot read %(file)s: %(reason)s"),
            file=str(path),
            reason=error.strerror or type(error).__name__,
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CaseError(
            gettext_noop("%(file)s is not TOML: %(reason)s"), file=path.name, reason=str(error)
        ) from error
    wrong = list(_unknown(tables))
    if wrong:
        raise CaseError(
            gettext_noop("%(file)s: unknown: %(keys)s"), file=path.name, keys=", ".join(wrong)
        )
    return Case(path, tables, page)


def fact_date(value: Any) -> FactDate:
    """A date of a case file: nothing, a day, or earliest, latest, precision."""
    if value is None:
        return FactDate.unknown()
    if isinstance(value, date):
        return FactDate.on(value)
    precision = Precision(value["precision"])
    return FactDate(value.get("earliest"), value.get("latest"), precision)


def _unknown(tables: Table) -> Iterator[str]:
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
