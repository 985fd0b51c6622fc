"""Format `amazon-transcribe-json`: the items of Amazon Transcribe, or its whole result.

``results.items``, or a bare list of items: a ``pronunciation`` has times and the first of its
``alternatives`` is what was said; a ``punctuation`` has none and belongs to the word before. The
speaker stands in the item (``speaker_label``), or in ``results.speaker_labels`` under the same
start. Numbers are written as text. Known parts that are not kept: other alternatives,
``audio_segments`` (the same words once more), and what is known of the job. The words become
passages by ``words_to_passages``.
"""

from collections.abc import Iterator
from typing import Any

from incidents.input_error import gettext_noop
from incidents.transcripts.json_reader import Path
from incidents.transcripts.json_values import Object, Values
from incidents.transcripts.records import Reading
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.spoken_items import Item, words
from incidents.transcripts.words_to_passages import passages

NAME = "amazon-transcribe-json"

_PROBED = 20


def recognise(text: SourceText) -> bool:
    """Items with alternatives and their kind; by themselves or under ``results``."""
    match text.json.value:
        case {"results": {"items": list(items)}}:
            return not items or _is_items(items)
        case list(items):
            return _is_items(items)
    return False


def parse(text: SourceText) -> Reading:
    """An item without a sound start is a problem; so are words of ``transcripts`` in no item."""
    values = Values(text, as_text=True)
    top = values.document.value
    if isinstance(top, list):
        found = passages(words(values, _items(values, top, (), {})))
        return Reading(found, values.problems, values.warnings)
    results = values.inner(top, "results", ())
    speakers = _speakers(values, results)
    items = _items(values, results.get("items"), ("results", "items"), speakers)
    found = passages(words(values, items))
    for path, whole in values.objects(results.get("transcripts"), ("results", "transcripts")):
        values.check_whole(whole, "transcript", path, [cue.text for cue in found])
    language = values.label(results, "language_code", ("results",))
    return Reading(found, values.problems, values.warnings, language=language)


def _is_items(items: list[Any]) -> bool:
    return any(
        isinstance(item, dict) and {"alternatives", "type"} <= item.keys()
        for item in items[:_PROBED]
    )


def _items(values: Values, items: object, path: Path, speakers: dict[int, str]) -> Iterator[Item]:
    for place, item in values.objects(items, path):
        best_path, best = _best(values, item, place)
        text = values.text(best, "content", best_path)
        if not text:
            values.warn(place, gettext_noop("an item without text: left out"))
            continue
        if item.get("type") == "punctuation":
            yield Item(place, None, None, text, None, None, after=True)
            continue
        start_ms = values.seconds(item, "start_time", place, needed=True)
        if start_ms is not None:
            yield Item(
                place,
                start_ms,
                values.seconds(item, "end_time", place),
                text,
                values.label(item, "speaker_label", place) or speakers.get(start_ms),
                values.share(best, "confidence", best_path),
            )


def _best(values: Values, item: Object, path: Path) -> tuple[Path, Object]:
    """The first alternative with its place; empty where there is none."""
    path = (*path, "alternatives")
    return next(values.objects(item.get("alternatives"), path), (path, {}))


def _speakers(values: Values, results: Object) -> dict[int, str]:
    """Who speaks, by the start of the word, in results that keep it apart."""
    found: dict[int, str] = {}
    labels = values.inner(results, "speaker_labels", ("results",))
    path: Path = ("results", "speaker_labels", "segments")
    for place, segment in values.objects(labels.get("segments"), path):
        for word_place, word in values.objects(segment.get("items"), (*place, "items")):
            start_ms = values.seconds(word, "start_time", word_place)
            speaker = values.label(word, "speaker_label", word_place)
            if start_ms is not None and speaker:
                found[start_ms] = speaker
    return found
