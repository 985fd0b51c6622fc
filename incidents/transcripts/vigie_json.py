"""Format `vigie-json`: our own export (``as_json.exported``), read back to the same segments.

What the file says of the reading it came from is known and not read again: its format, encoding,
counts and warnings; where that reading had problems, a warning says so. `proposed_speaker` follows
from the text; a file in which it does not gets a warning. Texts are kept as they are.
"""

from collections.abc import Iterator

from incidents.input_error import gettext_noop
from incidents.transcripts import voices
from incidents.transcripts.as_json import VERSION, VIGIE
from incidents.transcripts.json_reader import Path
from incidents.transcripts.json_values import Object, Values
from incidents.transcripts.records import Cue, Reading
from incidents.transcripts.source_text import SourceText

NAME = "vigie-json"


def recognise(text: SourceText) -> bool:
    """Our mark, whatever the version."""
    return isinstance(text.json.value, dict) and VIGIE in text.json.value


def parse(text: SourceText) -> Reading:
    """A segment without a sound start is a problem; any other wrong value is one and is unknown."""
    values = Values(text)
    top = values.document.value
    if not isinstance(top, dict):
        top = {"segments": top}
    elif type(top.get(VIGIE)) is not int or top[VIGIE] != VERSION:
        values.problem((VIGIE,), gettext_noop("version %(value)s of our export is not known"))
    if before := top.get("problems"):
        values.warn(
            ("problems",),
            gettext_noop("the reading that was exported had problems: %(count)d"),
            count=len(before) if isinstance(before, list) else 1,
        )
    path: Path = ("segments",) if values.document.value is top else ()
    return Reading(
        cues=list(_cues(values, top.get("segments"), path)),
        problems=values.problems,
        warnings=values.warnings,
        language=values.verbatim(top, "language", ()) or None,
        finished=True,
        raw=list(_cues(values, top.get("raw_cues"), ("raw_cues",))),
    )


def _cues(values: Values, segments: object, path: Path) -> Iterator[Cue]:
    before: Cue | None = None
    for place, segment in values.objects(segments, path):
        cue = _cue(values, place, segment)
        if cue is None:
            continue
        if before is not None and _is_of_one(before, cue):
            cue = cue._replace(continues=True)
        yield cue
        before = cue


def _cue(values: Values, path: Path, segment: Object) -> Cue | None:
    if segment.get("text") is None:
        values.problem(path, gettext_noop("a segment without text"))
    text = values.text(segment, "text", path)
    start_ms = values.milliseconds(segment, "start_ms", path, needed=True)
    speaker = values.verbatim(segment, "speaker", path) or None
    proposed = values.verbatim(segment, "proposed_speaker", path) or None
    if speaker is None and proposed != voices.propose(text):
        values.warn(
            path, gettext_noop("the proposed speaker is not whom the text proposes: not kept")
        )
    end_ms = values.milliseconds(segment, "end_ms", path)
    confidence = values.share(segment, "confidence", path)
    if start_ms is None:
        return None
    return Cue(values.document.line(path), start_ms, end_ms, text, speaker, confidence)


def _is_of_one(before: Cue, cue: Cue) -> bool:
    """Two voices with the same times are of one cue."""
    return (before.start_ms, before.end_ms) == (cue.start_ms, cue.end_ms) and (
        None not in {before.speaker, cue.speaker} and before.speaker != cue.speaker
    )
