"""The text that a JSON transcript holds, by the standard library: for `mutation_words`.

The whole tree is kept as pairs, so that a key that stands twice shows both its values.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Any

from incidents.transcripts.records import Problem
from tests.transcripts.mutation_words import words

SMALL = 2_000
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|[{}]', re.DOTALL)
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")


class Members(list[tuple[str, Any]]):
    """An object as its pairs."""

    def all(self, *keys: str) -> Iterator[Any]:
        return (value for key, value in self if key in keys)


def said(text: str, format_name: str) -> list[str]:
    """Each text that the format says was spoken; nothing where the file is no JSON."""
    return [found for found in SAID[format_name](_tree(text)) if isinstance(found, str)]


def raw_cues(text: str) -> list[str]:
    """What our own export keeps beside its segments: the cues before they were folded."""
    found = (raw for cue in _get(_tree(text), "raw_cues") for raw in cue.all("text"))
    return [raw for raw in found if isinstance(raw, str)]


def excused(text: str, problems: Iterable[Problem]) -> list[str]:
    """The words of the values on which the problems stand.

    A problem on one member of an object, such as its start, excuses the object where it is small:
    an utterance or a word, not the list of all.
    """
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    objects: list[tuple[int, int]] | None = None
    found: list[str] = []
    for problem in problems:
        at = starts[min(problem.line, len(starts)) - 1] + problem.column - 1
        found += words(" ".join(_strings(_value_at(text, at))))
        if text[at : at + 1] == '"':
            objects = _objects(text) if objects is None else objects
            around = [span for span in objects if span[0] < at < span[1]]
            first, last = min(around, key=lambda span: span[1] - span[0], default=(0, 0))
            if 0 < last - first <= SMALL:
                found += words(" ".join(_strings(_value_at(text, first))))
    return found


def _objects(text: str) -> list[tuple[int, int]]:
    """Where each object begins and ends."""
    found, open_at = [], []
    for token in _TOKENS.finditer(text):
        if token[0] == "{":
            open_at.append(token.start())
        elif token[0] == "}" and open_at:
            found.append((open_at.pop(), token.end()))
    return found


def _tree(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=Members)
    except (ValueError, RecursionError):
        return None


def _value_at(text: str, at: int) -> Any:
    """The value that begins there, or that of the key that does."""
    decoder = json.JSONDecoder(object_pairs_hook=Members)
    try:
        value, end = decoder.raw_decode(text, at)
        rest = text[end : end + 200].lstrip()
        if isinstance(value, str) and rest.startswith(":"):
            colon = text.index(":", end) + 1
            begin = colon + len(text[colon:]) - len(text[colon:].lstrip())
            value = [value, decoder.raw_decode(text, begin)[0]]
    except (ValueError, RecursionError):
        return None
    return value


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Members):
        for _key, inner in value:
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif value is not None:
        yield str(value)


def _members(values: Iterable[Any]) -> Iterator[Members]:
    """The objects among the values, and in the lists among them."""
    for value in values:
        if isinstance(value, Members):
            yield value
        elif isinstance(value, list):
            yield from (inner for inner in value if isinstance(inner, Members))


def _get(tree: Any, *keys: str) -> Iterator[Members]:
    found = list(_members([tree]))
    for key in keys:
        found = list(_members(value for members in found for value in members.all(key)))
    return iter(found)


def _segments(tree: Any) -> Iterator[Any]:
    for segment in _get(tree, "segments"):
        yield from segment.all("text")


def _youtube(tree: Any) -> Iterator[Any]:
    """The pieces of an event make one text, in which whole entities are decoded."""
    for event in _get(tree, "events"):
        for segs in event.all("segs"):
            pieces = (utf8 for piece in _members([segs]) for utf8 in piece.all("utf8"))
            joined = "".join(piece for piece in pieces if isinstance(piece, str))
            yield _ENTITY.sub(lambda entity: unescape(entity[0]), joined)


def _amazon(tree: Any) -> Iterator[Any]:
    """The first alternative of each item; the others are not what is said."""
    items = _members([tree]) if isinstance(tree, list) and not isinstance(tree, Members) else ()
    for item in (*items, *_get(tree, "results", "items"), *_get(tree, "items")):
        for alternatives in item.all("alternatives"):
            yield from _first(alternatives, "content")


def _watson(tree: Any) -> Iterator[Any]:
    for result in (*_get(tree, "results", "results"), *_get(tree, "results")):
        for alternatives in result.all("alternatives"):
            said = list(_first(alternatives, "transcript"))
            timed = list(_first(alternatives, "timestamps"))
            if said and not timed:  # else the words are what is read, and compared with it
                yield from said
            else:
                yield from (
                    text for times in _first(alternatives, "timestamps") for text in _each(times)
                )


def _kaldi(tree: Any) -> Iterator[Any]:
    for word in (*_get(tree, "retval", "words"), *_get(tree, "words")):
        yield from list(word.all("punct")) or word.all("word")


def _speechmatics(tree: Any) -> Iterator[Any]:
    for word in _get(tree, "words"):
        yield from word.all("name")


def _each(times: Any) -> Iterator[Any]:
    """The words of a list of [word, from, to]."""
    if isinstance(times, list):
        yield from (one[0] for one in times if isinstance(one, list) and one)


def _first(alternatives: Any, key: str) -> Iterator[Any]:
    if isinstance(alternatives, list) and alternatives and isinstance(alternatives[0], Members):
        yield from alternatives[0].all(key)


SAID: dict[str, Callable[[Any], Iterator[Any]]] = {
    "vigie-json": _segments,
    "whisper-json": _segments,
    "youtube-json3": _youtube,
    "amazon-transcribe-json": _amazon,
    "watson-json": _watson,
    "kaldi-json": _kaldi,
    "speechmatics-json": _speechmatics,
}
