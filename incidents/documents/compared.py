"""Two documents of one incident side by side: which records came, went or changed, word by word.

Pure. What a field is called and how its value reads is said by whoever shows it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import Enum
from typing import NamedTuple

from incidents.documents.records import Document

TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
MOST_PAIRS = 4_000_000
"""Beyond so many pairs of words two texts are shown whole: comparing them would take too long."""


class Mark(Enum):
    """What became of a record or a field."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


class Piece(NamedTuple):
    """Some words of a text, and whether the other text lacks them."""

    words: str
    differs: bool


class Pieces(NamedTuple):
    """Both texts in pieces; joined, the words of each are the text again."""

    before: list[Piece]
    after: list[Piece]


class Compared(NamedTuple):
    """One field as it was and as it is."""

    name: str
    before: str
    after: str

    @property
    def mark(self) -> Mark:
        if self.before == self.after:
            return Mark.SAME
        if not self.before:
            return Mark.ADDED
        return Mark.CHANGED if self.after else Mark.REMOVED

    @property
    def pieces(self) -> Pieces:
        return pieces(self.before, self.after)


def pieces(before: str, after: str) -> Pieces:
    """Where two texts differ, in whole words."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    if len(old) * len(new) > MOST_PAIRS:
        return Pieces([Piece(before, True)], [Piece(after, True)])
    found = Pieces([], [])
    for kind, *places in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        first, last, start, end = places
        differs = kind != "equal"
        for side, words in ((found.before, old[first:last]), (found.after, new[start:end])):
            if words:
                side.append(Piece("".join(words), differs))
    return found


def compared(before: Mapping[str, str], after: Mapping[str, str]) -> list[Compared]:
    """Every field that either has, in the order of what is, then of what was."""
    names = [*after, *(name for name in before if name not in after)]
    return [
        Compared(name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name) or after.get(name)
    ]


def paired(
    before: Iterable[Document], after: Sequence[Document]
) -> Iterator[tuple[Document | None, Document | None]]:
    """Records by their public id: those that are, in their order, then those that went."""
    was = {record["id"]: record for record in before}
    for record in after:
        yield was.pop(record["id"], None), record
    for record in was.values():
        yield record, None
