"""`python -m benchmarks.imports`: how fast a table comes in, checked, and with its audit.

On a throwaway database with the vocabularies: a made-up table is checked and carried out, with its
progress and memory; another as wide, with a technique and a source in each row; then, of fewer rows
and in the same run, the same records saved one by one by the action that staff use, saved one by
one without it, and carried out with the audit's triggers off.
"""

import csv
import resource
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.__main__ import _configure
from tracker.embedded_postgres import EmbeddedPostgresError, throwaway

FACTS = ("id", "title_fr", "summary_fr", "facts_on", "jurisdiction", "verdict", "synthetic_level")
TIES = ("techniques", "source_address")
SUMMARY = "Une vidéo truquée circule la veille du scrutin, selon un média local. " * 4


def main() -> int:
    """Exit status 1 where no PostgreSQL is found."""
    parser = ArgumentParser(prog="python -m benchmarks.imports", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the table (100000)")
    parser.add_argument("--few", type=int, default=1_000, help="rows saved one by one (1000)")
    options = parser.parse_args()
    try:
        with throwaway() as address, tempfile.TemporaryDirectory() as folder:
            _configure(address, Path(folder))
            _measure(options, Path(folder))
    except EmbeddedPostgresError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _measure(options: Namespace, folder: Path) -> None:
    # What follows imports models, which need the settings.
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_vocabularies", verbosity=0)
    print("| what | rows | seconds | rows/s | peak memory, MB |\n|---|---|---|---|---|")
    few = options.few
    facts = _written(folder, "facts", options.rows, ())
    _timed("table, checked and carried out with its audit", options.rows, lambda: _take_in(facts))
    ties = _written(folder, "ties", options.rows // 4, TIES)
    said = "the same with a technique and a source in each row"
    _timed(said, options.rows // 4, lambda: _take_in(ties))
    _timed("saved one by one by the action", few, lambda: _one_by_one(few, by_action=True))
    _timed("saved one by one, `full_clean` and `save`", few, lambda: _one_by_one(few))
    silent = _written(folder, "silent", options.rows, ())
    with _TriggersOff():
        _timed("table, without the audit", options.rows, lambda: _take_in(silent))


def _timed(what: str, rows: int, run: Callable[[], object]) -> None:
    start = time.perf_counter()
    run()
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"| {what} | {rows:,} | {took:.1f} | {rows / took:,.0f} | {peak} |", flush=True)


def _written(folder: Path, name: str, rows: int, more: tuple[str, ...]) -> Path:
    """A table of made-up incidents; ``more`` are its columns beside the facts."""
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow([*FACTS, *more])
        for number in range(rows):
            day = f"2026-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
            row = [f"{name}-{number}", f"Faux discours {number}", SUMMARY, day]
            row += ["XV", "disputed", "deepfake"]
            if more:
                row += ["face_swap", f"https://sextant.example.org/{number}"]
            out.writerow(row)
    return path


def _take_in(path: Path) -> None:
    from incidents.actions import importing
    from incidents.codes import ImportFormat, ImportStage
    from incidents.imports.guess import guess
    from incidents.imports.tabular import opened

    reached: dict[ImportStage, float] = {}
    start = time.perf_counter()

    def note(stage: ImportStage, _done: int, _of: int) -> None:
        reached[stage] = time.perf_counter() - start

    with path.open("rb") as file:
        mapping = guess(opened(file).headers).but(dataset=path.stem)
        given: dict[str, Any] = {"format": ImportFormat.CSV, "by": None, "progress": note}
        batch = importing.stage(file=file, name=path.name, mapping=mapping, **given)
    importing.carry_out(batch=batch, by=None, progress=note)
    done = ", ".join(f"{stage.value} {seconds:.1f} s" for stage, seconds in reached.items())
    print(f"{path.name}: {done}", file=sys.stderr)


def _one_by_one(rows: int, *, by_action: bool = False) -> None:
    from incidents.actions import record
    from incidents.models import Incident

    for number in range(rows):
        incident = Incident(
            title_fr=f"Faux discours {number}",
            summary_fr=SUMMARY,
            jurisdiction_id="XV",
            verdict="disputed",
            synthetic_level="deepfake",
        )
        if by_action:
            record.save(record=incident, by=None)
        else:
            incident.full_clean()
            incident.save()


class _TriggersOff:
    """The audit's triggers of the tables that an import writes."""

    TABLES = ("incidents_incident", "incidents_import", "incidents_proposedactor")

    def __enter__(self) -> None:
        self._tell("DISABLE")

    def __exit__(self, *_error: object) -> None:
        self._tell("ENABLE")

    def _tell(self, what: str) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            for table in self.TABLES:
                cursor.execute(f"ALTER TABLE {table} {what} TRIGGER vigie_audit")


if __name__ == "__main__":
    sys.exit(main())
