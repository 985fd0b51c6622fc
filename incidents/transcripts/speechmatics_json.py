"""Format `speechmatics-json`: the results of Speechmatics, of version 1 and since version 2.

Version 1: ``words`` with time, duration, name (a full stop is a word of its own), numbers written
as text; ``speakers`` apart, as turns. Version 2: ``results`` of type ``word`` or ``punctuation``,
the first of the ``alternatives`` being what was said, with its speaker ("UU" is nobody known);
``attaches_to`` says which word punctuation belongs to. Other alternatives and what is known of the
job are known parts and not kept. The words become passages by ``words_to_passages``.
"""

from collections.abc import Iterator

from incidents.input_error import gettext_noop
from incidents.transcripts.json_reader import Path
from incidents.transcripts.json_values import Object, Values
from incidents.transcripts.records import Reading
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.spoken_items import Item, words
from incidents.transcripts.words_to_passages import Turn, Turns, passages

NAME = "speechmatics-json"

_PROBED = 20
_NOBODY = "UU"
_MARKS = frozenset(".,?!;:…。،؟")


def recognise(text: SourceText) -> bool:
    """Words with a name and a time beside speakers or a job; or typed results."""
    match text.json.value:
        case {"words": list(found), **rest}:
            return bool({"speakers", "job"} & rest.keys()) and _any_has(found, "name", "time")
        case {"results": list(found)}:
            return _any_has(found, "type", "alternatives", "start_time")
    return False


def parse(text: SourceText) -> Reading:
    """A word without a sound start is a problem."""
    values = Values(text, as_text=True)
    top = values.document.value
    if not isinstance(top, dict):
        top = {"results": top}
    items = _old_items(values, top) if "words" in top else _items(values, top)
    found = passages(words(values, items), between=_between(values, top))
    return Reading(found, values.problems, values.warnings, language=_language(values, top))


def _any_has(found: list[object], *keys: str) -> bool:
    return any(
        isinstance(item, dict) and all(key in item for key in keys) for item in found[:_PROBED]
    )


def _old_items(values: Values, top: Object) -> Iterator[Item]:
    turns = Turns(_turns(values, top))
    for path, word in values.objects(top.get("words"), ("words",)):
        text = values.text(word, "name", path)
        if not text:
            values.warn(path, gettext_noop("an item without text: left out"))
            continue
        start_ms = values.seconds(word, "time", path, needed=True)
        if start_ms is not None:
            lasts = values.seconds(word, "duration", path)
            end_ms = values.end(start_ms, lasts, path)
            yield Item(
                path,
                start_ms,
                end_ms,
                text,
                turns.speaker(start_ms, end_ms),
                values.share(word, "confidence", path),
                after=_MARKS.issuperset(text),
            )


def _turns(values: Values, top: Object) -> Iterator[Turn]:
    for path, turn in values.objects(top.get("speakers"), ("speakers",)):
        start_ms = values.seconds(turn, "time", path)
        speaker = values.label(turn, "name", path)
        if start_ms is not None and speaker:
            yield Turn(start_ms, speaker)


def _items(values: Values, top: Object) -> Iterator[Item]:
    for path, item in values.objects(top.get("results"), ("results",)):
        place: Path = (*path, "alternatives")
        place, best = next(values.objects(item.get("alternatives"), place), (place, {}))
        text = values.text(best, "content", place)
        if not text:
            values.warn(path, gettext_noop("an item without text: left out"))
            continue
        is_mark = item.get("type") == "punctuation"
        start_ms = values.seconds(item, "start_time", path, needed=not is_mark)
        if start_ms is None and not is_mark:
            continue
        speaker = values.label(best, "speaker", place)
        yield Item(
            path,
            start_ms,
            values.seconds(item, "end_time", path),
            text,
            None if speaker == _NOBODY else speaker,
            values.share(best, "confidence", place),
            after=is_mark and item.get("attaches_to") != "next",
            ahead=is_mark and item.get("attaches_to") == "next",
        )


def _language(values: Values, top: Object) -> str | None:
    if "words" in top:
        return values.label(values.inner(top, "job", ()), "lang", ("job",))
    metadata = values.inner(top, "metadata", ())
    job = values.inner(metadata, "transcription_config", ("metadata",))
    return values.label(job, "language", ("metadata", "transcription_config"))


def _between(values: Values, top: Object) -> str:
    """What parts words in the language of the file."""
    metadata = values.inner(top, "metadata", ())
    pack = values.inner(metadata, "language_pack_info", ("metadata",))
    return "" if pack.get("word_delimiter") == "" else " "
