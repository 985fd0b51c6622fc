"""Keeping a transcript, and saying who speaks in it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Q

from incidents.actions import record, segment_rows, voices
from incidents.actions.language import check_language, is_language
from incidents.actions.redaction_rows import inherit
from incidents.actions.showing import incidents_showing
from incidents.canonical import digest
from incidents.codes import MadeBy, SpeakerRole
from incidents.input_error import InputError, Words, gettext_noop
from incidents.models import Actor, Segment, SourceMedia, Speaker, StoredFile, Transcript
from incidents.models.base import Person
from incidents.recorded import recorded
from incidents.transcripts.as_json import problem_as_json, segment_as_json
from incidents.transcripts.records import ParsedTranscript, Problem, remark

LIMITS = {"tool": 80, "tool_version": 40, "reason": 300}
_NAMES = {"tool_version": "version of the tool"}
_STAND_INS = {0: "\N{SYMBOL FOR NULL}"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class TranscriptRefused(InputError):
    """A transcript or speaker that cannot be kept as asked."""


@recorded
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
    language: str | None = None,
) -> Transcript:
    """Keep the next version of a source's transcript. A later version needs its reason.

    Its language is the one given, else the file's, else the source's. What was redacted in any
    earlier version is redacted in this one. Raises InputError: nothing is saved.
    """
    if not parsed.segments:
        raise TranscriptRefused(gettext_noop("a transcript without a single segment is not kept"))
    segment_rows.check_keepable(parsed)
    check_origin(made_by=made_by, tool=tool, tool_version=tool_version, reason=reason)
    parsed = in_language(parsed, language, source.language)
    row = Transcript(
        source=source,
        digest=content_digest(parsed),
        language=parsed.language or source.language,
        format=parsed.format,
        encoding=parsed.encoding,
        made_by=made_by,
        tool=tool.strip(),
        tool_version=tool_version.strip(),
        original=original,
        size=len(parsed.segments),
        problems=list(map(_remark, parsed.problems)),
        warnings=list(map(_remark, parsed.warnings)),
        raw_cues=list(map(segment_as_json, parsed.raw)) or None,
        reason=reason.strip(),
        created_by=by,
    )
    save_next(row)
    segment_rows.keep(row, parsed.segments)
    inherit(row)
    return row


def save_next(transcript: Transcript) -> None:
    """Save the row under the next number of its source, whose row stays locked until the end."""
    source = SourceMedia.objects.select_for_update().get(pk=transcript.source_id)
    last = source.transcripts.first()
    transcript.number = last.number + 1 if last else 1
    if last is not None and not transcript.reason:
        raise TranscriptRefused(
            gettext_noop("version %(number)d of a transcript needs a reason"),
            number=transcript.number,
        )
    transcript.save(force_insert=True)


def check_origin(*, made_by: MadeBy, **texts: str) -> None:
    """What is said of a transcript's making fits; a machine is named."""
    for name, text in texts.items():
        if len(text.strip()) > LIMITS[name]:
            raise TranscriptRefused(
                gettext_noop("%(field)s of %(length)d characters; at most %(limit)d are kept"),
                field=Words(_NAMES.get(name, name)),
                length=len(text.strip()),
                limit=LIMITS[name],
            )
    if made_by is MadeBy.MACHINE and not texts.get("tool", "").strip():
        raise TranscriptRefused(gettext_noop("a machine’s transcript names its tool"))


def in_language(parsed: ParsedTranscript, language: str | None, otherwise: str) -> ParsedTranscript:
    """The transcript with its language settled: the one given, else the file's, else another.

    A file's own word that is no code is a warning. Raises LanguageError for the one given.
    """
    if language:
        check_language(language)
        return replace(parsed, language=language)
    named = parsed.language
    if not named or is_language(named):
        return replace(parsed, language=named or otherwise)
    template = gettext_noop(
        "the file’s language “%(language)s” is not a code such as fr: %(kept)s is used"
    )
    warning = remark(1, 1, template, named, language=named[:40], kept=otherwise)
    return replace(parsed, language=otherwise, warnings=(*parsed.warnings, warning))


def content_digest(parsed: ParsedTranscript) -> str:
    """SHA-256 of the canonical JSON of language and segments (start, end, text, confidence)."""
    segments = [[s.start_ms, s.end_ms, s.text, s.confidence] for s in parsed.segments]
    return digest({"language": parsed.language, "segments": segments})


@recorded
def assign_speaker(
    *,
    transcript: Transcript,
    label: str,
    by: Person,
    positions: Iterable[tuple[int, int]],
    role: SpeakerRole | None = None,
    actor: Actor | None = None,
    seen: int | None = None,
) -> Speaker:
    """Give ranges of segments (first and last position, 0-based) to one voice. No new version.

    A voice is known by its label; a role and an actor that are given are its own from now on.
    ``seen``: what whoever gives them had seen (``voices.seen_now``). Raises TranscriptRefused, and
    ChangedMeanwhile where somebody else gave one of them to another voice since.
    """
    if not label.strip():
        raise TranscriptRefused(gettext_noop("a speaker needs a label"))
    chosen, ranges = _chosen(transcript, positions)
    if seen is not None:
        voices.check_seen(
            transcript=transcript, label=label.strip(), by=by, ranges=ranges, seen=seen
        )
    speaker = _speaker(transcript, label.strip(), role, actor)
    record.save(record=speaker, by=by)
    Segment.objects.filter(chosen, transcript=transcript).update(speaker=speaker)
    record.touch(incidents=incidents_showing(transcript), by=by)
    return speaker


def _chosen(
    transcript: Transcript, positions: Iterable[tuple[int, int]]
) -> tuple[Q, list[tuple[int, int]]]:
    chosen, ranges = Q(pk__in=[]), list(positions)
    for first, last in ranges:
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
    return chosen, ranges


def _speaker(
    transcript: Transcript, label: str, role: SpeakerRole | None, actor: Actor | None
) -> Speaker:
    known = Speaker.objects.filter(transcript=transcript, label=label).first()
    speaker = known or Speaker(transcript=transcript, label=label)
    speaker.role = role or speaker.role
    speaker.actor = actor or speaker.actor
    return speaker


def _remark(problem: Problem) -> dict[str, Any]:
    """A remark as it can be stored: its excerpt may hold what the database does not know."""
    return {
        name: value.translate(_STAND_INS) if isinstance(value, str) else value
        for name, value in problem_as_json(problem).items()
    }
