"""``manage.py verify_report FILE``: whether a file is a report we issued, and what became of it."""

import json
import stat
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError, InterfaceError
from django.utils import translation

from incidents.management.base import RecordedCommand
from incidents.verified import Standing, Verdict, verify_file
from incidents.verified.words import said

DIFFERS, UNREAD = 1, 2


class Command(RecordedCommand):
    """Changes nothing. Of several files the gravest answer is the exit status; each is told. A file
    of an edition that was withdrawn is one that we issued all the same: its first line says that it
    was withdrawn, its status is 0."""

    help = (
        "Say whether files are reports that we issued, and what changed since: 0 issued and all "
        "matches (an edition withdrawn since is told, and is 0, too), 1 not issued or something "
        "differs, 2 cannot be read."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a PDF")
        parser.add_argument(
            "--json", action="store_true", help="one JSON document, with a verdict for each file"
        )
        parser.add_argument("--lang", choices=("fr", "en"), default="en", help="language")

    def handle(self, *args: Any, **options: Any) -> None:
        ended: dict[int, list[str]] = {DIFFERS: [], UNREAD: []}
        told = []
        with translation.override(options["lang"]):
            for path in options["files"]:
                verdict, failed = _verified(path)
                told.append({"path": str(path), **_json(verdict, failed)})
                if verdict is not None and not options["json"]:
                    self._say(path, verdict)
                if status := _status(verdict):
                    ended[status].append(f"{path}: {failed or _in_short(verdict)}")
        if options["json"]:
            self.stdout.write(json.dumps({"files": told}, ensure_ascii=False, indent=2))
        for status in (UNREAD, DIFFERS):
            if ended[status]:
                raise CommandError("; ".join(ended[UNREAD] + ended[DIFFERS]), returncode=status)

    def _say(self, path: Path, verdict: Verdict) -> None:
        words = said(verdict)
        self.stdout.write(f"{path}: {words.headline}")
        for line in words.explained:
            self.stdout.write(f"  {line}")
        for line in (*words.findings, *words.notes):
            self.stdout.write(f"  - {line}")
        for label, value in words.facts:
            self.stdout.write(f"  {label}: {value}")
        for reference, change in words.changes:
            self.stdout.write(f"  {reference}: {change}")


def _verified(path: Path) -> tuple[Verdict | None, str]:
    """The verdict, or why there is none."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return None, "not a file"
        with path.open("rb") as file:
            return verify_file(file), ""
    except OSError as error:
        return None, error.strerror or "cannot be read"
    except (DatabaseError, InterfaceError) as error:
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise CommandError(f"cannot check: {first}", returncode=UNREAD) from error


def _json(verdict: Verdict | None, failed: str) -> dict[str, Any]:
    return verdict.as_json() if verdict else {"error": failed}


def _status(verdict: Verdict | None) -> int:
    """A file of ours into which nobody could look was not found to differ."""
    if verdict is None:
        return UNREAD
    if verdict.matches:
        return 0
    looked = verdict.standing is Standing.NOT_ISSUED or verdict.findings
    return DIFFERS if looked else UNREAD


def _in_short(verdict: Verdict | None) -> str:
    """What a script logs: the digest and, where the file is ours, what differs first."""
    if verdict is None or verdict.standing is Standing.NOT_ISSUED:
        return f"not issued (SHA-256 {verdict.sha256})" if verdict else ""
    if verdict.unread:
        return f"its attachments could not be read ({verdict.unread.value})"
    first = verdict.findings[0]
    return f"{first.check.value}: {first.place}"
