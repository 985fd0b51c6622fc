"""What is said in one incident as the report prints it: each statement with every answer below it.

Pure arrangement of ``incidents.exchange``. On paper the tree is a list: every answer in the order
of the tree, with its depth and what it answers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from incidents.exchange import Exchange, Statement

DEEPEST = 3
"""Answers of answers are indented so far and no further; whom they answer is said in words."""


@dataclass(frozen=True)
class Reply:
    """An answer, how it answers, and what. ``depth``: 1 directly below the top of the turn.

    ``again``: it is printed in full elsewhere in the turn, because it answers several things.
    """

    kind: str
    statement: Statement
    to: Statement
    depth: int
    again: bool

    @property
    def indent(self) -> int:
        """Which indentation it is printed at."""
        return min(self.depth, DEEPEST)


@dataclass(frozen=True)
class Turn:
    """A claim or an involvement, and everything said in answer to it, directly or not."""

    statement: Statement
    replies: tuple[Reply, ...]

    @property
    def answered(self) -> bool:
        """Whether any answer is recorded, be it outside this incident."""
        return self.statement.answered or bool(self.statement.record["answered_by"])

    @property
    def is_long(self) -> bool:
        """Whether it may be broken over pages."""
        return len(self.replies) > 2


def accusations(exchange: Exchange) -> tuple[Turn, ...]:
    """Accusing involvements, then accusing claims."""
    return tuple(map(_turn, exchange.accusations))


def others(exchange: Exchange) -> tuple[Turn, ...]:
    """What accuses nobody and stands below no accusation."""
    return tuple(map(_turn, exchange.others))


def _turn(statement: Statement) -> Turn:
    return Turn(statement, tuple(_replies(statement, 1, {statement.id})))


def _replies(to: Statement, depth: int, shown: set[str]) -> Iterator[Reply]:
    """Depth first; what answers several things is printed in full where it stands highest."""
    fresh = {a.statement.id for a in to.answers} - shown
    shown |= fresh
    for answer in to.answers:
        again = answer.statement.id not in fresh
        yield Reply(answer.kind, answer.statement, answer.to or to, depth, again)
        if not again:
            yield from _replies(answer.statement, depth + 1, shown)
