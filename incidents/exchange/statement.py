"""A claim, or an accusing involvement, with what answers it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from incidents.codes import Reading, Stance
from incidents.exchange.voices import Record, speak_as_one


@dataclass(frozen=True)
class Answer:
    """A claim that answers, and how: denies, confirms, counters, comments. ``to``: what it answers,
    where that is another statement than the one it stands beside."""

    kind: str
    statement: "Statement"
    to: "Statement | None" = None


@dataclass(frozen=True)
class Statement:
    """A claim, or an involvement in an accusing role, with what answers it.

    ``replies``: rights of reply to it. ``whole``: those to the incident it stands in, which answer
    every accusation of it; wherever it is shown away from its incident they stand beside it, too.
    """

    record: Record
    is_claim: bool
    answers: tuple[Answer, ...]
    replies: tuple[Record, ...] = ()
    whole: tuple[Record, ...] = ()

    @property
    def id(self) -> str:
        """The public id."""
        return str(self.record["id"])

    @property
    def accusation(self) -> bool:
        """Whether answers are owed: their absence is then said in words."""
        return bool(self.record["accusation"])

    @property
    def beside(self) -> tuple[Record, ...]:
        """Every right of reply that must be read with it, wherever it stands."""
        return (*self.replies, *(self.whole if self.accusation else ()))

    @property
    def answered(self) -> bool:
        """Whether anything is recorded in answer to it."""
        return bool(self.answers or self.beside)

    @property
    def retracted(self) -> bool:
        """Whether who made a claim takes it back: the same voice, or one that speaks for the same
        actor. What anybody else retracts is an answer like others.

        An involvement is a role that a source ascribes; nobody's voice is recorded with it, so that
        nobody can be said to have taken it back.
        """
        return self.is_claim and any(
            answer.statement.record["stance"] == Stance.RETRACTS
            and speak_as_one(answer.statement.record, self.record)
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
