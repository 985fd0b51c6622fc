"""Words with their times to passages that can be read and cited.

Services write each word by itself; a passage is our reading. Every word is in exactly one passage,
in the order of the file. A new passage begins

* where another speaker begins, or where the file itself begins another utterance;
* behind a word that ends a sentence (``. ? ! …``, a quotation mark or bracket may follow);
* after a pause of more than 2 seconds, and where times go back;
* where the passage has 40 words, or would last longer than 15 seconds.

Its confidence is the mean of what its words have.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from incidents.transcripts.json_values import mean
from incidents.transcripts.records import Cue

PAUSE_MS = 2_000
MAX_WORDS = 40
MAX_LENGTH_MS = 15_000

_SENTENCE_END = re.compile(r"[.?!…。？！؟।][\"'’”»)\]\s]*\Z")


class Word(NamedTuple):
    """One word with the punctuation attached to it; `opens`: an utterance begins with it."""

    line: int
    start_ms: int
    end_ms: int | None
    text: str
    speaker: str | None = None
    confidence: float | None = None
    opens: bool = False


class Turn(NamedTuple):
    """Who speaks from when on."""

    start_ms: int
    speaker: str


class Turns:
    """Who speaks, for the files that keep it apart from the words."""

    def __init__(self, turns: Iterable[Turn]) -> None:
        self._turns = sorted(turns)
        self._starts = [turn.start_ms for turn in self._turns]

    def speaker(self, start_ms: int, end_ms: int | None) -> str | None:
        """Who began last by the middle of a word, even if that turn is over: silence is nobody's.

        None before the first turn.
        """
        middle = (start_ms + (start_ms if end_ms is None else end_ms)) // 2
        begun = bisect_right(self._starts, middle)
        return self._turns[begun - 1].speaker if begun else None


def passages(words: Iterable[Word], *, between: str = " ") -> list[Cue]:
    """One cue for each passage; `between` parts the words."""
    return [_cue(group, between) for group in _groups(words)]


def attach(word: Word, punctuation: str) -> Word:
    """A word with the punctuation that follows it."""
    return word._replace(text=word.text + punctuation)


def _groups(words: Iterable[Word]) -> Iterator[list[Word]]:
    group: list[Word] = []
    for word in words:
        if group and _begins_another(group, word):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _begins_another(group: list[Word], word: Word) -> bool:
    first, last = group[0], group[-1]
    last_end = last.start_ms if last.end_ms is None else last.end_ms
    end = word.start_ms if word.end_ms is None else word.end_ms
    return (
        word.opens
        or word.speaker != last.speaker
        or _SENTENCE_END.search(last.text) is not None
        or word.start_ms - last_end > PAUSE_MS
        or word.start_ms < last.start_ms
        or len(group) >= MAX_WORDS
        or end - first.start_ms > MAX_LENGTH_MS
    )


def _cue(group: list[Word], between: str) -> Cue:
    ends = [word.end_ms for word in group if word.end_ms is not None]
    return Cue(
        group[0].line,
        group[0].start_ms,
        max(ends) if group[-1].end_ms is not None else None,
        between.join(word.text for word in group),
        group[0].speaker,
        mean(word.confidence for word in group),
    )
