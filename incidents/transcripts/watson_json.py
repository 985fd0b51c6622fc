"""Format `watson-json`: results of IBM Watson Speech to Text.

``results``, each an utterance: the first of its ``alternatives`` has ``timestamps`` (word, start,
end) and often ``word_confidence`` (word, confidence). ``speaker_labels`` stand beside and give the
speaker, a number, by the start and end of the word. All this may stand once more within a list of
``results``, as jobs are saved. Other alternatives are a known part and not kept. Each utterance
begins a new passage; within, ``words_to_passages`` applies.
"""

from collections.abc import Iterator
from typing import Any

from incidents.input_error import gettext_noop
from incidents.transcripts.json_reader import Path
from incidents.transcripts.json_values import Object, Values
from incidents.transcripts.records import Reading
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.words_to_passages import Word, passages

NAME = "watson-json"

_PROBED = 20
_Speakers = dict[tuple[int, int | None], str]


def recognise(text: SourceText) -> bool:
    """Results of which one of the first has an alternative with timestamps."""
    match text.json.value:
        case {"results": [{"results": list(results)}, *_]} | {"results": list(results)}:
            return any(map(_has_timestamps, results[:_PROBED]))
    return False


def parse(text: SourceText) -> Reading:
    """A word without a sound start is a problem; so are words of a transcript without a time."""
    values = Values(text)
    top = values.document.value
    words = [word for block in _blocks(values, top) for word in _words(values, *block)]
    return Reading(passages(words), values.problems, values.warnings)


def _has_timestamps(result: object) -> bool:
    match result:
        case {"alternatives": [{"timestamps": list()}, *_]}:
            return True
    return False


def _blocks(values: Values, top: Any) -> Iterator[tuple[Path, Object]]:
    """What holds results and speaker labels: the file itself, or each of its results."""
    if not isinstance(top, dict):
        return
    results = top.get("results")
    nested = isinstance(results, list) and any(
        isinstance(result, dict) and "results" in result for result in results[:_PROBED]
    )
    if nested:
        yield from values.objects(results, ("results",))
    else:
        yield (), top


def _words(values: Values, path: Path, block: Object) -> Iterator[Word]:
    speakers = _speakers(values, path, block)
    for result_path, result in values.objects(block.get("results"), (*path, "results")):
        place: Path = (*result_path, "alternatives")
        place, best = next(values.objects(result.get("alternatives"), place), (place, {}))
        found = list(_utterance(values, place, best, speakers))
        yield from found
        values.check_whole(best, "transcript", place, [word.text for word in found])


def _utterance(values: Values, path: Path, best: Object, speakers: _Speakers) -> Iterator[Word]:
    confidences = best.get("word_confidence")
    pairs = confidences if isinstance(confidences, list) else []
    opens = True
    for index, (place, triple) in enumerate(
        values.elements(best.get("timestamps"), (*path, "timestamps"))
    ):
        word = _word(values, place, triple)
        if word is None:
            continue
        confidence = None
        if index < len(pairs) and isinstance(pairs[index], list):
            confidence = values.share(pairs[index], 1, (*path, "word_confidence", index))
        yield word._replace(
            speaker=speakers.get((word.start_ms, word.end_ms)), confidence=confidence, opens=opens
        )
        opens = False


def _word(values: Values, place: Path, triple: object) -> Word | None:
    """A word by itself; None, and a problem, where it is none or has no start."""
    if not isinstance(triple, list):
        values.problem(place, gettext_noop("%(value)s is not word, start and end: left out"))
        return None
    text = values.text(triple, 0, place)
    if not text:
        values.warn(place, gettext_noop("an item without text: left out"))
        return None
    start_ms = values.seconds(triple, 1, place, needed=True)
    end_ms = values.seconds(triple, 2, place)
    return None if start_ms is None else Word(values.document.line(place), start_ms, end_ms, text)


def _speakers(values: Values, path: Path, block: Object) -> _Speakers:
    """Who speaks, by start and end of the word; a label given later corrects one before."""
    found: _Speakers = {}
    for place, label in values.objects(block.get("speaker_labels"), (*path, "speaker_labels")):
        start_ms = values.seconds(label, "from", place)
        speaker = values.label(label, "speaker", place)
        if start_ms is not None and speaker is not None:
            found[start_ms, values.seconds(label, "to", place)] = speaker
    return found
