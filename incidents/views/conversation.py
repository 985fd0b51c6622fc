"""Who says what, made ready to be shown: each claim once, with what it answers and what answers it.

What stands beside what is decided in ``incidents.exchange``; here it only gets its citations and
its number in the order of time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from incidents.codes import Role
from incidents.documents import Document
from incidents.exchange import Beside, Exchange, Reply, Statement, exchange
from incidents.views.cited import Cited, Record, Sources, cited


@dataclass(frozen=True)
class Claim:
    """One claim; `number` is its place in the conversation, counted from 1."""

    statement: Statement
    cited: Sequence[Cited]
    number: int

    @property
    def record(self) -> Record:
        """The claim as the document has it."""
        return self.statement.record

    @property
    def readings(self) -> list[str]:
        """What the claim amounts to, the most specific word for it."""
        return self.statement.readings


@dataclass(frozen=True)
class Answer:
    """A claim as the answer to something: how it answers, and whom where that is no other than
    the one it stands beside (`to`, else None)."""

    kind: str
    claim: Claim
    to: Claim | None = None


@dataclass(frozen=True)
class Involvement:
    """An actor in a role, with all that must stand beside it where the role is an accusation."""

    record: Record
    cited: Sequence[Cited]
    answers: Sequence[Answer]
    statement: Statement

    @property
    def retracted(self) -> bool:
        """Whether who ascribed the role took it back (``Statement.retracted``)."""
        return self.statement.retracted

    @property
    def unanswered(self) -> bool:
        """Whether answers are owed and none is recorded: that is said in words."""
        return self.statement.accusation and not self.statement.answered


@dataclass(frozen=True)
class Turn:
    """One claim and all that must stand beside it (``Statement.thread``)."""

    claim: Claim
    answers: Sequence[Answer]

    @property
    def is_accusation(self) -> bool:
        """Whether answers are owed."""
        return self.claim.statement.accusation

    @property
    def unanswered(self) -> bool:
        """Whether answers are owed and none is recorded: that is said in words."""
        return self.is_accusation and not self.claim.statement.answered


@dataclass(frozen=True)
class Target:
    """What an utterance answers, and how: a claim, or an involvement."""

    kind: str
    claim: Claim | None
    involvement: Record | None


@dataclass(frozen=True)
class Utterance:
    """One claim in the conversation: what it answers, and the direct answers to it."""

    claim: Claim
    replies: Sequence[Target]
    answers: Sequence[Answer]

    @property
    def is_accusation(self) -> bool:
        """Whether answers are owed."""
        return self.claim.statement.accusation

    @property
    def unanswered(self) -> bool:
        """Whether answers are owed and none is recorded: that is said in words."""
        return self.is_accusation and not self.claim.statement.answered


class Conversation:
    """What is said in one document; every claim and its citations are made once and shared."""

    def __init__(self, document: Document, sources: Sources) -> None:
        self.exchange: Exchange = exchange(document)
        self.sources = sources
        self.claims = {
            utterance.statement.id: Claim(
                utterance.statement,
                cited(utterance.statement.record["citations"], sources),
                number,
            )
            for number, utterance in enumerate(self.exchange.utterances, 1)
        }

    def utterances(self) -> list[Utterance]:
        """Every claim once, in the order in which it was said."""
        return [
            Utterance(
                self.claims[u.statement.id],
                [self._target(reply) for reply in u.replies],
                [Answer(a.kind, self.claims[a.statement.id]) for a in u.statement.answers],
            )
            for u in self.exchange.utterances
        ]

    def turns(self, keys: Iterable[str]) -> list[Turn]:
        """The claims of these ids, each with its thread; one that stands in the thread of an
        earlier one is not said again."""
        found: list[Turn] = []
        shown: set[str] = set()
        for key in keys:
            if key not in shown:
                turn = Turn(self.claims[key], self._thread(self.claims[key].statement))
                shown |= {key, *(answer.claim.statement.id for answer in turn.answers)}
                found.append(turn)
        return found

    def by_role(self) -> list[tuple[str, list[Involvement]]]:
        """Involvements under their roles, in the order of the roles' list."""
        found: dict[str, list[Involvement]] = {role.value: [] for role in Role}
        for statement in self.exchange.involvements:
            found[statement.record["role"]].append(self._involvement(statement))
        return [(role, involved) for role, involved in found.items() if involved]

    def _involvement(self, statement: Statement) -> Involvement:
        return Involvement(
            statement.record,
            cited(statement.record["citations"], self.sources),
            self._thread(statement),
            statement,
        )

    def _thread(self, statement: Statement) -> list[Answer]:
        return [self._beside(beside, statement) for beside in statement.thread()]

    def _beside(self, beside: Beside, top: Statement) -> Answer:
        to = None if beside.to is top else self.claims[beside.to.id]
        return Answer(beside.kind, self.claims[beside.statement.id], to)

    def _target(self, reply: Reply) -> Target:
        if reply.to.is_claim:
            return Target(reply.kind, self.claims[reply.to.id], None)
        return Target(reply.kind, None, reply.to.record)
