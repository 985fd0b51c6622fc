"""The JSON that commands print for a transcript (keys are part of the public interface)."""

from typing import Any

from incidents.transcripts.records import ParsedTranscript, Problem, Segment


def transcript_as_json(transcript: ParsedTranscript) -> dict[str, Any]:
    """`last_end_ms` is null where the last segment's end is unknown."""
    segments = transcript.segments
    return {
        "format": transcript.format,
        "language": transcript.language,
        "encoding": transcript.encoding,
        "cues": len(segments),
        "first_start_ms": segments[0].start_ms if segments else None,
        "last_end_ms": segments[-1].end_ms if segments else None,
        "problems": [problem_as_json(problem) for problem in transcript.problems],
        "warnings": [problem_as_json(problem) for problem in transcript.warnings],
        "segments": [_segment(segment) for segment in segments],
    }


def problem_as_json(problem: Problem) -> dict[str, Any]:
    return {
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "excerpt": problem.excerpt,
    }


def _segment(segment: Segment) -> dict[str, Any]:
    return {
        "start_ms": segment.start_ms,
        "end_ms": segment.end_ms,
        "speaker": segment.speaker,
        "text": segment.text,
        "confidence": segment.confidence,
    }
