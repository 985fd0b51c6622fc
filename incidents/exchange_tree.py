"""The exchange as a small graph: a nested list, in which a template need not call itself. Pure.

Long chains would exhaust a template that includes itself, and answers that branch and meet again
would be said many times. So the list is one line of nodes, each of which says whether it opens a
list of its own and how many lists end after it; the answers to a claim are listed where it is first
met, and elsewhere its node leads there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from incidents.codes import Reading
from incidents.exchange import Answer, Exchange, Statement

DEEPEST = 6
"""So many lists may stand inside one another; what is deeper begins anew at the left, where a
narrow screen and a listener still follow. Its node says what it answers."""


MARKS = (
    Reading.COUNTER_ACCUSATION,
    Reading.ACCUSATION,
    Reading.RETRACTION,
    Reading.DENIAL,
    Reading.DISAVOWAL,
    Reading.SELF_ATTRIBUTION,
)
"""What a statement amounts to, the most telling first: its sign in the graph."""


@dataclass(frozen=True)
class Node:
    """One statement in the graph.

    ``number``: its place in the conversation, 0 for an involvement. ``answers``: how it answers the
    node above, "" at the top. ``opens``: a list of answers begins below it; ``closes``: so many
    lists end after it. ``elsewhere``: its answers are listed at its other node. ``continues``: it
    stands at the left again, for its answers.
    """

    statement: Statement
    number: int = 0
    answers: str = ""
    opens: bool = False
    closes: int = 0
    elsewhere: bool = False
    continues: bool = False

    @property
    def mark(self) -> str:
        """The sign of the statement, which its shape and its word tell."""
        if not self.statement.is_claim:
            return "role"
        held = self.statement.readings
        return next((mark.value for mark in MARKS if mark in held), "statement")

    @property
    def unanswered(self) -> bool:
        """An accusation to which no answer is recorded."""
        return self.statement.accusation and not self.statement.answered

    @property
    def ends(self) -> range:
        """Once for each list that ends after it, as a template counts."""
        return range(self.closes)


def nodes(exchange: Exchange, *, deepest: int | None = DEEPEST) -> list[Node]:
    """Every statement of the trees, none left out: roles first, then what answers nothing, in the
    order of the conversation. ``deepest`` None: nothing begins anew at the left."""
    numbers = {u.statement.id: number for number, u in enumerate(exchange.utterances, 1)}
    tops = sorted(exchange.roots, key=lambda top: (_answers_something(top), numbers.get(top.id, 0)))
    found = _Walk(deepest).trees(tops)
    return [replace(node, number=numbers.get(node.statement.id, 0)) for node in found]


@dataclass
class _Level:
    """The answers still to come in one open list."""

    rest: list[Answer]


class _Walk:
    def __init__(self, deepest: int | None) -> None:
        self.deepest = deepest
        self.met: set[str] = set()
        self.later: list[Statement] = []

    def trees(self, tops: Iterable[Statement]) -> Iterator[Node]:
        """Each top with its answers, unless it has been met below another."""
        for top in tops:
            if top.id not in self.met:
                yield from self.tree(top)
            while self.later:
                yield from self.tree(self.later.pop(0), continues=True)

    def tree(self, top: Statement, *, continues: bool = False) -> Iterator[Node]:
        """One top with its answers, as deep as lists go."""
        levels: list[_Level] = []
        node = self._node(Node(top, continues=continues), levels, again=continues)
        while levels:
            answer = levels[-1].rest.pop(0)
            following = self._node(Node(answer.statement, answers=answer.kind), levels)
            yield node
            node = following
        yield node

    def _node(self, node: Node, levels: list[_Level], *, again: bool = False) -> Node:
        """The node with what begins and ends at it; ``levels`` are the lists open after it."""
        statement = node.statement
        first = again or statement.id not in self.met
        self.met.add(statement.id)
        fits = self.deepest is None or len(levels) < self.deepest
        if statement.answers and first and fits:
            levels.append(_Level(list(statement.answers)))
            return replace(node, opens=True)
        if statement.answers and first:
            self.later.append(statement)
        closed = 0
        while levels and not levels[-1].rest:
            levels.pop()
            closed += 1
        return replace(node, closes=closed, elsewhere=bool(statement.answers))


def _answers_something(statement: Statement) -> bool:
    return statement.is_claim and bool(statement.record["answers"])
