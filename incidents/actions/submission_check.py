"""Whether a submission that has the right shape could be kept: every reference, code and quote of
it, looked at without saving anything."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from incidents.actions import submission_actors
from incidents.actions.case_story import TERMS
from incidents.actions.submission_actors import Named
from incidents.actions.submission_sources import Sources
from incidents.claims import in_circles
from incidents.codes import Scheme
from incidents.imports.faults import Faults, at
from incidents.input_error import gettext_noop
from incidents.models import Actor, Election, Jurisdiction, ListedElection, Platform, Term

Row = dict[str, Any]
ONE_TERM = {"persona": Scheme.PERSONA}
NOT_PUBLIC_ACTOR = gettext_noop("“%(value)s” is neither an actor here nor one that is public")


@dataclass(frozen=True)
class Checked:
    """A submission of which all is known: its rows as a case file has them, and its actors."""

    body: Row
    public: dict[str, Actor]
    named: list[Named]
    elections: dict[str, Election]


def check(body: Row, faults: Faults) -> Checked:
    """Note every fault of what was sound in shape. A fixed number of queries."""
    return _Check(body, faults).run()


class _Check:
    def __init__(self, body: Row, faults: Faults) -> None:
        self.body, self.faults = body, faults
        self.incident: Row = body.setdefault("incident", {})
        self.sources = Sources(faults)
        self.terms: dict[str, list[str]] = defaultdict(list)
        for scheme, code in Term.objects.values_list("scheme", "code"):
            self.terms[scheme].append(code)
        self.platforms = list(Platform.objects.values_list("code", flat=True))
        self.jurisdictions = list(Jurisdiction.objects.values_list("code", flat=True))
        self.keys = {
            "actor": _keys(self._rows("actor")),
            "involvement": _keys(self.incident.get("involvement", [])),
            "claim": _keys(self._rows("claim")),
        }
        self.actor_rows = self._rows("actor")

    def run(self) -> Checked:
        public = submission_actors.public(set(_actor_keys(self.body)) - self.keys["actor"])
        self.actors = self.keys["actor"] | public.keys()
        self._unique("/actor", self.actor_rows)
        self._unique("/source", self._rows("source"))
        self._unique("/claim", self._rows("claim"))
        self._unique("/incident/involvement", self.incident.get("involvement", []))
        submission_actors.check(self.actor_rows, self.faults, "/actor")
        for number, row in enumerate(self.actor_rows):
            self._code(row, "country", self.jurisdictions, at("/actor", number))
        for number, row in enumerate(self._rows("source")):
            self._source(row, at("/source", number))
        elections = self._incident()
        for number, row in enumerate(self._rows("claim")):
            self._claim(row, at("/claim", number))
        self._loops()
        named = [] if self.faults else submission_actors.named(self.actor_rows, public.values())
        return Checked(self.body, public, named, elections)

    def _rows(self, name: str) -> list[Row]:
        rows: list[Row] = self.body.setdefault(name, [])
        return rows

    def _source(self, row: Row, pointer: str) -> None:
        self.sources.take(row, pointer)
        self._actor(row, "publisher", pointer)
        for number, voice in enumerate(row.get("speaker", [])):
            self._actor(voice, "actor", at(pointer, "speaker", number))

    def _incident(self) -> dict[str, Election]:
        row, pointer = self.incident, "/incident"
        if row and not (row.get("title_fr") or row.get("title_en")):
            self.faults.missing(at(pointer, "title_fr"), gettext_noop("a title is missing"))
        self._code(row, "jurisdiction", self.jurisdictions, pointer)
        for name, scheme in (*TERMS.items(), *ONE_TERM.items()):
            self._code(row, name, self.terms[scheme], pointer)
        self._cite(row, pointer)
        for number, each in enumerate(row.get("involvement", [])):
            self._involvement(each, at(pointer, "involvement", number))
        self._roles(row.get("involvement", []))
        for number, each in enumerate(row.get("appearance", [])):
            self._appearance(each, at(pointer, "appearance", number))
        return self._election(row)

    def _election(self, row: Row) -> dict[str, Election]:
        slug = row.get("election")
        if not slug:
            return {}
        listed = ListedElection.objects.filter(slug=slug).values("slug")
        found = {each.slug: each for each in Election.objects.filter(slug__in=listed)}
        if not found:
            known = ListedElection.objects.values_list("slug", flat=True)
            template = gettext_noop("no election “%(value)s” is public")
            self.faults.unknown("/incident/election", template, slug, known)
        return found

    def _involvement(self, row: Row, pointer: str) -> None:
        self._actor(row, "actor", pointer)
        self._code(row, "target_kind", self.terms[Scheme.TARGET_KIND], pointer)
        self._cite(row, pointer)

    def _roles(self, rows: list[Row]) -> None:
        """The same actor has the same role once."""
        seen: set[tuple[str, str]] = set()
        for number, row in enumerate(rows):
            said = row.get("actor"), row.get("role")
            if None not in said and said in seen:
                template = gettext_noop("this actor has this role already")
                self.faults.say(at("/incident/involvement", number), template)
            seen.add(said)  # type: ignore[arg-type]

    def _appearance(self, row: Row, pointer: str) -> None:
        self._code(row, "platform", self.platforms, pointer)
        self._code(row, "disclosure", self.terms[Scheme.DISCLOSURE], pointer)
        for name in ("event", "observation"):
            for number, each in enumerate(row.get(name, [])):
                self._cite(each, at(pointer, name, number))

    def _claim(self, row: Row, pointer: str) -> None:
        labels = bool(row.get("speaker_label_fr") or row.get("speaker_label_en"))
        if bool(row.get("speaker")) == labels:
            template = gettext_noop("say who speaks: an actor, or a label for somebody unnamed")
            self.faults.missing(at(pointer, "speaker"), template)
        if not (row.get("summary_fr") or row.get("summary_en")):
            self.faults.missing(at(pointer, "summary_fr"), gettext_noop("a summary is missing"))
        for name in ("speaker", "relayed_by", "on_behalf_of", "about"):
            self._actor(row, name, pointer)
        self._cite(row, pointer)
        for number, answer in enumerate(row.get("answers", [])):
            self._answer(answer, at(pointer, "answers", number))
        asked = [(a.get("claim"), a.get("involvement")) for a in row.get("answers", [])]
        if len(set(asked)) < len(asked):
            self.faults.say(at(pointer, "answers"), gettext_noop("it answers something twice"))

    def _answer(self, row: Row, pointer: str) -> None:
        given = [name for name in ("claim", "involvement") if name in row]
        if len(given) != 1:
            template = gettext_noop("an answer is to one claim, or to one involvement")
            self.faults.say(pointer, template)
        for name in given:
            if row[name] not in self.keys[name]:
                template = gettext_noop("nothing here has the key “%(value)s”")
                self.faults.unknown(at(pointer, name), template, row[name], self.keys[name])

    def _loops(self) -> None:
        """Claims that answer one another in a circle. Each is followed once."""
        answered = {
            row["key"]: [a["claim"] for a in row.get("answers", []) if "claim" in a]
            for row in self._rows("claim")
            if "key" in row
        }
        places = {row.get("key"): number for number, row in enumerate(self._rows("claim"))}
        for key in in_circles(answered):
            template = gettext_noop("this claim answers itself, by way of others")
            self.faults.say(at("/claim", places[key], "answers"), template)

    def _actor(self, row: Row, name: str, pointer: str) -> None:
        for place, key in _listed(row, name, pointer):
            if key not in self.actors:
                self.faults.unknown(place, NOT_PUBLIC_ACTOR, key, self.actors)

    def _code(self, row: Row, name: str, known: list[str], pointer: str) -> None:
        for place, code in _listed(row, name, pointer):
            if code not in known:
                template = gettext_noop("“%(value)s” is no code that belongs here")
                self.faults.unknown(place, template, code, known)

    def _cite(self, row: Row, pointer: str) -> None:
        for number, each in enumerate(row.get("cite", [])):
            self.sources.cite(each, at(pointer, "cite", number))

    def _unique(self, pointer: str, rows: list[Row]) -> None:
        """An empty key is none: several rows may have it, and nothing names them by it."""
        counts = Counter(row["key"] for row in rows if row.get("key"))
        for number, row in enumerate(rows):
            key = row.get("key", "")
            if counts[key] > 1:
                template = gettext_noop("the key “%(key)s” stands for several")
                self.faults.say(at(pointer, number, "key"), template, key=key)


def _keys(rows: Iterable[Row]) -> set[str]:
    return {row["key"] for row in rows if row.get("key")}


def _listed(row: Row, name: str, pointer: str) -> Iterator[tuple[str, str]]:
    """The value of a member, or each of its values, with its place."""
    value = row.get(name)
    if isinstance(value, list):
        for number, each in enumerate(value):
            if each is not None:
                yield at(pointer, name, number), each
    elif value:
        yield at(pointer, name), value


def _actor_keys(body: Row) -> Iterator[str]:
    """Every key by which something names an actor."""
    incident = body.get("incident", {})
    rows: list[tuple[Row, tuple[str, ...]]] = [
        *((row, ("actor",)) for row in incident.get("involvement", [])),
        *((row, ("publisher",)) for row in body.get("source", [])),
        *((v, ("actor",)) for row in body.get("source", []) for v in row.get("speaker", [])),
        *(
            (row, ("speaker", "relayed_by", "on_behalf_of", "about"))
            for row in body.get("claim", [])
        ),
    ]
    for row, names in rows:
        for name in names:
            for _place, key in _listed(row, name, ""):
                yield key
