"""All that is said in one document: trees of statements, and the order of time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from incidents.exchange.made import Made, targets
from incidents.exchange.statement import Statement
from incidents.exchange.voices import Record


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
    in the order in which it was said. ``replies``: rights of reply to the incident as a whole.
    """

    involvements: tuple[Statement, ...]
    claims: tuple[Statement, ...]
    roots: tuple[Statement, ...]
    utterances: tuple[Utterance, ...]
    replies: tuple[Record, ...] = ()

    @property
    def accusations(self) -> list[Statement]:
        """Accusing involvements, then accusing claims, each with its answers."""
        return [s for s in (*self.involvements, *self.claims) if s.accusation]

    @property
    def others(self) -> list[Statement]:
        """Trees whose top accuses nobody; what stands below an accusation is not repeated."""
        below = _reached(self.accusations)
        return [s for s in self.roots if not s.accusation and s.id not in below]


def exchange(document: Record) -> Exchange:
    """Arrange what is said in a document. Every claim stands in ``claims`` and ``utterances``."""
    made = Made(document["claims"], document.get("replies", []))
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
        replies=made.to_whole(),
    )


def beside(document: Record) -> dict[str, tuple[tuple[Record, ...], tuple[Record, ...]]]:
    """By accusing claim or involvement: the claims that answer it, and rights of reply to it."""
    return {
        each.id: (tuple(beside.statement.record for beside in each.thread()), each.beside)
        for each in exchange(document).accusations
    }


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


def _replies(claim: Statement, known: dict[str, Statement]) -> Iterator[Reply]:
    for answer in claim.record["answers"]:
        for key in targets(answer):
            if key in known:
                yield Reply(answer["kind"], known[key])


def _when_said(claim: Statement) -> tuple[str, str, int]:
    """By the first day on which it can have been said, then by source and second; what has no day
    comes last, what has no second at the beginning of its source."""
    cited = claim.record["citations"][:1]
    source = cited[0]["source"] if cited else ""
    second = (cited[0]["start_ms"] or 0) if cited else 0
    return claim.record["said_on"]["earliest"] or "9999", source, second
