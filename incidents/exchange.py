"""Who says what, and what answers it: an accusation never leaves here without its answers. Pure.

Every output that shows a claim or an accusing involvement reads it as a ``Statement``, which holds
whatever was recorded in answer: denials, retractions, counters, and the answers to those. A house
test keeps other code from reading the claims of a document past this module.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from incidents.codes import Reading, Stance

Record = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """A claim that answers, and how: denies, confirms, counters, comments."""

    kind: str
    statement: "Statement"


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
        """Whether an answer to it takes it back."""
        return any(a.statement.record["stance"] == Stance.RETRACTS for a in self.answers)

    @property
    def readings(self) -> list[str]:
        """What a claim amounts to, the most specific word for it."""
        held = list(self.record["reading"]) if self.is_claim else []
        if Reading.COUNTER_ACCUSATION in held and Reading.ACCUSATION in held:
            held.remove(Reading.ACCUSATION)
        return held

    def walk(self) -> Iterator["Statement"]:
        """Itself and every answer below it, each as often as it answers."""
        yield self
        for answer in self.answers:
            yield from answer.statement.walk()


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

    ``roots``: what nothing in the document is said in answer to, or what accuses: the tops of the
    trees. ``utterances``: every claim once, in the order in which it was said.
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
        below = {s.id for accusation in self.accusations for s in accusation.walk()}
        return [s for s in self.roots if not s.accusation and s.id not in below]

    def of_involvement(self, key: str) -> Statement:
        """The statement of an involvement. Raises KeyError where there is none."""
        return {s.id: s for s in self.involvements}[key]


def exchange(document: Record) -> Exchange:
    """Arrange what is said in a document. Every claim stands in ``claims`` and ``utterances``."""
    made = _Made(document["claims"])
    involvements = tuple(made.statement(i, is_claim=False) for i in document["involvements"])
    claims = tuple(made.statement(claim, is_claim=True) for claim in document["claims"])
    known = {statement.id: statement for statement in (*involvements, *claims)}
    return Exchange(
        involvements=involvements,
        claims=claims,
        roots=tuple(
            [s for s in involvements if s.accusation or s.answers]
            + [s for s in claims if s.accusation or not s.record["answers"]]
        ),
        utterances=tuple(
            Utterance(claim, tuple(_replies(claim, known)))
            for claim in sorted(claims, key=_when_said)
        ),
    )


class _Made:
    """Statements by their records; answers cannot loop (``actions.claim``), and a document in which
    they do is cut there."""

    def __init__(self, claims: list[Record]) -> None:
        self.claims = {claim["id"]: claim for claim in claims}

    def statement(
        self, record: Record, *, is_claim: bool, above: frozenset[str] = frozenset()
    ) -> Statement:
        path = above | {record["id"]}
        answers = [
            Answer(_kind(self.claims[key], record["id"]), self._answer(key, path))
            for key in record["answered_by"]
            if key in self.claims and key not in path
        ]
        return Statement(record, is_claim, tuple(answers))

    def _answer(self, key: str, path: frozenset[str]) -> Statement:
        return self.statement(self.claims[key], is_claim=True, above=path)


def _kind(answering: Record, answered: str) -> str:
    """How a claim answers a thing."""
    kinds = (a["kind"] for a in answering["answers"] if answered in _targets(a))
    return str(next(kinds, "comments"))


def _targets(answer: Record) -> tuple[str | None, str | None]:
    return answer.get("claim"), answer.get("involvement")


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
