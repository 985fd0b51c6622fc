"""Writing the rows of a transcript: many at once, in the order of the file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import connection

from incidents.input_error import InputError, gettext_noop
from incidents.models import Speaker, Transcript
from incidents.transcripts.records import ParsedTranscript
from incidents.transcripts.records import Segment as Passage

LONGEST_LABEL = 120
_ODD = re.compile("[\0\ud800-\udfff]")
COPY = """
COPY incidents_segment
    (transcript_id, position, start_ms, end_ms, text, confidence, proposed_speaker, speaker_id)
FROM STDIN
"""
CORRECTED = """
INSERT INTO incidents_segment
    (transcript_id, position, start_ms, end_ms, text, confidence, proposed_speaker, speaker_id)
SELECT %(new)s, old.position, old.start_ms, old.end_ms, COALESCE(changed.text, old.text),
    CASE WHEN changed.text IS NULL THEN old.confidence END, old.proposed_speaker, ours.id
FROM incidents_segment AS old
LEFT JOIN unnest(%(positions)s::int[], %(texts)s::text[]) AS changed (position, text)
    ON changed.position = old.position
LEFT JOIN incidents_speaker AS theirs ON theirs.id = old.speaker_id
LEFT JOIN incidents_speaker AS ours
    ON ours.transcript_id = %(new)s AND ours.label = theirs.label
WHERE old.transcript_id = %(old)s
ORDER BY old.position
"""


class NotKeepable(InputError):
    """Text that a database cannot hold."""


def check_keepable(parsed: ParsedTranscript) -> None:
    """Raise NotKeepable for NUL and halves of surrogate pairs: the database knows neither."""
    for number, segment in enumerate((*parsed.segments, *parsed.raw), 1):
        check_text(segment.text, number)
        check_text(segment.speaker or "", number)


def check_text(text: str, number: int) -> None:
    """The same for one passage; `number` counts from 1."""
    odd = _ODD.search(text)
    if odd is not None:
        raise NotKeepable(
            gettext_noop("passage %(number)d holds U+%(code)04X, which cannot be kept"),
            number=number,
            code=ord(odd[0]),
        )


def keep(transcript: Transcript, segments: Iterable[Passage]) -> None:
    """One row per passage and one per voice. A label is kept up to 120 characters."""
    speakers: dict[str, int] = {}
    known = list(segments)
    for label in dict.fromkeys(_label(each.speaker) for each in known if each.speaker):
        speakers[label] = Speaker.objects.create(transcript=transcript, label=label).pk
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(COPY) as copy,
    ):
        for row in _rows(transcript.pk, known, speakers):
            copy.write_row(row)


def keep_corrected(new: Transcript, old: Transcript, changes: Mapping[int, str]) -> None:
    """The rows of the old version under the new one, but for these texts; voices come along."""
    Speaker.objects.bulk_create(
        Speaker(
            transcript=new,
            label=speaker.label,
            role=speaker.role,
            actor_id=speaker.actor_id,
            created_by=new.created_by,
            updated_by=new.created_by,
        )
        for speaker in old.speakers.order_by("pk")
    )
    values: dict[str, Any] = {
        "new": new.pk,
        "old": old.pk,
        "positions": list(changes),
        "texts": list(changes.values()),
    }
    with connection.cursor() as cursor:
        cursor.execute(CORRECTED, values)


def _rows(
    transcript: int, segments: Iterable[Passage], speakers: Mapping[str, int]
) -> Iterator[tuple[Any, ...]]:
    for position, segment in enumerate(segments):
        yield (
            transcript,
            position,
            segment.start_ms,
            segment.end_ms,
            segment.text,
            segment.confidence,
            _label(segment.proposed_speaker),
            speakers.get(_label(segment.speaker)),
        )


def _label(label: str | None) -> str:
    if label is None or len(label) <= LONGEST_LABEL:
        return label or ""
    return label[: LONGEST_LABEL - 1] + "…"
