"""Words and punctuation that services write as items of their own, to words with punctuation."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from incidents.input_error import gettext_noop
from incidents.transcripts.json_reader import Path
from incidents.transcripts.json_values import Values
from incidents.transcripts.words_to_passages import Word, attach


class Item(NamedTuple):
    """A word, or punctuation; `after`: it belongs to the word before, `ahead`: to the next."""

    path: Path
    start_ms: int | None
    end_ms: int | None
    text: str
    speaker: str | None
    confidence: float | None
    after: bool = False
    ahead: bool = False


def words(values: Values, items: Iterable[Item]) -> Iterator[Word]:
    """The words, each with the punctuation that belongs to it.

    Punctuation before the first word belongs to that one; without any word it is a problem.
    """
    word: Word | None = None
    ahead: list[Item] = []
    for item in items:
        if item.ahead or (item.after and word is None):
            ahead.append(item)
        elif item.after and word is not None:
            word = attach(word, item.text)
        elif item.start_ms is not None:
            if word is not None:
                yield word
            word = _word(values, item, item.start_ms, "".join(mark.text for mark in ahead))
            ahead = []
    if word is not None:
        yield attach(word, "".join(mark.text for mark in ahead))
    else:
        for mark in ahead:
            values.problem(mark.path, gettext_noop("punctuation without any word: left out"))


def _word(values: Values, item: Item, start_ms: int, ahead: str) -> Word:
    return Word(
        values.document.line(item.path),
        start_ms,
        item.end_ms,
        ahead + item.text,
        item.speaker,
        item.confidence,
    )
