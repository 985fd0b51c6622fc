"""``manage.py report build|close MONTH``: preview or issue a monthly report."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.utils import timezone

from incidents.actions import report
from incidents.dates import Month
from incidents.input_error import InputError
from incidents.management.base import RecordedCommand
from incidents.models import Report
from incidents.reports.pdf import ReportUnavailable
from incidents.reports.render import render


class Command(RecordedCommand):
    """``build`` writes a preview and saves nothing; ``close`` issues the report for good."""

    help = "Preview (build) or issue (close) the report of a month."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="build|close")
        build = verbs.add_parser("build", help="write a preview; nothing is saved")
        build.add_argument("month", help="YYYY-MM")
        build.add_argument("--lang", choices=("fr", "en"), default="fr", help="language")
        build.add_argument("--output", type=Path, help="the PDF to write")
        close = verbs.add_parser("close", help="issue the report of a month that has ended")
        close.add_argument("month", help="YYYY-MM")
        close.add_argument("--by", required=True, metavar="NAME", help="the publisher's user name")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            month = Month.parse(options["month"])
            if options["verb"] == "build":
                self._build(month, options["lang"], options["output"])
            else:
                self._close(month, options["by"])
        except (InputError, ReportUnavailable) as error:
            raise CommandError(str(error)) from error

    def _build(self, month: Month, language: str, output: Path | None) -> None:
        path = output or Path(f"vigie-{month}-{language}.pdf")
        snapshot = report.build(month, at=timezone.now())
        made = render(snapshot, language, self.stderr.write)
        try:
            path.write_bytes(made.pdf)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        mark = ", unfinished month" if snapshot["unfinished"] else ""
        incidents = len(snapshot["incidents"])
        self.stdout.write(f"{path}: preview{mark}, {incidents} incidents, {made.pages} pages")

    def _close(self, month: Month, name: str) -> None:
        users = get_user_model()
        try:
            by = users.objects.get(username=name)
        except users.DoesNotExist as error:
            raise CommandError(f"no user has the name “{name}”") from error
        issued, created = report.close(month, by=by, at=timezone.now(), progress=self.stderr.write)
        self.stdout.write(_line(issued, created))


def _line(issued: Report, created: bool) -> str:
    files = ", ".join(f"{file.language} {file.pages} pages" for file in issued.files.all())
    how = "issued" if created else "was issued already"
    return f"{issued.period}, edition {issued.edition}: {how} ({files}), snapshot {issued.digest}"
