"""``manage.py export_transcript SOURCE``: a stored transcript as a file, whole, for staff."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from incidents.management.base import RecordedCommand
from incidents.models import SourceMedia, Transcript
from incidents.stored_transcript import as_parsed
from incidents.transcripts.as_json import exported
from incidents.transcripts.as_plain import as_plain
from incidents.transcripts.as_srt import as_srt
from incidents.transcripts.as_vtt import as_vtt
from incidents.transcripts.records import ParsedTranscript

WRITERS: dict[str, Callable[[ParsedTranscript], str]] = {
    "vtt": as_vtt,
    "srt": as_srt,
    "plain": as_plain,
    "json": exported,
}


class Command(RecordedCommand):
    """Everything is in it, redacted passages too: it is not for the public."""

    help = (
        "Write a stored transcript as WebVTT, SubRip, plain text or JSON; redactions are ignored."
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """``--version`` is the transcript's here, not Django's."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="SOURCE", help="public id of the source")
        parser.add_argument("--version", type=int, metavar="N", help="version (the newest)")
        parser.add_argument("--format", choices=list(WRITERS), default="vtt", help="(vtt)")
        parser.add_argument(
            "--output", type=Path, help="the file to write; standard output if none"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        transcript = _transcript(options["source"], options["version"])
        text = WRITERS[options["format"]](as_parsed(transcript))
        path: Path | None = options["output"]
        if path is None:
            self.stdout.write(text, ending="")
            return
        try:
            path.write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        self.stdout.write(
            f"{path}: version {transcript.number}, {transcript.size} segments, {options['format']}"
        )


def _transcript(public_id: str, number: int | None) -> Transcript:
    source = SourceMedia.objects.filter(public_id=public_id).first()
    if source is None:
        raise CommandError(f"no source has the public id “{public_id[:40]}”")
    versions = source.transcripts.all()
    found = (versions if number is None else versions.filter(number=number)).first()
    if found is not None:
        return found
    if number is None:
        raise CommandError(f"source {public_id} has no transcript")
    known = ", ".join(str(each.number) for each in versions) or "none"
    raise CommandError(f"source {public_id} has no version {number} (it has: {known})")
