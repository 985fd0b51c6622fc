"""Keeping a transcript, and saying who speaks in it."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from incidents.actions import record
from incidents.actions.showing import incidents_showing
from incidents.canonical import digest
from incidents.codes import MadeBy, SpeakerRole
from incidents.input_error import InputError, gettext_noop
from incidents.models import Actor, Segment, SourceMedia, Speaker, StoredFile, Transcript
from incidents.models.base import Person
from incidents.transcripts.as_json import problem_as_json
from incidents.transcripts.records import ParsedTranscript

BATCH = 1000


class TranscriptRefused(InputError):
    """A transcript or speaker that cannot be kept as asked."""


@transaction.atomic
def add(
    *,
    source: SourceMedia,
    parsed: ParsedTranscript,
    original: StoredFile,
    by: Person | None,
    made_by: MadeBy,
    tool: str = "",
    tool_version: str = "",
    reason: str = "",
) -> Transcript:
    """Keep the next version of a source's transcript. A later version needs its reason."""
    if not parsed.segments:
        raise TranscriptRefused(gettext_noop("a transcript without a single segment is not kept"))
    SourceMedia.objects.select_for_update().get(pk=source.pk)
    last = source.transcripts.first()
    if last is not None and not reason.strip():
        raise TranscriptRefused(
            gettext_noop("version %(number)d of a transcript needs a reason"),
            number=last.number + 1,
        )
    transcript = Transcript.objects.create(
        source=source,
        number=last.number + 1 if last else 1,
        digest=content_digest(parsed, source.language),
        language=parsed.language or source.language,
        format=parsed.format,
        encoding=parsed.encoding,
        made_by=made_by,
        tool=tool,
        tool_version=tool_version,
        original=original,
        size=len(parsed.segments),
        problems=[problem_as_json(problem) for problem in parsed.problems],
        warnings=[problem_as_json(warning) for warning in parsed.warnings],
        reason=reason,
        created_by=by,
    )
    _add_segments(transcript, parsed)
    return transcript


def content_digest(parsed: ParsedTranscript, language: str) -> str:
    """SHA-256 of the canonical JSON of language and segments (start, end, text, confidence)."""
    segments = [[s.start_ms, s.end_ms, s.text, s.confidence] for s in parsed.segments]
    return digest({"language": parsed.language or language, "segments": segments})


@transaction.atomic
def assign_speaker(
    *,
    transcript: Transcript,
    label: str,
    by: Person,
    positions: Iterable[tuple[int, int]],
    role: SpeakerRole | None = None,
    actor: Actor | None = None,
) -> Speaker:
    """Give ranges of segments (first and last position, 0-based) to one voice. No new version.

    A voice is known by its label; a role and an actor that are given are its own from now on.
    Raises TranscriptRefused.
    """
    if not label.strip():
        raise TranscriptRefused(gettext_noop("a speaker needs a label"))
    chosen = Q(pk__in=[])
    for first, last in positions:
        if not 0 <= first <= last < transcript.size:
            raise TranscriptRefused(
                gettext_noop(
                    "segments %(first)d to %(last)d are not in this transcript of %(size)d"
                ),
                first=first,
                last=last,
                size=transcript.size,
            )
        chosen |= Q(position__range=(first, last))
    speaker = _speaker(transcript, label.strip(), role, actor)
    record.save(record=speaker, by=by)
    Segment.objects.filter(chosen, transcript=transcript).update(speaker=speaker)
    record.touch(incidents=incidents_showing(transcript), by=by)
    return speaker


def _speaker(
    transcript: Transcript, label: str, role: SpeakerRole | None, actor: Actor | None
) -> Speaker:
    known = Speaker.objects.filter(transcript=transcript, label=label).first()
    speaker = known or Speaker(transcript=transcript, label=label)
    speaker.role = role or speaker.role
    speaker.actor = actor or speaker.actor
    return speaker


def _add_segments(transcript: Transcript, parsed: ParsedTranscript) -> None:
    speakers = {
        label: Speaker.objects.create(transcript=transcript, label=label)
        for label in dict.fromkeys(s.speaker for s in parsed.segments if s.speaker)
    }
    Segment.objects.bulk_create(
        (
            Segment(
                transcript=transcript,
                position=position,
                start_ms=segment.start_ms,
                end_ms=segment.end_ms,
                text=segment.text,
                confidence=segment.confidence,
                speaker=speakers.get(segment.speaker or ""),
            )
            for position, segment in enumerate(parsed.segments)
        ),
        batch_size=BATCH,
    )
