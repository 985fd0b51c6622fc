"""A draft as rows of the tables it will stand in, with the keys they will have.

Keys are taken from the sequences while a file is checked, so that carrying it out only copies: what
is never carried out leaves gaps in numbers that nobody sees.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import connection

from incidents.actions.importing_parts import Parts
from incidents.actions.importing_register import Names, key_of
from incidents.canonical import digest
from incidents.codes import Scheme
from incidents.imports.document import in_both
from incidents.imports.draft import Draft
from incidents.models import Election, LegalBasis, Platform, SourceMedia, Term
from incidents.models.base import new_public_id

Rows = dict[str, list[dict[str, Any]]]
TERMS = {
    "techniques": Scheme.TECHNIQUE,
    "media": Scheme.MEDIA,
    "ratings": Scheme.RATING,
    "goals": Scheme.GOAL,
}
BLOCK = 1000


class Keys:
    """Keys of tables, taken a block at a time."""

    def __init__(self) -> None:
        self._held: dict[str, list[int]] = {}

    def next(self, table: str) -> int:
        """``table`` without the name of the app in front."""
        held = self._held.setdefault(table, [])
        if not held:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                    [f"incidents_{table}", BLOCK],
                )
                held += [key for (key,) in reversed(cursor.fetchall())]
        return held.pop()


class Builder:
    """Makes rows of the drafts of one file; knows the registers as they are now, and the sources
    that the file has named so far."""

    def __init__(self, names: Names, *, make_registers: bool = False) -> None:
        self.names, self.make_registers = names, make_registers
        self.keys = Keys()
        self.platforms = dict(Platform.objects.values_list("code", "pk"))
        self.bases = dict(LegalBasis.objects.values_list("code", "pk"))
        self.terms = {(t.scheme, t.code): t.pk for t in Term.objects.all()}
        self.elections = dict(Election.objects.values_list("slug", "pk"))
        self.sources: dict[str, int] = {}
        self._told = set[str]()
        self.parts = Parts(self)

    def look_up(self, drafts: Iterable[Draft]) -> None:
        """Which of the sources of these drafts are in the register already: two queries for all."""
        wanted = {s["key"]: s for d in drafts for s in d.sources if s["key"] not in self.sources}
        urls = {source["url"] for source in wanted.values()} - {""}
        found = SourceMedia.objects.filter(url__in=urls).order_by("-pk")
        by_url = dict(found.values_list("url", "pk")) if urls else {}
        ids = {key.removeprefix("id:") for key in wanted if key.startswith("id:")}
        by_id = dict(SourceMedia.objects.filter(public_id__in=ids).values_list("public_id", "pk"))
        for key, source in wanted.items():
            pk = by_id.get(key.removeprefix("id:")) or by_url.get(source["url"])
            if pk is not None:
                self.sources[key] = pk

    def rows(self, draft: Draft) -> Rows:
        """All rows of one draft, by table. Adds to the draft's warnings."""
        rows: Rows = {}
        pk = self.keys.next("incident")
        self._incident(rows, draft, pk)
        for source in draft.sources:
            self._source(rows, draft, source)
        self._citations(rows, draft.citations, incident_id=pk)
        self._involved(rows, draft, pk)
        self.parts.add(rows, draft, pk)
        return rows

    def actor(self, draft: Draft, name: str) -> int | None:
        """Who bears a name; a warning where several do."""
        pk = self.names.find(name)
        if pk is None and self.names.bears_several(name):
            draft.warn("several actors bear the name “%(name)s”", name=name)
        return pk

    def _incident(self, rows: Rows, draft: Draft, pk: int) -> None:
        row = {"id": pk, "uuid": str(uuid.uuid4()), **draft.incident}
        row["jurisdiction_id"] = row.pop("jurisdiction")
        election, persona = row.pop("election", None), row.pop("persona", None)
        if election:
            row["election_id"] = self._election(rows, draft, election)
        if persona:
            row["persona_id"] = self.terms[Scheme.PERSONA, persona]
        if not draft.is_outdated:
            row["translated_digest"] = _original(row)
        rows["incident"] = [row]
        for name, codes in draft.terms.items():
            keys = (self.terms[TERMS[name], code] for code in codes)
            rows[f"incident_{name}"] = [{"incident_id": pk, "term_id": key} for key in keys]

    def _election(self, rows: Rows, draft: Draft, slug: str) -> int:
        """Its key. One that the register lacks is made of what the document says."""
        known = self.elections.get(slug)
        told = draft.election
        if (known is not None and slug not in self._told) or told is None:
            return self.elections[slug]
        if known is None:
            self.elections[slug] = self.keys.next("election")
            self._told.add(slug)
        key = self.elections[slug]
        name = told["name"]
        row = {"id": key, "slug": slug, "kind": told["kind"], **in_both("name", name)}
        row |= {"jurisdiction_id": draft.incident["jurisdiction"]}
        row["name_en"] = "" if name["en"] == name["fr"] else name["en"]
        rows["election"] = [row]
        rows["electionround"] = [{**each, "election_id": key} for each in told["rounds"]]
        return key

    def _source(self, rows: Rows, draft: Draft, source: Mapping[str, Any]) -> None:
        key = source["key"]
        known = self.sources.get(key)
        if known is not None and key not in self.parts.made:
            return
        row = {name: value for name, value in source.items() if name not in {"key", "publisher"}}
        self.sources[key] = row["id"] = known or self.keys.next("sourcemedia")
        row["public_id"] = self.parts.made.setdefault(key, new_public_id())
        publisher = source.get("publisher")
        if publisher:
            row["publisher_id"] = self.parts.actors.key(rows, draft, publisher, needed=True)
        rows.setdefault("sourcemedia", []).append(row)

    def _citations(self, rows: Rows, given: Iterable[Mapping[str, Any]], **owner: int) -> None:
        for each in given:
            row = {"id": self.keys.next("citation"), **each, **owner}
            row["source_id"] = self.sources[each["source"]]
            del row["source"]
            rows.setdefault("citation", []).append(row)

    cite: Callable[..., None] = _citations

    def _involved(self, rows: Rows, draft: Draft, pk: int) -> None:
        source = draft.sources[0]["key"] if draft.sources else None
        seen = set[tuple[int | str, str]]()
        for role, name in draft.involved:
            actor = self.actor(draft, name)
            who = actor or key_of(name)
            if (who, role) in seen or (actor is None and self.names.is_dismissed(name)):
                continue
            seen.add((who, role))
            cited = self.sources[source] if source else None
            if actor is None:
                use = {"name": name, "key": who, "role": role, "source_id": cited}
                rows.setdefault("proposed", []).append({**use, "incident_id": pk})
                continue
            key = self.keys.next("involvement")
            row = {"id": key, "public_id": new_public_id(), "incident_id": pk}
            rows.setdefault("involvement", []).append({**row, "actor_id": actor, "role": role})
            if source:
                self._citations(rows, [{"source": source}], involvement_id=key)


def _original(row: Mapping[str, Any]) -> str:
    """As ``projection.original_text_digest`` says it of the saved row."""
    language = row["original_language"]
    return digest([row.get(f"title_{language}", ""), row.get(f"summary_{language}", "")])
