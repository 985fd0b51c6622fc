"""Many who write at once, and writers that are killed: real transactions on real connections."""

import json
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection

from incidents.models import Tag
from incidents.stored_audit import check, entries, still
from incidents.stored_guards import missing

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("nothing_unrecorded"),
]

WRITERS = 8
VICTIM = """
import sys, itertools, psycopg
with psycopg.connect(sys.argv[1], autocommit=True) as writer:
    print("writing", flush=True)
    for n in itertools.count():
        name = f"{sys.argv[2]} {n}"
        with writer.transaction():
            writer.execute("INSERT INTO incidents_tag (name) VALUES (%s)", [name])
            writer.execute("UPDATE incidents_tag SET name = name || ' b' WHERE name = %s", [name])
            writer.execute("INSERT INTO incidents_tag (name) VALUES (%s)", [name + " c"])
        writer.execute("DELETE FROM incidents_tag WHERE name = %s", [name + " c"])
"""


def address() -> str:
    """The test's database, for a connection of one's own."""
    given = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    return psycopg.conninfo.make_conninfo(
        **{name: given[name] for name in names if given.get(name)}, application_name="writer"
    )


@contextmanager
def written_at_once(each: int) -> Iterator[float]:
    """Eight connections, each with so many transactions; gives the seconds they took."""
    begin = threading.Barrier(WRITERS + 1)

    def write(who: int) -> None:
        with psycopg.connect(address(), autocommit=True) as writer:
            begin.wait()
            for number in range(each):
                writer.execute("INSERT INTO incidents_tag (name) VALUES (%s)", [f"{who} {number}"])

    threads = [threading.Thread(target=write, args=[who]) for who in range(WRITERS)]
    for thread in threads:
        thread.start()
    begin.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    yield time.perf_counter() - begun


def eight_writers(each: int) -> None:
    with written_at_once(each) as took:
        total = WRITERS * each
    print(f"{WRITERS} writers x {each} entries: {total / took:.0f} entries per second, no fork")

    with still():
        checked = check()
        assert checked.findings == []
        assert checked.count == Tag.objects.count() == total
        assert list(missing()) == []


def test_eight_writers_make_one_chain() -> None:
    eight_writers(25)


@pytest.mark.long
def test_eight_writers_make_one_chain_of_two_thousand() -> None:
    eight_writers(250)


def killed(name: str, rng: random.Random) -> None:
    """A process that writes until it is killed; returns when the server has let go of it too."""
    victim = subprocess.Popen(
        [sys.executable, "-c", VICTIM, address(), name], stdout=subprocess.PIPE, text=True
    )
    assert victim.stdout is not None
    assert victim.stdout.readline() == "writing\n"
    time.sleep(rng.uniform(0, 0.15))
    victim.send_signal(signal.SIGKILL)
    victim.wait(timeout=30)
    victim.stdout.close()
    for _attempt in range(1000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM pg_stat_activity WHERE application_name = 'writer'")
            if not cursor.fetchall():
                return
        time.sleep(0.01)
    raise AssertionError("the server still works for a process that is dead")


def replayed() -> dict[str, str]:
    """The tags as the entries tell them, by key."""
    found: dict[str, str] = {}
    for entry in entries():
        if entry.table == "incidents_tag":
            told = json.loads(entry.payload or "{}")
            if entry.operation == "delete":
                assert found.pop(entry.row) == told["before"]["name"]
            else:
                assert found.get(entry.row) == told.get("before", {}).get("name")
                found[entry.row] = told["after"]["name"]
    return found


def killed_often(times: int) -> None:
    rng = random.Random(times)
    for number in range(times):
        killed(f"victim {number}", rng)

        with still():
            assert check().findings == []
            assert list(missing()) == []
            assert replayed() == {str(tag.pk): tag.name for tag in Tag.objects.all()}
    print(f"killed {times} times: {len(replayed())} rows, each with its entries")


def test_a_killed_writer_leaves_no_change_without_entry_and_no_entry_without_change() -> None:
    killed_often(4)


@pytest.mark.long
def test_so_does_one_that_is_killed_sixty_times() -> None:
    killed_often(60)
