"""Format `youtube-json3`: captions as the player of YouTube gets them.

An event with ``segs`` is a cue: its texts joined, entities decoded. Known parts without a cue: what
defines windows, pens and styles (no ``segs``), and events of nothing but line ends, which roll the
window on. The times within an event (``tOffsetMs``) are not kept.

``acAsrConf`` (0 to 255) is the confidence of automatic captions. Where a file has it as 0
everywhere, as current files do, it says nothing and none is known.
"""

from incidents.input_error import gettext_noop
from incidents.transcripts.entities import decoded
from incidents.transcripts.json_reader import Path
from incidents.transcripts.json_values import Object, Values, mean, tidy
from incidents.transcripts.records import Cue, Reading
from incidents.transcripts.source_text import SourceText

NAME = "youtube-json3"

_PROBED = 20
_CERTAIN = 255


def recognise(text: SourceText) -> bool:
    """Events beside the mark of the wire format, or of which one of the first has a start."""
    match text.json.value:
        case {"events": list(events), **rest}:
            return "wireMagic" in rest or any(
                isinstance(event, dict) and "tStartMs" in event for event in events[:_PROBED]
            )
    return False


def parse(text: SourceText) -> Reading:
    """An event whose start is wrong is a problem; without a sound duration its end is unknown."""
    values = Values(text)
    top = values.document.value
    events = top.get("events") if isinstance(top, dict) else top
    cues = [
        cue
        for path, event in values.objects(events, ("events",) if isinstance(top, dict) else ())
        if (cue := _cue(values, path, event)) is not None
    ]
    if not any(cue.confidence for cue in cues):
        cues = [cue._replace(confidence=None) for cue in cues]
    return Reading(cues, values.problems, values.warnings)


def _cue(values: Values, path: Path, event: Object) -> Cue | None:
    segs = list(values.objects(event.get("segs"), (*path, "segs")))
    for place, seg in segs:
        if "utf8" not in seg:
            values.warn(place, gettext_noop("a piece of a caption without text: left out"))
    text = tidy(decoded("".join(values.verbatim(seg, "utf8", place) for place, seg in segs)))
    if not text:
        return None
    start_ms = values.milliseconds(event, "tStartMs", path, needed=True)
    lasts = values.milliseconds(event, "dDurationMs", path)
    confidence = mean(
        values.share(seg, "acAsrConf", place, whole=_CERTAIN)
        for place, seg in segs
        if not _is_blank(seg.get("utf8"))
    )
    if start_ms is None:
        return None
    end_ms = values.end(start_ms, lasts, path)
    return Cue(values.document.line(path), start_ms, end_ms, text, None, confidence)


def _is_blank(text: object) -> bool:
    return isinstance(text, str) and not text.strip()
