"""Two texts, word by word: what stayed, what went, what came. Pure."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST = 4000
"""More words than that take too long to compare: such a text is shown whole, before and after."""

SAME, GONE, COME = "same", "gone", "come"


class Run(NamedTuple):
    """Words that follow one another and share one fate."""

    kind: str
    text: str


def word_diff(before: str, after: str, most: int = MOST) -> list[Run]:
    """Runs in reading order; of a place that changed, what went stands before what came."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if max(len(old), len(new)) > most:
        return [run for run in (Run(GONE, before), Run(COME, after)) if run.text]
    return list(_runs(old, new))


class Sides(NamedTuple):
    """Both texts in runs; joined, the words of each are the text again."""

    before: list[Run]
    after: list[Run]


def sides(before: str, after: str, most: int = MOST) -> Sides:
    """The same for two texts that stand beside each other."""
    runs = word_diff(before, after, most)
    return Sides(*([run for run in runs if run.kind != other] for other in (COME, GONE)))


def _runs(old: list[str], new: list[str]) -> Iterator[Run]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Run(SAME, "".join(old[a:b]))
            continue
        if a < b:
            yield Run(GONE, "".join(old[a:b]))
        if c < d:
            yield Run(COME, "".join(new[c:d]))
