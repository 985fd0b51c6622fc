"""``manage.py verify_audit``: whether the audit is what it was."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError, InterfaceError

from incidents.audit import Head, Point
from incidents.audit.head_files import HeadFileError, read_heads, read_point
from incidents.management.base import RecordedCommand
from incidents.models import AuditOutcome
from incidents.stored_check import Looked, look

ALTERED, INCOMPLETE, CANNOT_CHECK = 1, 2, 3


class Command(RecordedCommand):
    """Changes nothing. Exit status 0: intact; 1: altered, and where, rows too if asked;
    2: incomplete, because a change was or could be left unrecorded; 3: something could not be
    checked."""

    help = "Verify the audit: 0 intact, 1 altered, 2 incomplete, 3 cannot check."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--heads",
            nargs="+",
            type=Path,
            default=[],
            metavar="FILE",
            help="heads held outside the database: files, or folders of them",
        )
        parser.add_argument(
            "--printed",
            nargs="+",
            default=[],
            metavar="COUNT:HASH",
            help="what a report printed: so many entries, and the last one's hash",
        )

        parser.add_argument(
            "--rows",
            action="store_true",
            help="compare the rows, too, with what their last entries say",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outside: list[Head | Point] = list(read_heads(options["heads"]))
            outside += map(read_point, options["printed"])
            seen = look(outside, self.stderr.write, rows=options["rows"])
        except (HeadFileError, DatabaseError, InterfaceError) as error:
            first = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise CommandError(f"cannot check: {first}", returncode=CANNOT_CHECK) from error
        self._say(seen, len(outside))

    def _say(self, seen: Looked, outside: int) -> None:
        for line in seen.lines:
            self.stdout.write(line)
        checked = seen.checked
        self.stdout.write(
            f"{checked.count} entries, last hash {checked.hash}; {checked.heads} heads,"
            f" {outside} held outside; {len(seen.stamps)} time stamps"
        )
        match seen.outcome:
            case AuditOutcome.ALTERED:
                said = f"altered: {seen.places} places do not hold"
                raise CommandError(said, returncode=ALTERED)
            case AuditOutcome.INCOMPLETE:
                said = f"incomplete: {len(seen.gaps)} things are missing"
                raise CommandError(said, returncode=INCOMPLETE)
            case AuditOutcome.CANNOT_CHECK:
                said = f"cannot check {len(seen.unchecked)} time stamps"
                raise CommandError(said, returncode=CANNOT_CHECK)
        self.stdout.write("intact")
