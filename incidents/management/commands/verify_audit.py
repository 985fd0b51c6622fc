"""``manage.py verify_audit``: whether the audit is what it was."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError, InterfaceError

from incidents.audit import Head, Point
from incidents.audit.head_files import HeadFileError, read_heads, read_point
from incidents.management.base import RecordedCommand
from incidents.stored_audit import Checked, check, still
from incidents.stored_guards import missing
from incidents.stored_rows import altered
from incidents.stored_stamps import CheckedStamp, check_stamps, configured

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
            with still():
                checked = check(outside, self.stderr.write)
                gaps = list(missing())
                rows = list(altered(self.stderr.write)) if options["rows"] else []
                stamps = list(check_stamps(configured()))
        except (HeadFileError, DatabaseError, InterfaceError) as error:
            first = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise CommandError(f"cannot check: {first}", returncode=CANNOT_CHECK) from error
        for row in rows:
            self.stdout.write(str(row))
        self._say(checked, gaps, stamps, outside, len(rows))

    def _say(
        self,
        checked: Checked,
        gaps: Sequence[str],
        stamps: Sequence[CheckedStamp],
        outside: Sequence[Head | Point],
        rows: int,
    ) -> None:
        wrong = [stamp for stamp in stamps if stamp.problem and stamp.checked]
        unchecked = [stamp for stamp in stamps if not stamp.checked]
        for line in (*checked.findings, *wrong, *gaps, *unchecked):
            self.stdout.write(str(line))
        self.stdout.write(
            f"{checked.count} entries, last hash {checked.hash}; {checked.heads} heads,"
            f" {len(outside)} held outside; {len(stamps)} time stamps"
        )
        places = checked.found + len(wrong) + rows
        if places:
            raise CommandError(f"altered: {places} places do not hold", returncode=ALTERED)
        if gaps:
            said = f"incomplete: {len(gaps)} things are missing"
            raise CommandError(said, returncode=INCOMPLETE)
        if unchecked:
            said = f"cannot check {len(unchecked)} time stamps"
            raise CommandError(said, returncode=CANNOT_CHECK)
        self.stdout.write("intact")
