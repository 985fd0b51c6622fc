"""Format `whisper-json`: what openai-whisper and its relatives write.

* ``segments`` with start, end, text, as openai-whisper, whisper-timestamped, WhisperX and dumps of
  faster-whisper (also a bare list of segments) have them;
* ``transcription`` with ``offsets`` in milliseconds, of whisper.cpp;
* ``chunks`` with ``timestamp: [start, end]``, of transformers and whisper-jax; the end of the last
  one may be null.

A segment may have a ``duration`` in the place of an end, as lists of captions do.
One segment is one cue, as the file has it. The words of a segment give its confidence where it has
none, its text where it has none, and its voices where they name more than one. A segment without
any text is left out with a warning. The text of the whole file must have no word more than the
segments. What else stands in the file (tokens, temperature, parameters) is known and not kept.
"""

from collections.abc import Iterator
from typing import Any

from incidents.input_error import gettext_noop
from incidents.transcripts.json_reader import Path
from incidents.transcripts.json_values import Object, Values, mean, tidy
from incidents.transcripts.records import Cue, Reading
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.whisper_voices import voices

NAME = "whisper-json"

_PROBED = 20


def recognise(text: SourceText) -> bool:
    """A list under one of the three keys, or by itself, with at least one segment of that kind.

    An empty list will do beside a text.
    """
    match text.json.value:
        case {"segments": list(segments), **rest}:
            return _any_has(segments, "text", "start") or (not segments and "text" in rest)
        case {"transcription": list(segments)}:
            return _any_has(segments, "text", "offsets")
        case {"chunks": list(segments)}:
            return _any_has(segments, "text", "timestamp")
        case list(segments):
            return _any_has(segments, "text", "start")
    return False


def parse(text: SourceText) -> Reading:
    """A segment whose start is wrong is a problem; one whose end is wrong has an unknown end."""
    values = Values(text)
    top = values.document.value
    if isinstance(top, list):
        top = {"segments": top}
        cues = [cue for item in values.objects(top["segments"], ()) for cue in _cues(values, *item)]
        return Reading(cues, values.problems, values.warnings)
    cues = []
    for key in ("segments", "transcription", "chunks"):
        for path, segment in values.objects(top.get(key), (key,)):
            cues.extend(_cues(values, path, segment))
    values.check_whole(top, "text", (), [cue.text for cue in cues])
    return Reading(cues, values.problems, values.warnings, language=_language(values, top))


def _any_has(segments: list[Any], *keys: str) -> bool:
    return any(
        isinstance(segment, dict) and all(key in segment for key in keys)
        for segment in segments[:_PROBED]
    )


def _cues(values: Values, path: Path, segment: Object) -> Iterator[Cue]:
    words = list(values.objects(segment.get("words"), (*path, "words")))
    text = values.text(segment, "text", path) or _text_of_words(values, words)
    start_ms, end_ms = _times(values, path, segment, needed=bool(text))
    if not text:
        values.warn(path, gettext_noop("a segment without text: left out"))
    elif start_ms is not None:
        cue = Cue(
            values.document.line(path),
            start_ms,
            end_ms,
            text,
            values.label(segment, "speaker", path),
            _confidence(values, path, segment, words),
        )
        yield from voices(values, path, cue, words)


def _times(
    values: Values, path: Path, segment: Object, *, needed: bool
) -> tuple[int | None, int | None]:
    if "offsets" in segment:
        offsets, path = values.inner(segment, "offsets", path), (*path, "offsets")
        return (
            values.milliseconds(offsets, "from", path, needed=needed),
            values.milliseconds(offsets, "to", path),
        )
    if "timestamp" in segment:
        pair = [item for _, item in values.elements(segment["timestamp"], (*path, "timestamp"))]
        path = (*path, "timestamp")
        return values.seconds(pair, 0, path, needed=needed), values.seconds(pair, 1, path)
    start_ms = values.seconds(segment, "start", path, needed=needed)
    end_ms = values.seconds(segment, "end", path)
    if start_ms is not None and "end" not in segment:
        end_ms = values.end(start_ms, values.seconds(segment, "duration", path), path)
    return start_ms, end_ms


def _confidence(
    values: Values, path: Path, segment: Object, words: list[tuple[Path, Object]]
) -> float | None:
    """As the segment has it; else the mean of its words or tokens; else from their logarithm."""
    given = values.share(segment, "confidence", path)
    if given is not None:
        return given
    of_words = mean(
        values.share(word, key, place)
        for place, word in words
        for key in ("probability", "confidence", "score")
    )
    if of_words is not None:
        return of_words
    if "offsets" in segment:
        of_words = mean(
            values.share(token, "p", place)
            for place, token in values.objects(segment.get("tokens"), (*path, "tokens"))
            if not _is_sign(token.get("text"))
        )
    if of_words is not None:
        return of_words
    return values.share_of_logarithm(segment, "avg_logprob", path)


def _is_sign(text: object) -> bool:
    """Tokens such as [_BEG_] and [_TT_150] are no part of what was said."""
    return isinstance(text, str) and text.startswith("[_")


def _text_of_words(values: Values, words: list[tuple[Path, Object]]) -> str:
    """openai-whisper keeps the blank before a word with it, whisper-timestamped has none."""
    texts = [
        values.verbatim(word, "word" if "word" in word else "text", path) for path, word in words
    ]
    spaced = any(text[:1].isspace() for text in texts)
    return tidy(("" if spaced else " ").join(texts))


def _language(values: Values, top: Object) -> str | None:
    """At the top, or as faster-whisper and whisper.cpp have it."""
    for holder, path in (
        (top, ()),
        (values.inner(top, "info", ()), ("info",)),
        (values.inner(top, "result", ()), ("result",)),
    ):
        if found := values.label(holder, "language", path):
            return found
    return None
