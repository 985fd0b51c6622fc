"""Several voices within one segment, as WhisperX marks them on its words."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from incidents.input_error import gettext_noop
from incidents.transcripts import folding
from incidents.transcripts.json_reader import Path
from incidents.transcripts.json_values import Object, Values
from incidents.transcripts.records import Cue


class _Word(NamedTuple):
    path: Path
    word: Object
    text: str
    speaker: str | None


def voices(values: Values, path: Path, cue: Cue, words: list[tuple[Path, Object]]) -> list[Cue]:
    """The cue, or one for each voice in turn, parted between words, with the times of its words.

    A word without speaker is said by whoever said the one before. Where the words do not say what
    the text does, the text is kept whole, with a warning.
    """
    said = list(_said(values, cue, words))
    if not _agree(cue.text, said):
        values.warn(
            (*path, "words"), gettext_noop("the words differ from the text of the segment, kept")
        )
        return [cue]
    turns = [list(turn) for _, turn in groupby(said, key=lambda word: word.speaker)]
    if len(turns) < 2:
        return [cue._replace(speaker=cue.speaker or (said[0].speaker if said else None))]
    texts = _parted(cue.text, turns)
    if texts is None:
        values.warn(
            (*path, "words"),
            gettext_noop("several speakers, but not where in the text: kept whole"),
        )
        return [cue]
    return [
        _voice(values, cue, turn, text, (index == 0, index == len(turns) - 1))
        for index, (turn, text) in enumerate(zip(turns, texts, strict=True))
    ]


def _said(values: Values, cue: Cue, words: list[tuple[Path, Object]]) -> Iterator[_Word]:
    """The words that have text, each with its speaker."""
    speakers = [values.label(word, "speaker", path) for path, word in words]
    latest = next((speaker for speaker in speakers if speaker), cue.speaker)
    for (path, word), speaker in zip(words, speakers, strict=True):
        latest = speaker or latest
        text = values.text(word, "word" if "word" in word else "text", path)
        if text:
            yield _Word(path, word, text, latest)


def _agree(text: str, said: list[_Word]) -> bool:
    """Do words, where there are any, say the same? Blanks, case and punctuation may differ."""
    spoken = " ".join(word.text for word in said)
    if not said or "".join(spoken.split()) == "".join(text.split()):
        return True
    return "".join(folding.words(spoken)) == "".join(folding.words(text))


def _parted(text: str, turns: list[list[_Word]]) -> list[str] | None:
    """The text of each turn; None where a word is not found in its place."""
    begins, at = [], 0
    for turn in turns:
        for index, word in enumerate(turn):
            at = text.find(word.text, at)
            if at < 0:
                return None
            if index == 0:
                begins.append(at)
            at += len(word.text)
    begins[0] = 0
    return [
        text[begin:end].strip() for begin, end in zip(begins, [*begins[1:], len(text)], strict=True)
    ]


def _voice(values: Values, cue: Cue, turn: list[_Word], text: str, edges: tuple[bool, bool]) -> Cue:
    """One voice; the first begins and the last ends with the segment, others with their words."""
    first, last = edges
    starts = [values.seconds(word.word, "start", word.path) for word in turn]
    ends = [values.seconds(word.word, "end", word.path) for word in turn]
    start_ms = next((start for start in starts if start is not None), cue.start_ms)
    end_ms = next((end for end in reversed(ends) if end is not None), cue.end_ms)
    return cue._replace(
        start_ms=cue.start_ms if first else start_ms,
        end_ms=cue.end_ms if last else end_ms,
        text=text,
        speaker=turn[0].speaker,
        continues=not first,
    )
