"""The JSON that commands print for a transcript (keys are part of the public interface)."""

import json
from typing import Any

from incidents.transcripts.records import ParsedTranscript, Problem, Segment

VIGIE = "vigie"
VERSION = 1
"""What a file of ours begins with."""


def transcript_as_json(transcript: ParsedTranscript) -> dict[str, Any]:
    """`last_end_ms` is null where the segment that starts last has no known end.

    `raw_cues` stands only where rolling captions were folded.
    """
    segments = transcript.segments
    found = {
        "format": transcript.format,
        "language": transcript.language,
        "encoding": transcript.encoding,
        "cues": transcript.cues,
        "first_start_ms": min((segment.start_ms for segment in segments), default=None),
        "last_end_ms": _last_end(segments),
        "problems": [problem_as_json(problem) for problem in transcript.problems],
        "warnings": [problem_as_json(warning) for warning in transcript.warnings],
        "segments": [segment_as_json(segment) for segment in segments],
    }
    if transcript.raw:
        found["raw_cues"] = [segment_as_json(segment) for segment in transcript.raw]
    return found


def exported(transcript: ParsedTranscript) -> str:
    """The same as a file of format `vigie-json`, a list's members on lines of their own."""
    lists, facts = [], {}
    for key, value in transcript_as_json(transcript).items():
        if isinstance(value, list):
            members = ",\n".join(_dumped(member) for member in value)
            lists.append(f"{_dumped(key)}: [\n{members}\n]")
        else:
            facts[key] = value
    head = _dumped({VIGIE: VERSION, **facts})
    return ",\n".join([head.removesuffix("}"), *lists]) + "}\n"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def problem_as_json(problem: Problem) -> dict[str, Any]:
    return {
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "excerpt": problem.excerpt,
    }


def segment_as_json(segment: Segment) -> dict[str, Any]:
    return {
        "start_ms": segment.start_ms,
        "end_ms": segment.end_ms,
        "speaker": segment.speaker,
        "proposed_speaker": segment.proposed_speaker,
        "text": segment.text,
        "confidence": segment.confidence,
    }


def _last_end(segments: tuple[Segment, ...]) -> int | None:
    last = max(segments, key=lambda segment: segment.start_ms, default=None)
    if last is None or last.end_ms is None:
        return None
    return max(segment.end_ms for segment in segments if segment.end_ms is not None)
