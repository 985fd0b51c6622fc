"""The exchange of claims in one incident: each accusation with the answers recorded to it. Pure.

An accusation is an accusing claim or an involvement in an accusing role; the document says which.
It is never arranged without its answers, and "no answer" is said only where none is recorded.
"""

from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """A claim that answers, and how (denies, confirms, counters, comments; "" for unknown)."""

    claim: Record
    kind: str


@dataclass(frozen=True)
class Statement:
    """A claim or an accusing involvement, with what answers it.

    ``elsewhere`` counts answers that are recorded but stand outside this incident.
    """

    record: Record
    is_claim: bool
    accusation: bool
    answers: tuple[Answer, ...]
    elsewhere: int

    @property
    def answered(self) -> bool:
        """Whether any answer is recorded, here or outside this incident."""
        return bool(self.answers) or self.elsewhere > 0


@dataclass(frozen=True)
class Exchange:
    """Accusations first, then every statement that is neither one nor an answer shown above."""

    accusations: tuple[Statement, ...]
    others: tuple[Statement, ...]


def exchange(document: Record) -> Exchange:
    """Arrange the claims of a document, in its order; every claim stands somewhere."""
    claims = document["claims"]
    accusations = [
        _statement(involvement, claims, is_claim=False)
        for involvement in document["involvements"]
        if involvement["accusation"]
    ]
    accusations += [_statement(c, claims, is_claim=True) for c in claims if c["accusation"]]
    rest = [_statement(c, claims, is_claim=True) for c in claims if not c["accusation"]]
    shown = {a.claim["id"] for s in [*accusations, *rest] for a in s.answers}
    others = [s for s in rest if s.answered or s.record["id"] not in shown]
    return Exchange(tuple(accusations), tuple(others))


def _statement(record: Record, claims: list[Record], *, is_claim: bool) -> Statement:
    key = "claim" if is_claim else "involvement"
    kinds = {
        claim["id"]: answer["kind"]
        for claim in claims
        for answer in claim["answers"]
        if answer.get(key) == record["id"]
    }
    recorded = set(record["answered_by"]) | set(kinds)
    answers = [Answer(c, kinds.get(c["id"], "")) for c in claims if c["id"] in recorded]
    return Statement(
        record,
        is_claim,
        bool(record["accusation"]),
        tuple(answers),
        elsewhere=len(recorded) - len(answers),
    )
