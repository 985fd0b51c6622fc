"""``manage.py import_statement FILE --procedure ID``: a platform's decision onto its notice."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from incidents.actions.statement import (
    Imported,
    OtherPlatform,
    import_statement,
    would_import,
)
from incidents.imports.statement_of_reasons import MAX_BYTES, UnreadableStatement
from incidents.input_error import InputError
from incidents.management.base import RecordedCommand
from incidents.models import Procedure, ProcedureEvent


class Command(RecordedCommand):
    """All or nothing; the same statement is taken in once."""

    help = (
        "Put a statement of reasons (JSON of the DSA Transparency Database) onto the platform "
        "notice that it answers: the decision as an event, the file as its source."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the statement, as the database gives it")
        parser.add_argument(
            "--procedure", metavar="ID", required=True, help="public id of the platform notice"
        )
        parser.add_argument(
            "--same-platform",
            action="store_true",
            help="the platform's name in the file is another name of the notice's platform",
        )
        parser.add_argument(
            "--replaces", metavar="N", type=int, help="number of the event whose place it takes"
        )
        parser.add_argument("--reason", default="", help="for a step outside the table")
        parser.add_argument("--dry-run", action="store_true", help="check everything; save nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        notice = _notice(options["procedure"])
        act = would_import if options["dry_run"] else import_statement
        try:
            with path.open("rb") as file:
                content = file.read(MAX_BYTES + 1)
            done = act(
                notice=notice,
                content=content,
                by=None,
                same_platform=options["same_platform"],
                supersedes=_event(notice, options["replaces"]),
                reason_en=options["reason"],
            )
        except UnreadableStatement as error:
            lines = [f"{path.name}: {problem}" for problem in error.problems]
            raise CommandError("\n".join(lines)) from error
        except OtherPlatform as error:
            raise CommandError(f"{path.name}: {error} (--same-platform)") from error
        except InputError as error:
            raise CommandError(f"{path.name}: {error}") from error
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        for line in _lines(done, options["dry_run"]):
            self.stdout.write(line)


def _notice(public_id: str) -> Procedure:
    found = Procedure.objects.filter(public_id=public_id).first()
    if found is None:
        raise CommandError(f"no procedure has the public id “{public_id[:40]}”")
    return found


def _event(notice: Procedure, number: int | None) -> ProcedureEvent | None:
    if number is None:
        return None
    found = notice.events.standing().filter(order=number).first()
    if found is None:
        raise CommandError(f"--replaces {number}: the procedure has no standing event {number}")
    return found


def _lines(done: Imported, dry_run: bool) -> list[str]:
    kept = "would be added" if dry_run else "added"
    lines = [
        f"decision of {done.read.decided_on} {kept} as event {done.event.order}: "
        + ", ".join(done.read.decisions),
        f"source {done.source.public_id}, SHA-256 {done.source.original_id}",
    ]
    if done.read.unread:
        lines.append(f"not kept beside the original: {', '.join(done.read.unread)}")
    return lines
