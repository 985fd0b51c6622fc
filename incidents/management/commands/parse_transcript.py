"""`parse_transcript FILE`: what a page or a transcript holds. Reads only; needs no database."""

import json
import os
import sys
import unicodedata
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from incidents.management.base import RecordedCommand
from incidents.timecode import MS_PER_SECOND, display, exact
from incidents.transcripts import formats
from incidents.transcripts.as_json import transcript_as_json
from incidents.transcripts.confidence import is_low
from incidents.transcripts.records import (
    LanguageNotChosen,
    ParsedPage,
    ParsedTranscript,
    Refused,
    Segment,
    TranscriptError,
)
from incidents.transcripts.source_text import MAX_BYTES


class Command(RecordedCommand):
    """Exit status 0 where a transcript was read; 1 with one line per problem on standard error."""

    help = "Read a video page or a transcript and print its segments. Nothing is saved."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the file to read; - for standard input")
        parser.add_argument(
            "--format", metavar="F", help=f"do not guess: {', '.join(formats.names())}"
        )
        parser.add_argument(
            "--lenient", action="store_true", help="keep what is sound, list what is not"
        )
        parser.add_argument(
            "--language", metavar="L", help="which one, of a file that holds several languages"
        )
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        name: str = options["file"]
        try:
            page = formats.parse(
                _read(name),
                format_name=options["format"],
                language=options["language"],
                lenient=options["lenient"],
            )
        except OSError as error:
            self._fail([f"{name}: {error.strerror or error}"])
        except Refused as refused:
            self._fail(f"{name}: {problem.in_full}" for problem in refused.problems)
        except LanguageNotChosen as error:
            self._fail([f"{name}: {error} (--language)"])
        except TranscriptError as error:
            self._fail([f"{name}: {error}"])
        if page.transcript is None:
            problems = [f"{name}: {problem.in_full}" for problem in page.problems]
            self._fail([*problems, f"{name}: no transcript: no line begins with a time"])
        elif options["json"]:
            plain = not self._encoding().lower().startswith("utf")
            self._print([json.dumps(transcript_as_json(page.transcript), ensure_ascii=plain)])
        else:
            self._print(_printable(line) for line in _report(page))

    def _print(self, lines: Iterable[str]) -> None:
        """Characters that the terminal's encoding lacks are escaped rather than fatal.

        A reader that stops early (``| head``) ends the output without a word.
        """
        encoding = self._encoding()
        try:
            for line in lines:
                self.stdout.write(line.encode(encoding, "backslashreplace").decode(encoding))
            self.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _encoding(self) -> str:
        return getattr(self.stdout, "encoding", None) or "utf-8"

    def _fail(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stderr.write(_printable(line))
        sys.exit(1)


def _read(name: str) -> bytes:
    """At most one byte more than is accepted: what is too large is refused without being held."""
    if name == "-":
        return _at_most(sys.stdin.buffer)
    with Path(name).open("rb") as file:
        return _at_most(file)


def _at_most(file: BinaryIO) -> bytes:
    return file.read(MAX_BYTES + 1)


def _report(page: ParsedPage) -> Iterable[str]:
    """The page's facts where it is a page, its remarks, then the segments."""
    assert page.transcript is not None
    transcript = page.transcript
    yield f"format       {page.format}"
    yield f"encoding     {page.encoding}"
    yield f"language     {transcript.language or '(not said)'}"
    if page.parts:
        yield f"date         {page.date_text or '(none)'}"
        yield f"category     {page.category or '(none)'}"
        yield f"description  {page.description or '(none)'}"
    yield from _counts(transcript)
    yield from (f"problem      {problem.in_full}" for problem in page.problems)
    yield from (f"warning      {warning.in_full}" for warning in page.warnings)
    yield ""
    yield from map(_passage, transcript.segments)


def _counts(transcript: ParsedTranscript) -> Iterable[str]:
    segments = transcript.segments
    yield f"cues         {transcript.cues}{', rolling: folded' if transcript.raw else ''}"
    first, last = _time(segments[0].start_ms), _time(segments[-1].start_ms)
    yield f"segments     {len(segments)}, first {first}, last {last}"
    doubtful = sum(is_low(segment.confidence) for segment in segments)
    if doubtful:
        yield f"doubtful     {doubtful} of low confidence, marked with ?"


def _passage(segment: Segment) -> str:
    """`00:01–00:03 ? NAME: text`; a proposed speaker in brackets; further lines are indented."""
    times = [ms for ms in (segment.start_ms, segment.end_ms) if ms is not None]
    shown = exact if any(ms % MS_PER_SECOND for ms in times) else display
    time = "–".join(map(shown, times))
    mark = f"? {segment.confidence:.2f} " if is_low(segment.confidence) else ""
    voice = ""
    if segment.speaker:
        voice = f"{segment.speaker}: "
    elif segment.proposed_speaker:
        voice = f"[{segment.proposed_speaker}?] "
    text = segment.text.replace("\n", "\n" + " " * 10)
    return f"{time:>8}  {mark}{voice}{text}".rstrip()


def _time(ms: int) -> str:
    """Whole seconds as pages write them; anything finer to the millisecond."""
    return exact(ms) if ms % MS_PER_SECOND else display(ms)


def _printable(text: str) -> str:
    """Control and direction characters shown as escapes: a file must not steer the terminal."""
    return "".join(
        char
        if char == "\n" or unicodedata.category(char) not in {"Cc", "Cf", "Zl", "Zp"}
        else f"\\u{ord(char):04x}"
        for char in text
    )
