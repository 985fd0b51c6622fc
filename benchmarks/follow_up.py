"""`python -m benchmarks.follow_up`: the follow-up list over many procedures, in SQL.

On a throwaway database with made-up procedures: walks along the tables of the tracks, with events
of several years, some about one respondent, some superseded, some on bases whose terms differ.
Prints the middle of several runs for each page's statements; with ``--explain``, their plans.
"""

import random
import statistics
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.__main__ import _configure
from tracker.embedded_postgres import EmbeddedPostgresError, throwaway

TODAY = date(2026, 11, 26)
RUNS = 7
SLOW = 0.02  # seconds from which a statement's plan is printed


def main() -> int:
    """Exit status 1 where no PostgreSQL is found."""
    parser = ArgumentParser(prog="python -m benchmarks.follow_up", description=__doc__)
    parser.add_argument("--procedures", type=int, default=10_000, help="how many (10000)")
    parser.add_argument("--explain", action="store_true", help="print the plans, too")
    options = parser.parse_args()
    try:
        with throwaway() as address, tempfile.TemporaryDirectory() as folder:
            _configure(address, Path(folder))
            _measure(options)
    except EmbeddedPostgresError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _measure(options: Namespace) -> None:
    # What follows imports models, which need the settings.
    from django.core.management import call_command

    from benchmarks.fill import analyze
    from benchmarks.procedures import add_procedures

    call_command("migrate", verbosity=0)
    add_procedures(options.procedures, TODAY, random.Random(26))
    analyze()
    print("| what | statements | ms in SQL | ms in all |\n|---|---|---|---|")
    for name, ask in _questions().items():
        print(f"| {name} | {' | '.join(_timed(ask, options.explain))} |", flush=True)


def _questions() -> dict[str, Callable[[], Any]]:
    """What the pages ask, without the pages."""
    from django.contrib import admin
    from django.test import RequestFactory

    from incidents.admin.desk import _tasks
    from incidents.models import Incident, Procedure
    from tracker.accounts.models import User

    user = User.objects.create_superuser("bench", password=None)

    def listed(model: Any, asked: str) -> Callable[[], Any]:
        def ask() -> Any:
            request = RequestFactory().get("/", query_params=_pairs(asked))
            request.user = user
            return len(
                admin.site.get_model_admin(model).get_changelist_instance(request).result_list
            )

        return ask

    return {
        "first page: what is to be followed up": _tasks,
        "all on the follow-up list": lambda: Procedure.objects.to_follow_up(TODAY).count(),
        "procedures": listed(Procedure, ""),
        "procedures, to follow up": listed(Procedure, "follow_up=due"),
        "procedures, status filed": listed(Procedure, "status=filed"),
        "procedures, a term has gone by": listed(Procedure, "due=late"),
        "procedures, review date reached": listed(Procedure, "due=review"),
        "procedures, by next deadline": listed(Procedure, "o=4"),
        "incidents": listed(Incident, ""),
        "incidents, to follow up": listed(Incident, "follow_up=due"),
    }


def _pairs(asked: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in asked.split("&") if pair)


class _Clock:
    """An execute wrapper that keeps how long each statement took, and the slow ones themselves."""

    def __init__(self) -> None:
        self.took: list[float] = []
        self.slow: list[tuple[str, Any]] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        begun = time.perf_counter()
        result = execute(sql, params, many, context)
        self.took.append(time.perf_counter() - begun)
        if self.took[-1] > SLOW:
            self.slow.append((sql, params))
        return result


def _timed(ask: Callable[[], Any], explain: bool) -> list[str]:
    from django.db import connection

    in_sql, in_all, clock = [], [], _Clock()
    for _run in range(RUNS):
        clock = _Clock()
        begun = time.perf_counter()
        with connection.execute_wrapper(clock):
            ask()
        in_all.append(time.perf_counter() - begun)
        in_sql.append(sum(clock.took))
    if explain:
        _explain(clock.slow)
    middle = [f"{statistics.median(each) * 1000:.0f}" for each in (in_sql, in_all)]
    return [str(len(clock.took)), *middle]


def _explain(statements: list[tuple[str, Any]]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF) {sql}", params)
            print("\n".join(row[0] for row in cursor.fetchall()))


if __name__ == "__main__":
    sys.exit(main())
