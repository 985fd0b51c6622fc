"""What the exported files say, as far as it is counted: each file read once, its texts left out."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from incidents import documents
from incidents.codes import ActorKind
from incidents.reconciled.files import Files
from incidents.reconciled.lists import Lists

Record = dict[str, Any]
INCIDENTS = "incidents"

COUNTED: Mapping[str, tuple[str, ...]] = {
    INCIDENTS: (
        *("reference", "platforms", "techniques", "synthetic_level", "verdict", "propositions"),
        *("legal_statuses", "country", "election", "facts_earliest", "facts_latest"),
    ),
    "claims": (
        *("reference", "id", "stance", "reading", "accusation", "about", "answered_by"),
        *("speaker_actor", "speaker_label_fr", "speaker_label_en"),
        *("on_behalf_of", "on_behalf_of_name_fr", "on_behalf_of_name_en"),
    ),
    "claim_answers": ("reference", "answer", "claim"),
    "involvements": ("reference", "id", "role", "actor", "accusation", "answered_by"),
    "appearances": (
        *("reference", "id", "platform", "state_now", "state_first_seen_earliest"),
        "state_first_seen_precision",
    ),
    "appearance_events": (
        *("reference", "appearance", "kind", "date_earliest", "date_latest", "date_precision"),
    ),
    "procedures": (
        *("reference", "id", "track", "platform", "status", "review_on", "appearances"),
        *("timing_sent_on", "timing_days_to_receipt", "timing_days_to_decision"),
    ),
    "procedure_events": ("reference", "procedure", "place", "kind", "decisions"),
    "follow_ups": (
        *("reference", "procedure", "kind", "nature", "due_on", "listed_from", "listed_until"),
    ),
    "changes": ("reference", "kind", "at", "merged_into"),
}
"""By file, the columns that something is counted by."""


class Facts:
    """The lines of the files of what a report is about; nothing is read before it is asked for."""

    def __init__(self, lists: Lists) -> None:
        self.files = Files(lists)
        self._read: dict[str, list[Record]] = {}

    def of(self, table: str) -> list[Record]:
        """The lines of one file, in its order."""
        if table not in self._read:
            source = self.files.incidents() if table == INCIDENTS else self.files.records(table)
            self._read[table] = [_counted(table, row) for row in source]
        return self._read[table]

    def grouped(self, table: str, key: Callable[[Record], Any]) -> dict[Any, list[Record]]:
        """The same by a key of the lines."""
        found: dict[Any, list[Record]] = {}
        for row in self.of(table):
            found.setdefault(key(row), []).append(row)
        return found

    @cached_property
    def parties(self) -> set[str]:
        """The addresses of the parties that are named, by the register of actors, and by documents
        that stand in the place of others, which it does not know."""
        named = {row["slug"]: row["kind"] for row in self.files.register("actors")}
        for each in self.files.lists.moved:
            named |= {actor["slug"]: actor["kind"] for actor in documents.actors(each.document)}
        return {slug for slug, kind in named.items() if slug and kind == ActorKind.PARTY}


def _counted(table: str, row: Record) -> Record:
    found = {name: row[name] for name in COUNTED[table]}
    if "answers_fr" in row:
        found["answered"] = bool(row["answers_fr"] or row["replies"])
    return found
