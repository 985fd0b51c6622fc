"""``manage.py report build|close|plan|withdraw|reissue PERIOD``: preview, issue, replace."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.utils import timezone

from incidents.actions import report, report_plan, report_withdrawal
from incidents.codes import RunStep, Scheme
from incidents.coverage import Coverage
from incidents.documents import Document
from incidents.input_error import InputError
from incidents.management.base import RecordedCommand
from incidents.models import Report, ReportFile, Term
from incidents.models.base import Person
from incidents.reconciled import ReconciliationError, reconcile
from incidents.reports.pdf import ReportUnavailable
from incidents.reports.press.apart import render

KEYS = "2026-10, 2026-Q4, 2026-10-fr, 2026-10-election-NAME or election-NAME"


VERBS = {
    "build": "write a preview; nothing is saved",
    "close": "issue the report of a period that has ended",
    "plan": "have the worker close a period at a moment",
    "withdraw": "take back the newest edition of a period",
    "reissue": "replace a withdrawn edition by a redacted one",
}


def _build_options(verb: ArgumentParser) -> None:
    verb.add_argument("--lang", choices=("fr", "en"), default="fr", help="language")
    verb.add_argument("--output", type=Path, help="the PDF to write")


def _no_options(_verb: ArgumentParser) -> None:
    """What every verb has is enough."""


def _plan_options(verb: ArgumentParser) -> None:
    verb.add_argument("--at", required=True, metavar="MOMENT", help='in Paris: "2026-12-02 06:00"')
    verb.add_argument("--repeat", action="store_true", help="and each following period")


def _withdraw_options(verb: ArgumentParser) -> None:
    verb.add_argument(
        "--class",
        dest="reason_class",
        required=True,
        metavar="CODE",
        help="class of the reason, public: a code of correction_class",
    )
    verb.add_argument("--reason", required=True, help="the reason, internal")


def _reissue_options(verb: ArgumentParser) -> None:
    verb.add_argument(
        "--take-out",
        action="append",
        default=[],
        metavar="WORDS",
        help="words to take out wherever they stand; may be repeated",
    )


OPTIONS = {
    "build": _build_options,
    "close": _no_options,
    "plan": _plan_options,
    "withdraw": _withdraw_options,
    "reissue": _reissue_options,
}


class Command(RecordedCommand):
    """``build`` writes a preview and saves nothing; ``close`` issues the report for good;
    ``withdraw`` takes its newest edition back and ``reissue`` replaces it by a redacted one."""

    help = "Preview (build), issue (close, plan), withdraw or replace (reissue) a period's report."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="|".join(VERBS))
        for name, does in VERBS.items():
            verb = verbs.add_parser(name, help=does)
            verb.add_argument("period", help=KEYS)
            OPTIONS[name](verb)
            if name in ("build", "close", "plan"):
                verb.add_argument(
                    "--without-annexes",
                    dest="annexes",
                    action="store_false",
                    help="leave out glossary, index and the long method",
                )
            if name != "build":
                verb.add_argument(
                    "--by", required=True, metavar="NAME", help="the publisher's user name"
                )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            coverage = report.coverage_of(options["period"])
            match options["verb"]:
                case "build":
                    self._build(coverage, options)
                case "close":
                    self._close(coverage, _person(options["by"]), options["annexes"])
                case "plan":
                    self._plan(coverage, _person(options["by"]), options)
                case "withdraw":
                    self._withdraw(coverage, _person(options["by"]), options)
                case _:
                    self._reissue(coverage, _person(options["by"]), options["take_out"])
        except (InputError, ReportUnavailable) as error:
            raise CommandError(str(error)) from error

    def _build(self, coverage: Coverage, options: dict[str, Any]) -> None:
        language = options["lang"]
        first = options["output"] or Path(f"vigie-{coverage}-{language}.pdf")
        snapshot = report.build(coverage, at=timezone.now(), annexes=options["annexes"])
        self._compare(snapshot)
        mark = ", unfinished period" if snapshot["unfinished"] else ""
        incidents = len(snapshot["incidents"])
        for volume in render(snapshot, language, self.stderr.write):
            path = _of_volume(first, volume.number)
            try:
                path.write_bytes(volume.pdf)
            except OSError as error:
                raise CommandError(f"{path}: {error.strerror}") from error
            said = f"{path}: preview{mark}, {incidents} incidents, {volume.pages} pages"
            self.stdout.write(said)

    def _compare(self, snapshot: Document) -> None:
        """A preview is written all the same; what would stop its closing is a warning."""
        try:
            template, values = reconcile(snapshot).line
        except ReconciliationError as found:
            self.stderr.write(f"warning: {found}")
        else:
            self.stderr.write(template % values)

    def _plan(self, coverage: Coverage, by: Person, options: dict[str, Any]) -> None:
        try:
            local = datetime.fromisoformat(options["at"])
            due_at = timezone.make_aware(local) if timezone.is_naive(local) else local
            timezone.localtime(due_at)  # a moment at an end of the calendar is in no other zone
        except (ValueError, OverflowError) as error:
            raise CommandError(f"--at {options['at']}: not written as 2026-12-02 06:00") from error
        plan = report_plan.plan(
            coverage=coverage,
            due_at=due_at,
            by=by,
            annexes=options["annexes"],
            repeats=options["repeat"],
        )
        again = ", and each following period" if plan.repeats else ""
        at = timezone.localtime(due_at)
        self.stdout.write(f"{coverage}: planned for {at:%Y-%m-%d %H:%M}{again}")

    def _withdraw(self, coverage: Coverage, by: Person, options: dict[str, Any]) -> None:
        found = report.newest(coverage)
        if found is None:
            raise CommandError(f"no report of {coverage} was issued")
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
            f"{coverage}, edition {found.edition}: withdrawn ({code}), snapshot {found.digest}"
        )

    def _reissue(self, coverage: Coverage, by: Person, values: list[str]) -> None:
        made = report_withdrawal.reissue(
            coverage, by=by, at=timezone.now(), values=values, progress=self._tell
        )
        self.stdout.write(_line(made, True))

    def _close(self, coverage: Coverage, by: Person, annexes: bool) -> None:
        issued, created = report.close(
            coverage, by=by, at=timezone.now(), annexes=annexes, progress=self._tell
        )
        self.stdout.write(_line(issued, created))

    def _tell(self, _step: RunStep, _done: int, said: str, /, **values: str) -> None:
        self.stderr.write(said % values)


def _of_volume(first: Path, number: int) -> Path:
    """The first volume's own path; the others stand beside it under their numbers."""
    return first if number == 1 else first.with_stem(f"{first.stem}-{number}")


def _person(name: str) -> Person:
    users = get_user_model()
    try:
        return users.objects.get(username=name)
    except users.DoesNotExist as error:
        raise CommandError(f"no user has the name “{name}”") from error


def _line(issued: Report, created: bool) -> str:
    files = ", ".join(map(_file, issued.files.all()))
    how = "issued" if created else "was issued already"
    return f"{issued.period}, edition {issued.edition}: {how} ({files}), snapshot {issued.digest}"


def _file(file: ReportFile) -> str:
    volume = f", volume {file.volume}" if file.volume > 1 else ""
    return f"{file.language}{volume} {file.pages} pages"
