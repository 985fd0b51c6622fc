"""``manage.py report build|close|withdraw|reissue MONTH``: preview, issue, withdraw, replace."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.utils import timezone

from incidents.actions import report, report_withdrawal
from incidents.codes import Scheme
from incidents.dates import Month
from incidents.input_error import InputError
from incidents.management.base import RecordedCommand
from incidents.models import Report, Term
from incidents.models.base import Person
from incidents.reports.pdf import ReportUnavailable
from incidents.reports.render import render


class Command(RecordedCommand):
    """``build`` writes a preview and saves nothing; ``close`` issues the report for good;
    ``withdraw`` takes its newest edition back and ``reissue`` replaces it by a redacted one."""

    help = "Preview (build), issue (close), withdraw or replace (reissue) the report of a month."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(
            dest="verb", required=True, metavar="build|close|withdraw|reissue"
        )
        build = verbs.add_parser("build", help="write a preview; nothing is saved")
        build.add_argument("month", help="YYYY-MM")
        build.add_argument("--lang", choices=("fr", "en"), default="fr", help="language")
        build.add_argument("--output", type=Path, help="the PDF to write")
        close = verbs.add_parser("close", help="issue the report of a month that has ended")
        close.add_argument("month", help="YYYY-MM")
        withdraw = verbs.add_parser("withdraw", help="take back the newest edition of a month")
        withdraw.add_argument("month", help="YYYY-MM")
        withdraw.add_argument(
            "--class",
            dest="reason_class",
            required=True,
            metavar="CODE",
            help="class of the reason, public: a code of correction_class",
        )
        withdraw.add_argument("--reason", required=True, help="the reason, internal")
        reissue = verbs.add_parser("reissue", help="replace a withdrawn edition by a redacted one")
        reissue.add_argument("month", help="YYYY-MM")
        reissue.add_argument(
            "--take-out",
            action="append",
            default=[],
            metavar="WORDS",
            help="words to take out wherever they stand; may be repeated",
        )
        for verb in (close, withdraw, reissue):
            verb.add_argument(
                "--by", required=True, metavar="NAME", help="the publisher's user name"
            )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            month = Month.parse(options["month"])
            match options["verb"]:
                case "build":
                    self._build(month, options["lang"], options["output"])
                case "close":
                    self._close(month, _person(options["by"]))
                case "withdraw":
                    self._withdraw(month, _person(options["by"]), options)
                case _:
                    self._reissue(month, _person(options["by"]), options["take_out"])
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

    def _withdraw(self, month: Month, by: Person, options: dict[str, Any]) -> None:
        found = report.newest(month)
        if found is None:
            raise CommandError(f"no report of {month} was issued")
        code = options["reason_class"]
        reason_class = Term.objects.filter(scheme=Scheme.CORRECTION_CLASS, code=code).first()
        if reason_class is None:
            raise CommandError(f"no correction class has the code “{code}”")
        report_withdrawal.withdraw(
            report=found,
            by=by,
            reason_class=reason_class,
            reason=options["reason"],
            at=timezone.now(),
        )
        self.stdout.write(
            f"{month}, edition {found.edition}: withdrawn ({code}), snapshot {found.digest}"
        )

    def _reissue(self, month: Month, by: Person, values: list[str]) -> None:
        made = report_withdrawal.reissue(
            month, by=by, at=timezone.now(), values=values, progress=self.stderr.write
        )
        self.stdout.write(_line(made, True))

    def _close(self, month: Month, by: Person) -> None:
        issued, created = report.close(month, by=by, at=timezone.now(), progress=self.stderr.write)
        self.stdout.write(_line(issued, created))


def _person(name: str) -> Person:
    users = get_user_model()
    try:
        return users.objects.get(username=name)
    except users.DoesNotExist as error:
        raise CommandError(f"no user has the name “{name}”") from error


def _line(issued: Report, created: bool) -> str:
    files = ", ".join(f"{file.language} {file.pages} pages" for file in issued.files.all())
    how = "issued" if created else "was issued already"
    return f"{issued.period}, edition {issued.edition}: {how} ({files}), snapshot {issued.digest}"
