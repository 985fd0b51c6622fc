"""A statement of reasons from the DSA Transparency Database: JSON in, one frozen record out.

Strict: every problem of the file is told at once, each with its JSON pointer and value, and nothing
is guessed. Fields that Vigie does not keep are left in the original bytes, and named. Nothing is
written here: ``actions/statement.py`` puts the decision onto the notice it answers.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from incidents.codes import Decision
from incidents.imports import dsa_codes
from incidents.imports.json_fields import Fields, Problem, UnreadableJson, root
from incidents.input_error import gettext_noop

MAX_BYTES = 200_000
"""Ten times the longest that the limits of the database's fields let a statement be."""

SINGLE = ("decision_monetary", "decision_provision", "decision_account")
PREFIXES = {
    "decision_visibility": "DECISION_VISIBILITY_",
    "decision_monetary": "DECISION_MONETARY_",
    "decision_provision": "DECISION_PROVISION_",
    "decision_account": "DECISION_ACCOUNT_",
}


class UnreadableStatement(UnreadableJson):
    """A file that is no statement of reasons; ``problems`` are all of its faults."""


@dataclass(frozen=True)
class Statement:
    """One decision of a platform as it told the database; names are those of the database where
    they are short enough. ``decided_on``: the day from which it applies, else of its entry."""

    uuid: UUID | None
    puid: str
    permalink: str
    platform_name: str
    decisions: tuple[Decision, ...]
    ground: str
    category: str
    content_types: tuple[str, ...]
    source_type: str
    automated_detection: bool
    automated_decision: str
    territories: tuple[str, ...]
    content_on: date | None
    decided_on: date
    created_on: date | None
    facts: str
    unread: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it is called by: its UUID in the database, else the platform's own id."""
        return str(self.uuid) if self.uuid else self.puid


def read_statement(content: bytes) -> Statement:
    """Read one statement, alone or as the only one of a list ``statements``.

    Raises UnreadableStatement with every problem of the file.
    """
    try:
        fields = _only_one(root(content, MAX_BYTES))
        found = _read(fields)
    except UnreadableJson as error:
        raise UnreadableStatement(error.problems) from error
    if fields.problems:
        raise UnreadableStatement(fields.problems)
    return found


def _only_one(fields: Fields) -> Fields:
    """The statement itself: the database answers one bare, and several in a list."""
    if "statements" not in fields.values:
        return fields
    rows = fields.values["statements"]
    if isinstance(rows, list) and len(rows) == 1 and isinstance(rows[0], dict):
        return Fields(rows[0], "/statements/0", fields.problems)
    template = gettext_noop("%(pointer)s: a list of one statement is expected; it has %(count)d")
    count = len(rows) if isinstance(rows, list) else 0
    raise UnreadableJson([Problem(template, pointer="/statements", count=count)])


def _read(fields: Fields) -> Statement:
    applied = fields.day("application_date")
    created = fields.day("created_at")
    found: dict[str, Any] = {
        "uuid": fields.uuid("uuid"),
        "puid": fields.text("puid", 500),
        "permalink": fields.address("permalink", 1000),
        "platform_name": fields.text("platform_name", 200, required=True),
        "decisions": _decisions(fields),
        "ground": fields.code("decision_ground", dsa_codes.GROUNDS),
        "category": fields.code("category", dsa_codes.CATEGORIES | dsa_codes.FORMER_CATEGORIES),
        "content_types": fields.codes("content_type", dsa_codes.CONTENT_TYPES, required=True),
        "source_type": fields.code("source_type", dsa_codes.SOURCE_TYPES),
        "automated_detection": fields.code("automated_detection", ("Yes", "No")) == "Yes",
        "automated_decision": fields.code("automated_decision", dsa_codes.AUTOMATED_DECISIONS),
        "territories": fields.codes("territorial_scope", dsa_codes.TERRITORIES),
        "content_on": fields.day("content_date"),
        "created_on": created,
        "facts": fields.text("decision_facts", 5000),
    }
    if found["uuid"] is None and not found["puid"] and not fields.has_problem("uuid", "puid"):
        fields.missing("uuid", "puid")
    dates = ("application_date", "created_at")
    if applied is None and created is None and not fields.has_problem(*dates):
        fields.missing(*dates)
    decided = applied or created or date.min
    return Statement(**found, decided_on=decided, unread=fields.unread())


def _decisions(fields: Fields) -> tuple[Decision, ...]:
    """The codes of all four fields, in the order of the database's documentation."""
    found: list[str] = list(fields.codes("decision_visibility", _of("decision_visibility")))
    for name in SINGLE:
        code = fields.code(name, _of(name), required=False)
        found += [code] if code else []
    if not found and not fields.has_problem(*PREFIXES):
        fields.missing(*PREFIXES)
    return tuple(Decision(code) for code in dict.fromkeys(found))


def _of(name: str) -> Collection[str]:
    return [code.value for code in Decision if code.startswith(PREFIXES[name])]
