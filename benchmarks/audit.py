"""`python -m benchmarks.audit`: what the audit costs, and how much it takes.

On a throwaway database with the demo: saves of an incident, and of a new tag, each a transaction of
its own, in turn with the triggers as they are and with all of them disabled; then eight connections
that write at once; then the reading of the whole chain, and of every row beside its entries.
"""

import statistics
import sys
import tempfile
import threading
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.__main__ import _configure
from tracker.embedded_postgres import EmbeddedPostgresError, throwaway

WRITERS = 8
BLOCK, WARM = 20, 5


def main() -> int:
    """Exit status 1 where no PostgreSQL is found."""
    parser = ArgumentParser(prog="python -m benchmarks.audit", description=__doc__)
    parser.add_argument("--saves", type=int, default=300, help="saves of each kind (300)")
    parser.add_argument("--each", type=int, default=250, help="entries of each writer (250)")
    parser.add_argument("--chain", type=int, default=100_000, help="entries to verify (100000)")
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
    from benchmarks import fill

    password = folder / "password"
    password.write_text("a password of the benchmark")
    fill.load_demo(password)
    fill.analyze()
    print("| what | with audit, ms | without, ms | difference, ms |\n|---|---|---|---|")
    for name, save in _saves().items():
        _compare(name, save, options.saves)
    _at_once(options.each)
    _verified(options.chain)


def _saves() -> dict[str, Callable[[int], object]]:
    from incidents.models import Incident, Tag

    incident = Incident.objects.order_by("pk").first()
    assert incident is not None

    def save(number: int) -> None:
        Incident.objects.filter(pk=incident.pk).update(internal_note=f"note {number}")

    def add(number: int) -> None:
        Tag.objects.create(name=f"{time.monotonic_ns()} {number}")

    def add_many(number: int) -> None:
        Tag.objects.bulk_create([Tag(name=f"{time.monotonic_ns()} {each}") for each in range(100)])

    return {
        "one incident changed": save,
        "one tag added": add,
        "a hundred tags added": add_many,
    }


def _compare(name: str, save: Callable[[int], object], times: int) -> None:
    """In turn a block with the audit and a block without; the first saves of a block, which plan
    their statements anew, are not counted. No commit waits for the disk, whose moods are greater
    than what is measured."""
    from django.db import connection, transaction

    took: dict[str, list[float]] = {"origin": [], "replica": []}
    for block in range(2 * times // BLOCK):
        role = "replica" if block % 2 else "origin"
        with connection.cursor() as cursor:
            cursor.execute(f"SET session_replication_role = {role}; SET synchronous_commit = off")
        for number in range(BLOCK + WARM):
            begun = time.perf_counter()
            with transaction.atomic():
                save(block * 1000 + number)
            if number >= WARM:
                took[role].append((time.perf_counter() - begun) * 1000)
    with connection.cursor() as cursor:
        cursor.execute("RESET session_replication_role; RESET synchronous_commit")
    with_it, without = (statistics.median(took[role]) for role in ("origin", "replica"))
    print(f"| {name} | {with_it:.2f} | {without:.2f} | {with_it - without:.2f} |", flush=True)


def _at_once(each: int) -> None:
    import psycopg
    from django.db import connection

    given = connection.get_connection_params()
    address = psycopg.conninfo.make_conninfo(
        **{k: given[k] for k in ("dbname", "user", "host", "port") if given.get(k)}
    )

    def write(who: int) -> None:
        with psycopg.connect(address, autocommit=True) as writer:
            for number in range(each):
                writer.execute(
                    "INSERT INTO incidents_tag (name) VALUES (%s)", [f"{who} of {number}"]
                )

    threads: list[Any] = [threading.Thread(target=write, args=[who]) for who in range(WRITERS)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = WRITERS * each / (time.perf_counter() - begun)
    print(f"\n{WRITERS} writers x {each} entries, each a transaction: {rate:.0f} a second")


def _verified(size: int) -> None:
    from django.db import connection

    from incidents.models import AuditEntry
    from incidents.stored_audit import check, still
    from incidents.stored_guards import missing
    from incidents.stored_rows import altered

    begun, rows = time.perf_counter(), max(1, size - AuditEntry.objects.count())
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO incidents_tag (name) SELECT 'chain ' || n FROM generate_series(1, %s) n",
            [rows],
        )
    rate = rows / (time.perf_counter() - begun)
    print(f"one statement with {rows} rows: {rate:.0f} entries a second")
    begun = time.perf_counter()
    with still():
        checked, gaps = check(), list(missing())
    took = time.perf_counter() - begun
    print(
        f"verified {checked.count} entries in {took:.1f} s: {checked.count / took:.0f} a second,"
        f" {checked.found} findings; the rows saved without the audit were seen: {gaps}"
    )
    begun = time.perf_counter()
    with still():
        rows_found = list(altered())
    took = time.perf_counter() - begun
    print(f"rows compared with their entries in {took:.1f} s: {len(rows_found)} differ")


if __name__ == "__main__":
    sys.exit(main())
