"""Correcting the words of a transcript: another version, which keeps everything else."""

from collections.abc import Mapping
from dataclasses import replace

from incidents.actions import segment_rows
from incidents.actions.origin import media_type
from incidents.actions.permission import check_may
from incidents.actions.redaction_rows import inherit
from incidents.actions.stored_file import store
from incidents.actions.transcript import (
    TranscriptRefused,
    check_origin,
    content_digest,
    save_next,
)
from incidents.codes import MadeBy
from incidents.input_error import gettext_noop
from incidents.models import SourceMedia, Transcript
from incidents.models.base import Person
from incidents.recorded import recorded
from incidents.stored_transcript import as_parsed
from incidents.transcripts import as_json
from incidents.transcripts.records import ParsedTranscript, Segment

FORMAT = "vigie-json"


@recorded
def correct(
    *, transcript: Transcript, changes: Mapping[int, str], reason: str, by: Person
) -> Transcript:
    """Keep the next version of a transcript, in which these passages (by position) read so.

    Times, voices and proposals stay as they are; how sure a machine was of a changed passage is
    unknown from now on. The cues as they were before folding stay with the version that was read.
    Raises TranscriptRefused for a version that is not the newest, for no change, for a text that
    is unchanged, a position that is not there, no reason; NotAllowed. Then nothing is saved.
    """
    check_may(by, "add_transcript")
    if not reason.strip():
        raise TranscriptRefused(gettext_noop("a correction needs its reason"))
    check_origin(made_by=MadeBy.STAFF, reason=reason)
    _check_is_newest(transcript)
    texts = {position: _clean(text) for position, text in changes.items()}
    corrected = _corrected(as_parsed(transcript), texts)
    row = Transcript(
        source_id=transcript.source_id,
        digest=content_digest(corrected),
        language=transcript.language,
        format=FORMAT,
        encoding=corrected.encoding,
        made_by=MadeBy.STAFF,
        original=store(as_json.exported(corrected).encode(), media_type(FORMAT)),
        size=transcript.size,
        problems=transcript.problems,
        warnings=transcript.warnings,
        reason=reason.strip(),
        created_by=by,
    )
    save_next(row)
    segment_rows.keep_corrected(row, transcript, texts)
    inherit(row)
    return row


def _check_is_newest(transcript: Transcript) -> None:
    source = SourceMedia.objects.select_for_update().get(pk=transcript.source_id)
    newest = source.transcripts.first()
    if newest is not None and newest.pk != transcript.pk:
        raise TranscriptRefused(
            gettext_noop("version %(number)d is newer than version %(given)d: correct that one"),
            number=newest.number,
            given=transcript.number,
        )


def _clean(text: str) -> str:
    """Line ends of a form become those of a transcript; no blank lines, no blanks around lines."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _corrected(parsed: ParsedTranscript, texts: Mapping[int, str]) -> ParsedTranscript:
    if not texts:
        raise TranscriptRefused(gettext_noop("nothing was changed"))
    segments = list(parsed.segments)
    for position, text in sorted(texts.items()):
        segments[position] = _changed(segments, position, text)
    return replace(parsed, format=FORMAT, encoding="utf-8", segments=tuple(segments), raw=())


def _changed(segments: list[Segment], position: int, text: str) -> Segment:
    if not 0 <= position < len(segments):
        raise TranscriptRefused(
            gettext_noop("passage %(number)d is not in this transcript of %(size)d"),
            number=position + 1,
            size=len(segments),
        )
    if segments[position].text == text:
        raise TranscriptRefused(
            gettext_noop("passage %(number)d already reads so"), number=position + 1
        )
    segment_rows.check_text(text, position + 1)
    return replace(segments[position], text=text, confidence=None)
