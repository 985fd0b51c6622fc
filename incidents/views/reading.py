"""A public document made ready to be read: references followed, answers beside what they answer.

Pure: takes the content of a Publication and today's date, asks the database nothing. Everything the
document says is kept; nothing is added but what follows from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from incidents import documents
from incidents.codes import LegalStatus, Reading, Role
from incidents.procedures import is_overdue
from incidents.reports.voices import voices

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Cited:
    """One citation with its source; `number` is the source's place in the list of sources."""

    source: Record
    number: int
    citation: Record

    @property
    def fragment(self) -> str:
        """Where in the source's page the passage starts, "" for a citation of the whole."""
        start = self.citation["start_ms"]
        return "" if start is None else documents.second_in_page(dict(self.source), start)

    @property
    def is_replaced(self) -> bool:
        """Whether a newer version of the transcript says something else there."""
        return bool((self.citation.get("newer") or {}).get("differs"))

    @property
    def voices(self) -> list[str]:
        """The voices of a quote that runs over several, else nothing."""
        return voices(self.source, self.citation)


@dataclass(frozen=True)
class Claim:
    """One claim. `is_home`: this is where the page's address of the claim (its id) points to."""

    record: Record
    cited: Sequence[Cited]
    is_home: bool = False

    @property
    def readings(self) -> list[str]:
        """What the claim amounts to, the most specific word for it."""
        held = list(self.record["reading"])
        if Reading.COUNTER_ACCUSATION in held and Reading.ACCUSATION in held:
            held.remove(Reading.ACCUSATION)
        return held


@dataclass(frozen=True)
class Answer:
    """A claim as the answer to something: how it answers, and the claim itself."""

    kind: str
    claim: Claim


@dataclass(frozen=True)
class Involvement:
    """An actor in a role, with the answers to it where the role is an accusation."""

    record: Record
    cited: Sequence[Cited]
    answers: Sequence[Answer]


@dataclass(frozen=True)
class Turn:
    """One exchange: what is said (an involvement or a claim) and what answers it."""

    answers: Sequence[Answer]
    claim: Claim | None = None
    involvement: Involvement | None = None

    @property
    def is_accusation(self) -> bool:
        """Whether answers are owed: their absence is then said in words."""
        return self.claim is None or bool(self.claim.record["accusation"])


@dataclass(frozen=True)
class Measured:
    """All readings of one measure; they may contradict one another and are all shown."""

    measure: str
    readings: Sequence[Record]
    conflict: bool


@dataclass(frozen=True)
class Appearance:
    """One place where content was seen; `last_known`: the last event that says if it is up."""

    record: Record
    events: Sequence[tuple[Record, Sequence[Cited]]]
    measured: Sequence[Measured]
    last_known: str


@dataclass(frozen=True)
class Procedure:
    """One legal follow-up, its status as of the day of reading.

    `stages` says how the presumption of innocence is worded, for each person or for all.
    `review_to_come`: the date on which we look again has not come yet.
    """

    record: Record
    status: str
    events: Sequence[tuple[Record, Sequence[Cited]]]
    stages: Sequence[tuple[Record | None, str]]
    announced_then_nothing: bool
    review_to_come: bool = False


@dataclass(frozen=True)
class Incident:
    """Everything the incident page shows, in the order in which it shows it."""

    document: documents.Document
    statuses: Sequence[str]
    turns: Sequence[Turn]
    by_role: Sequence[tuple[str, Sequence[Involvement]]]
    accusations: Sequence[Turn]
    statements: Sequence[Turn]
    appearances: Sequence[Appearance]
    procedures: Sequence[Procedure]
    sources: Sequence[Record]
    support: Sequence[tuple[str, Sequence[Cited]]] = field(default_factory=tuple)


def read(document: documents.Document, today: date) -> Incident:
    """Make a document ready; `today` decides what is "nothing known to have followed"."""
    sources = {s["id"]: (s, number) for number, s in enumerate(document["sources"], 1)}
    exchange = _Exchange(document, sources)
    procedures = [_procedure(p, sources, today) for p in document["procedures"]]
    turns = exchange.turns()
    return Incident(
        document=document,
        statuses=documents.legal_statuses_on(document, today),
        turns=exchange.every_claim(),
        by_role=exchange.by_role(),
        accusations=[t for t in turns if t.is_accusation],
        statements=[t for t in turns if not t.is_accusation],
        appearances=[_appearance(a, sources) for a in document["appearances"]],
        procedures=procedures,
        sources=document["sources"],
        support=_support(document, sources),
    )


Sources = Mapping[str, tuple[Record, int]]


def _cited(citations: Sequence[Record], sources: Sources) -> list[Cited]:
    return [Cited(*sources[c["source"]], citation=c) for c in citations]


