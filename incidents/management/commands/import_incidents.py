"""``manage.py import_incidents FILE``: incidents come in as drafts, all of a file or nothing."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.db import transaction

from incidents.actions import importing
from incidents.codes import ImportFormat, LineOutcome
from incidents.imports import mapping as mappings
from incidents.imports import tabular
from incidents.imports.guess import guess
from incidents.imports.mapping import Mapping
from incidents.imports.mapping_faults import Dates
from incidents.imports.problems import FileRefused, Problem
from incidents.input_error import InputError
from incidents.management.bar import Bar
from incidents.management.base import RecordedCommand
from incidents.models import Import, SavedMapping
from incidents.models.base import Person

STOPPED = 130
"""The exit status of what Ctrl-C ended."""
FORMATS = {".ndjson": ImportFormat.NDJSON, ".jsonl": ImportFormat.NDJSON}
SHIPPED_FOR = {ImportFormat.AIID: "aiid", ImportFormat.NDJSON: "vigie"}


class Command(RecordedCommand):
    """Reading, checking and writing are one transaction: stopped at any time, it leaves nothing."""

    help = (
        "Take in a file of incidents as drafts, all of it or nothing: every problem is said with "
        "its line and column. The same file again changes nothing. --undo takes an import back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="the file to take in")
        parser.add_argument(
            "--format",
            choices=[f.value for f in ImportFormat],
            help="else ndjson where the name of the file ends so, or csv",
        )
        parser.add_argument(
            "--mapping",
            metavar="M",
            help="shipped, kept under this name, or a TOML file; else by the headings, or guessed",
        )
        parser.add_argument("--dataset", default="", help="what the ids of the file belong to")
        parser.add_argument("--dates", choices=[d.value for d in Dates], help="of 03/04/2026")
        parser.add_argument(
            "--set",
            metavar="FIELD=VALUE",
            action="append",
            default=[],
            help="for every record that does not say it itself: jurisdiction=FR",
        )
        parser.add_argument(
            "--make-registers",
            action="store_true",
            help="documents: make the actors with a page and the elections that they name",
        )
        parser.add_argument("--by", metavar="USER", help="in whose name (their rights count)")
        parser.add_argument("--dry-run", action="store_true", help="read and check; save nothing")
        parser.add_argument("--undo", metavar="ID", type=int, help="take this import back")
        parser.add_argument("--reason", default="", help="why (--undo)")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if (options["file"] is None) == (options["undo"] is None):
            raise CommandError("name a file to take in, or an import to undo (--undo ID)")
        by = _person(options["by"])
        bar = Bar(self.stderr)
        try:
            with bar, transaction.atomic():
                if options["undo"] is not None:
                    batch = _undone(options, by, bar)
                else:
                    batch = _taken_in(options, by, bar)
                refused = list(batch.lines.refused())
                if options["dry_run"] or refused:
                    transaction.set_rollback(True)
        except FileRefused as error:
            raise CommandError(_lines(error.problems)) from error
        except InputError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            said = "stopped: nothing was taken in"
            raise CommandError(said, returncode=STOPPED) from error
        self._say(batch, refused, options)

    def _say(self, batch: Import, refused: list[Any], options: dict[str, Any]) -> None:
        problems = [Problem.from_json(e.line, p) for e in refused for p in e.problems]
        if options["json"]:
            self.stdout.write(json.dumps(_report(batch, problems, options), ensure_ascii=False))
        else:
            for warning in batch.warnings:
                self.stdout.write(f"note: {Problem.from_json(warning['line'], warning).in_full}")
            if not problems:
                self.stdout.write(_summary(batch, options))
        if problems:
            said = "" if options["json"] else _lines(problems) + "\n"
            count = f"{len(refused)} record{'s' * (len(refused) != 1)} with problems"
            raise CommandError(f"{said}{count}: nothing was taken in")


def _taken_in(options: dict[str, Any], by: Person | None, bar: Bar) -> Import:
    path: Path = options["file"]
    kind = ImportFormat(options["format"] or FORMATS.get(path.suffix, ImportFormat.CSV))
    try:
        with path.open("rb") as file:
            mapping = _mapping(options, kind, file)
            batch = importing.stage(
                file=file, name=path.name, format=kind, mapping=mapping, by=by, progress=bar
            )
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    if options["dry_run"] or not batch.may_be_carried_out:
        return batch
    return importing.carry_out(batch=batch, by=by, progress=bar)


def _undone(options: dict[str, Any], by: Person | None, bar: Bar) -> Import:
    batch = Import.objects.filter(pk=options["undo"]).first()
    if batch is None:
        raise CommandError(f"there is no import {options['undo']}")
    return importing.undo(batch=batch, by=by, reason=options["reason"], progress=bar)


def _mapping(options: dict[str, Any], kind: ImportFormat, file: Any) -> Mapping:
    name = options["mapping"] or SHIPPED_FOR.get(kind)
    found = _fitting(tabular.opened(file).headers) if name is None else _named(name)
    given = dict(_constant(each) for each in options["set"])
    dates = Dates(options["dates"]) if options["dates"] else None
    return found.but(
        dataset=options["dataset"] or found.dataset or options["file"].stem,
        constants=given,
        dates=dates,
        make_registers=options["make_registers"] or found.make_registers,
    )


def _fitting(headers: list[str]) -> Mapping:
    return mappings.shipped_for(headers) or guess(headers)


def _named(name: str) -> Mapping:
    """A file where there is one, then what is kept under the name, then what is shipped."""
    if name.endswith(".toml"):
        return mappings.read(Path(name))
    kept = SavedMapping.objects.filter(name=name).first()
    return Mapping.from_data(kept.content) if kept else mappings.shipped(name)


def _constant(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise CommandError(f"--set {text[:60]}: write FIELD=VALUE")
    return name.strip(), value.strip()


def _person(name: str | None) -> Person | None:
    if name is None:
        return None
    found = get_user_model()._default_manager.filter(username=name).first()
    if found is None:
        raise CommandError(f"there is no user “{name[:60]}”")
    return found


def _lines(problems: list[Problem]) -> str:
    return "\n".join(problem.in_full for problem in problems)


def _report(batch: Import, problems: list[Problem], options: dict[str, Any]) -> dict[str, Any]:
    saved = not problems and not options["dry_run"]
    return {
        "import": batch.pk if saved else None,
        "state": batch.state if saved else None,
        "file": batch.file_name,
        "sha256": batch.file_digest,
        "dataset": batch.dataset,
        "encoding": batch.encoding,
        "counts": {code.value: batch.counts.get(code, 0) for code in LineOutcome}
        | {"proposed": batch.counts.get("proposed", 0)},
        "problems": [p.as_json() | {"line": p.line, "message": p.said} for p in problems],
        "warnings": [w | {"message": Problem.from_json(w["line"], w).said} for w in batch.warnings],
    }


def _summary(batch: Import, options: dict[str, Any]) -> str:
    if options["undo"] is not None:
        return f"import {batch.pk} undone: {batch.counts.get('create', 0)} drafts taken away"
    counts = ", ".join(f"{batch.counts.get(code, 0)} {code.value}" for code in LineOutcome)
    names = f"{batch.counts.get('proposed', 0)} names that no actor bears"
    if options["dry_run"]:
        return f"{batch.file_name}: would be: {counts}; {names}. Nothing was saved."
    return f"import {batch.pk}, {batch.file_name}: {counts}; {names}"
