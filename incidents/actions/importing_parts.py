"""The records of a document as rows: who is involved, where it was seen, what was said, what
followed. A statement or a procedure that several documents of a file tell is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from incidents.actions.importing_actors import Actors
from incidents.codes import Scheme
from incidents.imports.document import cited, in_both
from incidents.imports.draft import Draft, Part
from incidents.models.base import new_public_id

if TYPE_CHECKING:
    from incidents.actions.importing_rows import Builder

Rows = dict[str, list[dict[str, Any]]]


class Parts:
    """Makes rows for the builder of one file."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.made: dict[str, str] = {}
        """Public ids of the sources that the file brings, by their keys in it."""
        self.actors = Actors(builder)
        self._shared: dict[str, tuple[int, Rows]] = {}

    def add(self, rows: Rows, draft: Draft, incident: int) -> None:
        """All parts of one document."""
        ties = self._involvements(rows, draft, incident)
        seen = self._appearances(rows, draft, incident)
        claims = {each["id"]: self._claim(rows, draft, each) for each in self._of(draft, "claims")}
        for each in self._of(draft, "claims"):
            key = claims[each["id"]]
            _put(rows, "claim_incidents", claim_id=key, incident_id=incident)
            for answer in each["answers"]:
                self._answer(rows, key, answer, claims, ties)
        for each in self._of(draft, "procedures"):
            key = self._procedure(rows, draft, each)
            _put(rows, "procedure_incidents", procedure_id=key, incident_id=incident)
            for name in each["appearances"]:
                _put(rows, "procedure_appearances", procedure_id=key, appearance_id=seen[name])

    def _of(self, draft: Draft, name: str) -> list[Part]:
        return draft.parts.get(name, [])

    def _involvements(self, rows: Rows, draft: Draft, incident: int) -> dict[str, int]:
        """Their keys, by the ids of the document; a name that nobody bears is proposed, unless a
        statement answers its part in the incident."""
        answered = {a["involvement"] for c in self._of(draft, "claims") for a in c["answers"]}
        found: dict[str, int] = {}
        for each in self._of(draft, "involvements"):
            actor = self.actors.key(rows, draft, each["actor"], needed=each["id"] in answered)
            if actor is None:
                if each["id"] not in answered:
                    self.actors.propose(rows, draft, each, incident)
                continue
            key = found[each["id"]] = self.builder.keys.next("involvement")
            row = {"id": key, "public_id": new_public_id(), "incident_id": incident}
            row |= {"actor_id": actor, "role": each["role"], **in_both("note", each["note"])}
            if each["target_kind"]:
                row["target_kind_id"] = self.builder.terms[Scheme.TARGET_KIND, each["target_kind"]]
            rows.setdefault("involvement", []).append(row)
            self._cite(rows, each, involvement_id=key)
        return found

    def _appearances(self, rows: Rows, draft: Draft, incident: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for each in self._of(draft, "appearances"):
            key = found[each["id"]] = self.builder.keys.next("appearance")
            row: Part = {name: each[name] for name in ("kind", "account", "archived_url")}
            row |= {"id": key, "public_id": new_public_id(), "incident_id": incident}
            row |= {"account_masked": each["account_masked"]}
            row["platform_id"] = self.builder.platforms[each["platform"]]
            if each["disclosure"]:
                row["disclosure_id"] = self.builder.terms[Scheme.DISCLOSURE, each["disclosure"]]
            rows.setdefault("appearance", []).append(row)
            for event in each["events"]:
                self._seen(rows, key, event)
            for reading in each["observations"]:
                self._reading(rows, key, reading)
        return found

    def _seen(self, rows: Rows, appearance: int, event: Part) -> None:
        key = self.builder.keys.next("appearanceevent")
        row = {"id": key, "appearance_id": appearance, "kind": event["kind"], **event["date"]}
        rows.setdefault("appearanceevent", []).append(row | in_both("note", event["note"]))
        self._cite(rows, event, appearance_event_id=key)

    def _reading(self, rows: Rows, appearance: int, reading: Part) -> None:
        key = self.builder.keys.next("observation")
        row = {name: reading[name] for name in ("measure", "value", "as_of")}
        row |= {"id": key, "appearance_id": appearance, "is_headline": reading["headline"]}
        row |= in_both("headline_reason", reading["headline_reason"])
        rows.setdefault("observation", []).append(row)
        self._cite(rows, reading, observation_id=key)

    def _claim(self, rows: Rows, draft: Draft, claim: Part) -> int:
        key, own = self._once(f"claim:{claim['id']}", "claim")
        if not own:
            names = ("proposition", "stance", "directness", "reliability", "credibility")
            row = {name: claim[name] for name in (*names, "likelihood")}
            row |= {"id": key, "public_id": new_public_id(), **claim["said_on"]}
            row |= in_both("summary", claim["summary"])
            row |= in_both("speaker_label", claim["speaker"]["label"])
            row["speaker_id"] = self._who(own, draft, claim["speaker"]["actor"])
            row["relayed_by_id"] = self._who(own, draft, claim["relayed_by"])
            if claim["assessed_on"]:
                row["assessed_at"] = _noon(claim["assessed_on"])
            own["claim"] = [row]
            for name in ("about", "on_behalf_of"):
                self._people(own, draft, f"claim_{name}", claim[name], claim_id=key)
            self._cite(own, claim, claim_id=key)
        _merge(rows, own)
        return key

    def _answer(
        self,
        rows: Rows,
        answer: int,
        said: Part,
        claims: Mapping[str, int],
        ties: Mapping[str, int],
    ) -> None:
        claim, tie = said["claim"], said["involvement"]
        if tie and tie not in ties:
            return
        to = {"claim_id": claims[claim]} if claim else {"involvement_id": ties[tie]}
        _put(rows, "claimanswer", answer_id=answer, kind=said["kind"], **to)

    def _procedure(self, rows: Rows, draft: Draft, procedure: Part) -> int:
        key, own = self._once(f"procedure:{procedure['id']}", "procedure")
        if not own:
            names = ("track", "authority_reference", "against_x", "review_on")
            row = {name: procedure[name] for name in names}
            row |= {"id": key, "public_id": new_public_id()}
            row["authority_id"] = self._who(own, draft, procedure["authority"])
            if procedure["platform"]:
                row["platform_id"] = self.builder.platforms[procedure["platform"]]
            own["procedure"] = [row]
            for code in procedure["bases"]:
                basis = self.builder.bases[code]
                _put(own, "procedure_bases", procedure_id=key, legalbasis_id=basis)
            for name in ("complainants", "respondents"):
                self._people(own, draft, f"procedure_{name}", procedure[name], procedure_id=key)
            for event in procedure["events"]:
                self._event(own, draft, key, event)
        _merge(rows, own)
        return key

    def _event(self, own: Rows, draft: Draft, procedure: int, event: Part) -> None:
        key = self.builder.keys.next("procedureevent")
        row = {name: event[name] for name in ("kind", "order", "outcome", "channel", "decisions")}
        row |= {"id": key, "public_id": new_public_id(), "procedure_id": procedure}
        row |= {**event["date"], **in_both("note", event["note"])}
        row |= in_both("outside_table_reason", event["outside_table_reason"])
        row["respondent_id"] = self._who(own, draft, event["respondent"])
        own.setdefault("procedureevent", []).append(row)
        if event["statement_of_reasons"]:
            _put(own, "statementofreasons", event_id=key, **event["statement_of_reasons"])
        self._cite(own, event, procedure_event_id=key)

    def _once(self, name: str, table: str) -> tuple[int, Rows]:
        """Key of a record that several documents may tell, and its rows: none the first time."""
        if name not in self._shared:
            self._shared[name] = (self.builder.keys.next(table), {})
        return self._shared[name]

    def _who(self, rows: Rows, draft: Draft, who: Part | None) -> int | None:
        return self.actors.key(rows, draft, who, needed=True) if who else None

    def _people(
        self, rows: Rows, draft: Draft, table: str, people: Iterable[Part], **owner: int
    ) -> None:
        for each in people:
            actor = self._who(rows, draft, each)
            if actor is not None:
                _put(rows, table, actor_id=actor, **owner)

    def _cite(self, rows: Rows, record: Part, **owner: int) -> None:
        self.builder.cite(rows, [cited(each) for each in record["citations"]], **owner)


def _put(rows: Rows, table: str, **row: Any) -> None:
    rows.setdefault(table, []).append(row)


def _merge(rows: Rows, own: Rows) -> None:
    for table, found in own.items():
        rows.setdefault(table, []).extend(found)


def _noon(day: str) -> str:
    """A day of assessment, as the moment that is kept."""
    at = datetime.combine(date.fromisoformat(day), time(12))
    return timezone.make_aware(at).isoformat()
