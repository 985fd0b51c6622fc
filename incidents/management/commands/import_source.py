"""``manage.py import_source FILE``: keep a page or transcript, alone or beside a source."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management.base import CommandError
from django.db import transaction

from incidents.actions.source import ReadPage, add_transcript, import_source, remarks
from incidents.codes import MadeBy
from incidents.input_error import InputError
from incidents.management.base import RecordedCommand
from incidents.models import SourceMedia, Transcript
from incidents.transcripts import formats
from incidents.transcripts.as_json import transcript_as_json
from incidents.transcripts.records import LanguageNotChosen, Refused
from incidents.transcripts.source_text import MAX_BYTES

OF_A_NEW_SOURCE = ("url", "captured_on", "title")
"""Options that say something of a source; one that exists is edited in the admin."""


class Kept(NamedTuple):
    """What came of it. ``created``: something is here that was not here before."""

    source: SourceMedia
    transcript: Transcript | None
    created: bool
    read: ReadPage


class Command(RecordedCommand):
    """The same file again is recognised and not stored twice."""

    help = (
        "Keep a page or transcript: its bytes, its facts as a source, its words as a transcript; "
        "with --source, its words as the next version of that source's transcript."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file to keep")
        parser.add_argument(
            "--source", metavar="ID", help="public id of a source that is here: add its transcript"
        )
        parser.add_argument("--reason", default="", help="why there is another version (--source)")
        parser.add_argument("--url", default="", help="address of the page (http or https)")
        parser.add_argument("--captured-on", metavar="D", help="day of capture, YYYY-MM-DD")
        parser.add_argument("--title", default="", help="title of the source")
        parser.add_argument(
            "--language", help="language of the words; chooses one of several (the file's, or fr)"
        )
        parser.add_argument(
            "--made-by",
            choices=[code.value for code in MadeBy],
            help="who made the transcript (a machine for its own formats, else the publisher)",
        )
        parser.add_argument("--tool", default="", help="with what it was made: Whisper")
        parser.add_argument("--tool-version", default="", metavar="V", help="large-v3")
        parser.add_argument("--format", choices=formats.names(), help="do not guess the format")
        parser.add_argument("--lenient", action="store_true", help="keep what is sound")
        parser.add_argument("--dry-run", action="store_true", help="read and check; save nothing")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with transaction.atomic():
                kept = _keep(path, options)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except Refused as refused:
            lines = [f"{path.name}: {problem.in_full}" for problem in refused.problems]
            raise CommandError("\n".join(lines)) from refused
        except LanguageNotChosen as error:
            raise CommandError(f"{path.name}: {error} (--language)") from error
        except InputError as error:
            raise CommandError(f"{path.name}: {error}") from error
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        if options["json"]:
            self.stdout.write(json.dumps(_json(kept), ensure_ascii=False))
        else:
            for line in _lines(path, kept, options["dry_run"]):
                self.stdout.write(line)


def _keep(path: Path, options: dict[str, Any]) -> Kept:
    source = _source(options)
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    given: dict[str, Any] = {
        "content": content,
        "by": None,
        "language": options["language"],
        "format_name": options["format"],
        "lenient": options["lenient"],
        "made_by": MadeBy(options["made_by"]) if options["made_by"] else None,
        "tool": options["tool"],
        "tool_version": options["tool_version"],
    }
    if source is not None:
        added = add_transcript(source=source, reason=options["reason"], **given)
        return Kept(source, added.transcript, added.created, added.read)
    made = import_source(
        url=options["url"],
        captured_on=_day(options["captured_on"]),
        title=options["title"],
        **given,
    )
    return Kept(made.source, made.transcript, made.created, made.read)


def _source(options: dict[str, Any]) -> SourceMedia | None:
    """The source named with --source. Raises CommandError for options that do not go together."""
    public_id = options["source"]
    if public_id is None:
        if options["reason"]:
            raise CommandError("--reason is for another version: name its source with --source")
        return None
    for name in OF_A_NEW_SOURCE:
        if options[name]:
            option = name.replace("_", "-")
            raise CommandError(f"--{option} is for a new source; --source names one that is here")
    found = SourceMedia.objects.filter(public_id=public_id).first()
    if found is None:
        raise CommandError(f"no source has the public id “{public_id[:40]}”")
    return found


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--captured-on {text}: not a day written YYYY-MM-DD") from error


def _json(kept: Kept) -> dict[str, Any]:
    source, parsed = kept.source, kept.read.page.transcript
    facts = {
        "kind": source.kind,
        "title": source.title,
        "url": source.url,
        "language": source.language,
        "description": source.description,
        "category": source.category,
        "published": {
            "earliest": source.earliest.isoformat() if source.earliest else None,
            "latest": source.latest.isoformat() if source.latest else None,
            "precision": source.precision,
        },
        "captured_at": source.captured_at.isoformat() if source.captured_at else None,
        "digest": source.original_id,
        "publisher": str(source.publisher) if source.publisher else None,
    }
    return {
        "source": facts,
        "transcript": transcript_as_json(parsed) if parsed else None,
        "created": kept.created,
        "id": source.public_id,
    }


def _lines(path: Path, kept: Kept, dry_run: bool) -> list[str]:
    source, read = kept.source, kept.read
    done = "would be kept" if dry_run else "kept"
    how = done if kept.created else "is there already"
    lines = [f"{path.name}: {how} as source {source.public_id}, SHA-256 {source.original_id}"]
    lines.append(
        f"published: {source.precision} {source.earliest or ''} {source.latest or ''}".rstrip()
    )
    if read.date_problem:
        lines.append(f"date not used: {read.date_problem}")
    lines.append(_transcript(kept.transcript))
    return lines + [str(remark) for remark in remarks(read)]


def _transcript(transcript: Transcript | None) -> str:
    if transcript is None:
        return "no transcript"
    made = ", ".join(filter(None, (transcript.made_by, transcript.tool, transcript.tool_version)))
    return (
        f"transcript: {transcript.size} segments, version {transcript.number}, "
        f"{transcript.language}, {transcript.format}, made by: {made}"
    )
