"""``manage.py import_source FILE``: keep a page or transcript as a source."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from incidents.actions.source import Imported, import_source, remarks
from incidents.input_error import InputError
from incidents.transcripts import formats
from incidents.transcripts.as_json import transcript_as_json
from incidents.transcripts.records import Refused
from incidents.transcripts.source_text import MAX_BYTES


class Command(BaseCommand):
    """The same file again is recognised and not stored twice."""

    help = "Keep a page or transcript: its bytes, its facts as a source, its words as a transcript."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file to keep")
        parser.add_argument("--url", default="", help="address of the page (http or https)")
        parser.add_argument("--captured-on", metavar="D", help="day of capture, YYYY-MM-DD")
        parser.add_argument("--language", default="fr", help="language of the words (fr)")
        parser.add_argument("--title", default="", help="title of the source")
        parser.add_argument("--format", choices=formats.names(), help="do not guess the format")
        parser.add_argument("--lenient", action="store_true", help="keep what is sound")
        parser.add_argument("--dry-run", action="store_true", help="read and check; save nothing")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with transaction.atomic():
                imported = _import(path, options)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except Refused as refused:
            lines = [f"{path.name}: {problem}" for problem in refused.problems]
            raise CommandError("\n".join(lines)) from refused
        except InputError as error:
            raise CommandError(f"{path.name}: {error}") from error
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        if options["json"]:
            self.stdout.write(json.dumps(_json(imported), ensure_ascii=False))
        else:
            for line in _lines(path, imported, options["dry_run"]):
                self.stdout.write(line)


def _import(path: Path, options: dict[str, Any]) -> Imported:
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    return import_source(
        content=content,
        by=None,
        url=options["url"],
        captured_on=_day(options["captured_on"]),
        language=options["language"],
        title=options["title"],
        format_name=options["format"],
        lenient=options["lenient"],
    )


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--captured-on {text}: not a day written YYYY-MM-DD") from error


def _json(imported: Imported) -> dict[str, Any]:
    source, parsed = imported.source, imported.read.page.transcript
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
        "created": imported.created,
        "id": source.public_id,
    }


def _lines(path: Path, imported: Imported, dry_run: bool) -> list[str]:
    source, read = imported.source, imported.read
    done = "would be kept" if dry_run else "kept"
    how = done if imported.created else "is there already"
    lines = [f"{path.name}: {how} as source {source.public_id}, SHA-256 {source.original_id}"]
    lines.append(
        f"published: {source.precision} {source.earliest or ''} {source.latest or ''}".rstrip()
    )
    if read.date_problem:
        lines.append(f"date not used: {read.date_problem}")
    parsed = read.page.transcript
    lines.append(f"transcript: {len(parsed.segments)} segments" if parsed else "no transcript")
    return lines + [str(remark) for remark in remarks(read)]