class _Exchange:
    """Claims, involvements and their answers; every claim gets exactly one home on the page."""

    def __init__(self, document: documents.Document, sources: Sources) -> None:
        self.document = document
        self.sources = sources
        self.claims = {c["id"]: c for c in document["claims"]}
        self.roots = {c["id"] for c in document["claims"] if self._stands_alone(c)}
        self.housed = set(self.roots)

    @staticmethod
    def _stands_alone(claim: Record) -> bool:
        return bool(claim["accusation"] or claim["answered_by"] or not claim["answers"])

    def turns(self) -> list[Turn]:
        """Accusing involvements first, then claims in the document's order."""
        accusing = [i for i in self.document["involvements"] if i["accusation"]]
        said = [Turn(self._answers(i), involvement=self._involvement(i)) for i in accusing]
        for record in self.document["claims"]:
            if record["id"] in self.roots:
                claim = self._claim(record, is_home=True)
                said.append(Turn(self._answers(record), claim=claim))
        return said

    def every_claim(self) -> list[Turn]:
        """Each claim with the answers to it, for pages where none of them is at home."""
        return [
            Turn(
                [self._answer(c["id"], key, housing=False) for key in c["answered_by"]],
                claim=self._claim(c, is_home=False),
            )
            for c in self.document["claims"]
        ]

    def by_role(self) -> list[tuple[str, list[Involvement]]]:
        """Involvements under their roles, in the order of the roles' list."""
        found = []
        for role in Role:
            records = [i for i in self.document["involvements"] if i["role"] == role.value]
            if records:
                found.append((role.value, [self._involvement(i) for i in records]))
        return found

    def _involvement(self, record: Record) -> Involvement:
        answers = [self._answer(record["id"], key, housing=False) for key in record["answered_by"]]
        return Involvement(record, _cited(record["citations"], self.sources), answers)

    def _answers(self, record: Record) -> list[Answer]:
        return [self._answer(record["id"], key, housing=True) for key in record["answered_by"]]

    def _answer(self, answered: str, key: str, *, housing: bool) -> Answer:
        record = self.claims[key]
        kinds = [
            a["kind"]
            for a in record["answers"]
            if answered in (a.get("claim"), a.get("involvement"))
        ]
        is_home = housing and key not in self.housed
        if is_home:
            self.housed.add(key)
        return Answer(kinds[0] if kinds else "comments", self._claim(record, is_home=is_home))

    def _claim(self, record: Record, *, is_home: bool) -> Claim:
        return Claim(record, _cited(record["citations"], self.sources), is_home)


def _appearance(record: Record, sources: Sources) -> Appearance:
    events = sorted(record["events"], key=lambda e: e["date"]["earliest"] or "")
    telling = [e["kind"] for e in events if e["kind"] in ("removed", "restored", "suspended")]
    return Appearance(
        record=record,
        events=[(e, _cited(e["citations"], sources)) for e in events],
        measured=_measured(record["observations"], sources),
        last_known=telling[-1] if telling else "",
    )


def _measured(observations: Sequence[Record], sources: Sources) -> list[Measured]:
    found = []
    for measure in dict.fromkeys(o["measure"] for o in observations):
        same = [o for o in observations if o["measure"] == measure]
        same.sort(key=lambda o: (o["as_of"] or "", o["value"]))
        readings = [{**o, "cited": _cited(o["citations"], sources)} for o in same]
        days = {o["as_of"]: set[int]() for o in same}
        for o in same:
            days[o["as_of"]].add(o["value"])
        found.append(Measured(measure, readings, any(len(values) > 1 for values in days.values())))
    return found


def _procedure(record: Record, sources: Sources, today: date) -> Procedure:
    status = LegalStatus(record["status"])
    review_on = date.fromisoformat(record["review_on"]) if record["review_on"] else None
    overdue = is_overdue(status, review_on, today)
    shown = LegalStatus.NOTHING_FOLLOWED if overdue else status
    return Procedure(
        record=record,
        status=shown.value,
        events=[(e, _cited(e["citations"], sources)) for e in record["events"]],
        stages=[(each["respondent"], each["stage"]) for each in record["statuses"]],
        announced_then_nothing=overdue,
        review_to_come=review_on is not None and review_on > today,
    )


def _support(document: documents.Document, sources: Sources) -> list[tuple[str, list[Cited]]]:
    """Citations of the incident itself under the facts they carry, in the document's order."""
    found: dict[str, list[Cited]] = {}
    for citation in document["incident_citations"]:
        found.setdefault(citation["supports"], []).extend(_cited([citation], sources))
    return list(found.items())
