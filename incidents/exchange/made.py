"""Statements made from the records of a document."""

from collections.abc import Iterable, Iterator

from incidents.codes import Stance
from incidents.exchange.statement import Answer, Statement
from incidents.exchange.voices import Record, known_by

WHOLE = ""
"""Stands for the incident itself, where other keys are ids."""


class Made:
    """Statements by their records, each claim's made once and shared: the work grows with the
    number of answers, however they branch.

    Answers cannot loop (``actions.claim``). In a document in which they do, a claim from which a
    loop can be reached keeps every direct answer, and the loop is cut below these.
    """

    def __init__(self, claims: list[Record], replies: list[Record]) -> None:
        self.claims = {claim["id"]: claim for claim in claims}
        self.replies: dict[str, list[Record]] = {}
        for reply in replies:
            key = reply["claim"] or reply["involvement"] or WHOLE
            self.replies.setdefault(key, []).append(reply)
        self.whole: dict[str, Statement] = {}
        self._make()

    def statement(self, record: Record, *, is_claim: bool) -> Statement:
        """The statement of a claim or of an involvement, with every answer to it."""
        if is_claim and record["id"] in self.whole:
            return self.whole[record["id"]]
        answers = [Answer(self._how(key, record), self._answer(key)) for key in self._keys(record)]
        return self._stated(record, is_claim, answers)

    def involvement(self, record: Record) -> Statement:
        """The statement of an involvement. Beside an accusing role stands also what takes back an
        accusation of the same actor, though it answers only that: nobody shall read the one
        without the other."""
        found = self.statement(record, is_claim=False)
        if not found.accusation:
            return found
        also = self._taken_back(known_by(record["actor"]), {a.statement.id for a in found.answers})
        return self._stated(record, False, (*found.answers, *also))

    def _taken_back(self, party: set[tuple[str, str]], there: set[str]) -> Iterator[Answer]:
        """Retractions of what accuses somebody, each once, without those that are there."""
        for claim in self.claims.values():
            if not claim["accusation"] or not any(party & known_by(a) for a in claim["about"]):
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
        return self._stated(record, True, answers)

    def to_whole(self) -> tuple[Record, ...]:
        """Rights of reply to the incident itself."""
        return tuple(self.replies.get(WHOLE, ()))

    def _stated(self, record: Record, is_claim: bool, answers: Iterable[Answer]) -> Statement:
        own = tuple(self.replies.get(record["id"], ()))
        return Statement(record, is_claim, tuple(answers), own, self.to_whole())

    def _keys(self, record: Record) -> list[str]:
        """The ids of the claims that answer a record, those of this document."""
        return [key for key in dict.fromkeys(record["answered_by"]) if key in self.claims]

    def _how(self, key: str, answered: Record) -> str:
        return _kind(self.claims[key], answered["id"])


def _kind(answering: Record, answered: str) -> str:
    """How a claim answers a thing."""
    kinds = (a["kind"] for a in answering["answers"] if answered in targets(a))
    return str(next(kinds, "comments"))


def targets(answer: Record) -> tuple[str | None, str | None]:
    return answer.get("claim"), answer.get("involvement")
