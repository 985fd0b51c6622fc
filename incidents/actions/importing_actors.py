"""Whom a document names: found in the register, made when a person said so, proposed, or missed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from incidents.actions.importing_register import key_of
from incidents.codes import ActorKind
from incidents.imports.draft import Draft, Part
from incidents.imports.problems import Problem
from incidents.input_error import gettext_noop

if TYPE_CHECKING:
    from incidents.actions.importing_rows import Builder

Rows = dict[str, list[dict[str, Any]]]


class Actors:
    """Knows whom the file has named so far."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self._made: dict[str, list[dict[str, Any]]] = {}

    def key(self, rows: Rows, draft: Draft, who: Part, *, needed: bool) -> int | None:
        """The key of an actor. One without a name, a private person or somebody unidentified, is
        made for this record alone; one with a page is made where registers are to be made. None
        where nobody bears the name: a problem of the draft where the record needs somebody."""
        name = who["name"]["fr"] or who["name"]["en"]
        if not who["slug"]:
            return self._nameless(rows, draft, who, name)
        others = (who["name"]["en"], who["short_name"])
        found = self.builder.names.find(
            name, slug=who["slug"], others=[each for each in others if each], kind=who["kind"]
        )
        if found is not None:
            return found
        if self.builder.make_registers:
            return self._named(rows, who, name)
        if needed:
            said = gettext_noop(
                "nobody in the register is “%(name)s” (%(slug)s): make the actor first, or let "
                "actors with a page be made"
            )
            draft.problems.append(Problem(draft.line, said, {"name": name, "slug": who["slug"]}))
        return None

    def propose(self, rows: Rows, draft: Draft, tie: Part, incident: int) -> None:
        """Keep the name and its role for staff to decide."""
        name = tie["actor"]["name"]["fr"] or tie["actor"]["name"]["en"]
        if not name.strip() or self.builder.names.is_dismissed(name):
            return
        cites = tie["citations"]
        source = self.builder.sources[f"id:{cites[0]['source']}"] if cites else None
        use = {"name": name, "key": key_of(name), "role": tie["role"], "source_id": source}
        rows.setdefault("proposed", []).append({**use, "incident_id": incident})

    def _named(self, rows: Rows, who: Part, name: str) -> int:
        slug = who["slug"]
        if slug not in self._made:
            english = who["name"]["en"] if who["name"]["en"] != name else ""
            row = {"id": self.builder.keys.next("actor"), "slug": slug, "kind": who["kind"]}
            row |= {"name_fr": name, "name_en": english, "short_name": who["short_name"]}
            self._made[slug] = [row]
            self._made[slug] += [{"actor_id": row["id"], "name": each} for each in who["aliases"]]
        row, *aliases = self._made[slug]
        _add(rows, "actor", row)
        for alias in aliases:
            _add(rows, "actoralias", alias)
        key: int = row["id"]
        return key

    def _nameless(self, rows: Rows, draft: Draft, who: Part, label: str) -> int:
        """A private person keeps the public label. One for each record of a document and label."""
        place = f"{draft.line}:{who['kind']}:{label}"
        if place not in self._made:
            row = {"id": self.builder.keys.next("actor"), "kind": who["kind"]}
            english = who["name"]["en"] if who["name"]["en"] != label else ""
            if who["kind"] == ActorKind.UNIDENTIFIED:
                row |= {"name_fr": label or "–", "name_en": english}
            else:
                row |= {"is_private": True, "public_label_fr": label or "–"}
                row |= {"public_label_en": english}
            self._made[place] = [row]
        (row,) = self._made[place]
        _add(rows, "actor", row)
        key: int = row["id"]
        return key


def _add(rows: Rows, table: str, row: dict[str, Any]) -> None:
    """Once for each draft that needs it: whichever is carried out first makes it."""
    if row not in rows.setdefault(table, []):
        rows[table].append(row)
