"""Format `kaldi-json`: words of the Kaldi service of the BBC, with diarisation beside them.

``retval.words`` have start, end, confidence, the word and its form with capitals and punctuation
(``punct``), which is kept. Who speaks stands in the segments of ``retval.segmentation`` (or of
``retval.segments``): the one that lasts, or lasted, at the middle of the word. The words become
passages by ``words_to_passages``.
"""

from collections.abc import Iterator

from incidents.input_error import gettext_noop
from incidents.transcripts.json_reader import Path
from incidents.transcripts.json_values import Object, Values
from incidents.transcripts.records import Reading
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.words_to_passages import Turn, Turns, Word, passages

NAME = "kaldi-json"


def recognise(text: SourceText) -> bool:
    """Words under ``retval``."""
    match text.json.value:
        case {"retval": {"words": list()}}:
            return True
    return False


def parse(text: SourceText) -> Reading:
    """A word without a sound start is a problem, and so are words of the whole text in no place."""
    values = Values(text)
    top = values.document.value
    retval = values.inner(top if isinstance(top, dict) else {}, "retval", ())
    found = passages(_words(values, retval, Turns(_turns(values, retval))))
    values.check_whole(retval, "punct", ("retval",), [cue.text for cue in found])
    return Reading(found, values.problems, values.warnings)


def _words(values: Values, retval: Object, turns: Turns) -> Iterator[Word]:
    for path, word in values.objects(retval.get("words"), ("retval", "words")):
        text = values.text(word, "punct", path) or values.text(word, "word", path)
        if not text:
            values.warn(path, gettext_noop("an item without text: left out"))
            continue
        start_ms = values.seconds(word, "start", path, needed=True)
        end_ms = values.seconds(word, "end", path)
        if start_ms is not None:
            yield Word(
                values.document.line(path),
                start_ms,
                end_ms,
                text,
                turns.speaker(start_ms, end_ms),
                values.share(word, "confidence", path),
            )


def _turns(values: Values, retval: Object) -> Iterator[Turn]:
    path: Path = ("retval", "segments")
    segments = retval.get("segments")
    if segments is None:
        path = ("retval", "segmentation", "segments")
        segments = values.inner(retval, "segmentation", ("retval",)).get("segments")
    for place, segment in values.objects(segments, path):
        start_ms = values.seconds(segment, "start", place)
        who = values.inner(segment, "speaker", place)
        speaker = values.label(who, "@id", (*place, "speaker"))
        if start_ms is not None and speaker:
            yield Turn(start_ms, speaker)
