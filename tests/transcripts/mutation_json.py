"""The text that a JSON transcript holds, by the standard library: for `mutation_words`.

The whole tree is kept as pairs, so that a key that stands twice shows both its values.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from incidents.transcripts.records import Problem
from tests.transcripts.mutation_words import words


class Members(list[tuple[str, Any]]):
    """An object as its pairs."""

    def all(self, *keys: str) -> Iterator[Any]:
        return (value for key, value in self if key in keys)


def said(text: str, format_name: str) -> list[str]:
    """Each text that the format says was spoken; nothing where the file is no JSON."""
    return [found for found in SAID[format_name](_tree(text)) if isinstance(found, str)]


def excused(text: str, problems: Iterable[Problem]) -> list[str]:
    """The words of the values on which the problems stand."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    found: list[str] = []
    for problem in problems:
        at = starts[min(problem.line, len(lines)) - 1] + problem.column - 1
        found += words(" ".join(_strings(_value_at(text, at))))
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
    for piece in _get(tree, "events", "segs"):
        yield from piece.all("utf8")


def _amazon(tree: Any) -> Iterator[Any]:
    """The first alternative of each item; the others are not what is said."""
    items = _members([tree]) if isinstance(tree, list) and not isinstance(tree, Members) else ()
    for item in (*items, *_get(tree, "results", "items"), *_get(tree, "items")):
        for alternatives in item.all("alternatives"):
            yield from _first(alternatives, "content")


def _watson(tree: Any) -> Iterator[Any]:
    for result in (*_get(tree, "results", "results"), *_get(tree, "results")):
        for alternatives in result.all("alternatives"):
            yield from _first(alternatives, "transcript")


def _kaldi(tree: Any) -> Iterator[Any]:
    for word in (*_get(tree, "retval", "words"), *_get(tree, "words")):
        yield from list(word.all("punct")) or word.all("word")


def _speechmatics(tree: Any) -> Iterator[Any]:
    for word in _get(tree, "words"):
        yield from word.all("name")


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
