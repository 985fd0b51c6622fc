"""Who says what, and what answers it: an accusation never leaves here without its answers. Pure.

Every output that shows a claim or an accusing involvement reads it as a ``Statement``, which holds
whatever was recorded in answer: denials, retractions, counters, and the answers to those. A house
test keeps other code from reading the claims of a document past this module.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from incidents.codes import Reading, Stance

Record = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """A claim that answers, and how: denies, confirms, counters, comments. ``to``: what it answers,
    where that is another statement than the one it stands beside."""

    kind: str
    statement: "Statement"
    to: "Statement | None" = None


@dataclass(frozen=True)
class Statement:
    """A claim, or an involvement in an accusing role, with what answers it."""

    record: Record
    is_claim: bool
    answers: tuple[Answer, ...]

    @property
    def id(self) -> str:
        """The public id."""
        return str(self.record["id"])

    @property
    def accusation(self) -> bool:
        """Whether answers are owed: their absence is then said in words."""
        return bool(self.record["accusation"])

    @property
    def retracted(self) -> bool:
        """Whether who made a claim takes it back: the same voice, or one that speaks for the same
        actor. What anybody else retracts is an answer like others.

        An involvement is a role that a source ascribes; nobody's voice is recorded with it, so that
        nobody can be said to have taken it back.
        """
        return self.is_claim and any(
            answer.statement.record["stance"] == Stance.RETRACTS
            and _speak_as_one(answer.statement.record, self.record)
            for answer in self.answers
        )

    @property
    def readings(self) -> list[str]:
        """What a claim amounts to, the most specific word for it."""
        held = list(self.record["reading"]) if self.is_claim else []
        if Reading.COUNTER_ACCUSATION in held and Reading.ACCUSATION in held:
            held.remove(Reading.ACCUSATION)
        return held

    def walk(self) -> Iterator["Statement"]:
        """Itself and every answer below it, each once."""
        yield self
        for beside in self._below(lambda _statement: True):
            yield beside.statement

    def thread(self) -> Iterator["Beside"]:
        """What has to stand beside it wherever it is shown: its answers and, below each of them
        that accuses in turn, the answers to that; each claim once, in the order of reading."""
        return self._below(lambda statement: statement.accusation)

    def _below(self, follows: Callable[["Statement"], bool]) -> Iterator["Beside"]:
        seen = {self.id}
        waiting = self._beside()
        while waiting:
            beside = waiting.pop()
            here = beside.statement
            if here.id in seen:
                continue
            seen.add(here.id)
            yield beside
            if follows(here):
                waiting += here._beside()

    def _beside(self) -> list["Beside"]:
        """Its answers, the first one last."""
        return [Beside(a.kind, a.statement, a.to or self) for a in reversed(self.answers)]


@dataclass(frozen=True)
class Beside:
    """An answer as it stands beside something: how it answers, itself, and what it answers."""

    kind: str
    statement: Statement
    to: Statement


@dataclass(frozen=True)
class Reply:
    """What an utterance answers, and how."""

    kind: str
    to: Statement


@dataclass(frozen=True)
class Utterance:
    """One claim in the order of time, with what it answers."""

    statement: Statement
    replies: tuple[Reply, ...]


@dataclass(frozen=True)
class Exchange:
    """The statements of one document.

    ``roots``: what nothing in the document is said in answer to, or what accuses, and one claim of
    each loop that nothing else leads to: the tops of the trees. ``utterances``: every claim once,
    in the order in which it was said.
    """

    involvements: tuple[Statement, ...]
    claims: tuple[Statement, ...]
    roots: tuple[Statement, ...]
    utterances: tuple[Utterance, ...]

    @property
    def accusations(self) -> list[Statement]:
        """Accusing involvements, then accusing claims, each with its answers."""
        return [s for s in (*self.involvements, *self.claims) if s.accusation]

    @property
    def others(self) -> list[Statement]:
        """Trees whose top accuses nobody; what stands below an accusation is not repeated."""
        below = _reached(self.accusations)
        return [s for s in self.roots if not s.accusation and s.id not in below]

    def of_involvement(self, key: str) -> Statement:
        """The statement of an involvement. Raises KeyError where there is none."""
        return {s.id: s for s in self.involvements}[key]


def exchange(document: Record) -> Exchange:
    """Arrange what is said in a document. Every claim stands in ``claims`` and ``utterances``."""
    made = _Made(document["claims"])
    involvements = tuple(made.involvement(record) for record in document["involvements"])
    claims = tuple(made.statement(claim, is_claim=True) for claim in document["claims"])
    known = {statement.id: statement for statement in (*involvements, *claims)}
    return Exchange(
        involvements=involvements,
        claims=claims,
        roots=tuple(_roots(involvements, claims)),
        utterances=tuple(
            Utterance(claim, tuple(_replies(claim, known)))
            for claim in sorted(claims, key=_when_said)
        ),
    )


class _Made:
    """Statements by their records, each claim's made once and shared: the work grows with the
    number of answers, however they branch.

    Answers cannot loop (``actions.claim``). In a document in which they do, a claim from which a
    loop can be reached keeps every direct answer, and the loop is cut below these.
    """

    def __init__(self, claims: list[Record]) -> None:
        self.claims = {claim["id"]: claim for claim in claims}
        self.whole: dict[str, Statement] = {}
        self._make()

    def statement(self, record: Record, *, is_claim: bool) -> Statement:
        """The statement of a claim or of an involvement, with every answer to it."""
        if is_claim and record["id"] in self.whole:
            return self.whole[record["id"]]
        answers = [Answer(self._how(key, record), self._answer(key)) for key in self._keys(record)]
        return Statement(record, is_claim, tuple(answers))

    def involvement(self, record: Record) -> Statement:
        """The statement of an involvement. Beside an accusing role stands also what takes back an
        accusation of the same actor, though it answers only that: nobody shall read the one
        without the other."""
        found = self.statement(record, is_claim=False)
        if not found.accusation:
            return found
        also = self._taken_back(_party(record["actor"]), {a.statement.id for a in found.answers})
        return Statement(record, False, (*found.answers, *also))

    def _taken_back(self, party: set[tuple[str, str]], there: set[str]) -> Iterator[Answer]:
        """Retractions of what accuses somebody, each once, without those that are there."""
        for claim in self.claims.values():
            if not claim["accusation"] or not any(party & _party(a) for a in claim["about"]):
                continue
            accusation = self.statement(claim, is_claim=True)
            for answer in accusation.answers:
                retracts = answer.statement.record["stance"] == Stance.RETRACTS
                if retracts and answer.statement.id not in there:
                    there.add(answer.statement.id)
                    yield Answer(answer.kind, answer.statement, accusation)

    def _make(self) -> None:
        """Leaves first, then whatever has all its answers made; what is left reaches a loop."""
        missing = {key: len(self._keys(claim)) for key, claim in self.claims.items()}
        answered: dict[str, list[str]] = {key: [] for key in self.claims}
        for key, claim in self.claims.items():
            for answer in self._keys(claim):
                answered[answer].append(key)
        ready = [key for key, number in missing.items() if not number]
        while ready:
            key = ready.pop()
            self.whole[key] = self.statement(self.claims[key], is_claim=True)
            for other in answered[key]:
                missing[other] -= 1
                if not missing[other]:
                    ready.append(other)

    def _answer(self, key: str) -> Statement:
        """A claim as an answer: whole, or without what would lead back into a loop."""
        if key in self.whole:
            return self.whole[key]
        record = self.claims[key]
        answers = [
            Answer(self._how(below, record), self.whole[below])
            for below in self._keys(record)
            if below in self.whole
        ]
        return Statement(record, True, tuple(answers))

    def _keys(self, record: Record) -> list[str]:
        """The ids of the claims that answer a record, those of this document."""
        return [key for key in dict.fromkeys(record["answered_by"]) if key in self.claims]

    def _how(self, key: str, answered: Record) -> str:
        return _kind(self.claims[key], answered["id"])


def _roots(involvements: Iterable[Statement], claims: Sequence[Statement]) -> list[Statement]:
    tops = [s for s in involvements if s.accusation or s.answers]
    tops += [s for s in claims if s.accusation or not s.record["answers"]]
    reached = _reached(tops)
    for claim in claims:
        if claim.id not in reached:
            tops.append(claim)
            reached |= _reached([claim])
    return tops


def _reached(tops: Iterable[Statement]) -> set[str]:
    """The ids of statements and of all that stands below them; each is looked at once."""
    found: set[str] = set()
    waiting = list(tops)
    while waiting:
        statement = waiting.pop()
        if statement.id not in found:
            found.add(statement.id)
            waiting += [answer.statement for answer in statement.answers]
    return found


def _kind(answering: Record, answered: str) -> str:
    """How a claim answers a thing."""
    kinds = (a["kind"] for a in answering["answers"] if answered in _targets(a))
    return str(next(kinds, "comments"))


def _targets(answer: Record) -> tuple[str | None, str | None]:
    return answer.get("claim"), answer.get("involvement")


def _speak_as_one(one: Record, other: Record) -> bool:
    """Whether two claims have the same speaker, or are made for an actor they share."""
    return bool(_voice(one["speaker"]) & _voice(other["speaker"]) or _named(one) & _named(other))


def _voice(speaker: Record) -> set[tuple[str, str]]:
    """A named actor by slug. Without one, the label in each language: of two private persons
    without labels nobody can tell whether they are the same."""
    if speaker["actor"] and speaker["actor"]["slug"]:
        return {("slug", speaker["actor"]["slug"])}
    return _worded(speaker["label"])


def _party(actor: Record) -> set[tuple[str, str]]:
    """An actor by slug, or without one by the name in each language."""
    return {("slug", actor["slug"])} if actor["slug"] else _worded(actor["name"])


def _worded(label: dict[str, str]) -> set[tuple[str, str]]:
    return {(language, words) for language, words in label.items() if words}


def _named(claim: Record) -> set[str]:
    """The named actors on whose behalf a claim is made."""
    return {actor["slug"] for actor in claim["on_behalf_of"] if actor["slug"]}


def _replies(claim: Statement, known: dict[str, Statement]) -> Iterator[Reply]:
    for answer in claim.record["answers"]:
        for key in _targets(answer):
            if key in known:
                yield Reply(answer["kind"], known[key])


def _when_said(claim: Statement) -> tuple[str, str, int]:
    """By the first day on which it can have been said, then by source and second; what has no day
    comes last, what has no second at the beginning of its source."""
    cited = claim.record["citations"][:1]
    source = cited[0]["source"] if cited else ""
    second = (cited[0]["start_ms"] or 0) if cited else 0
    return claim.record["said_on"]["earliest"] or "9999", source, second
