"""Two imports of one file at once, and one that is killed: transactions that really end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connection

from incidents import codes, models
from incidents.actions import importing, importing_progress
from tests import factories as make
from tests.imports.files import rows, stage, table

ROOT = Path(__file__).resolve().parent.parent.parent
KILLED = """
import os, signal, sys
import django
django.setup()
from incidents.actions import {module}
from incidents.imports.flat import Reader
from incidents.management.commands import import_incidents
from django.core.management import call_command

count = 0

def kill(*_given):
    global count
    count += 1
    if count == {at}:
        os.kill(os.getpid(), signal.SIGKILL)

{hook}
call_command(
    "import_incidents", sys.argv[1], "--mapping", sys.argv[2], "--dataset", "essai", "--by", "qui"
)
"""
READING = """
read = Reader.read
Reader.read = lambda self, row: (kill(), read(self, row))[1]
"""
WRITING = """
from incidents.actions import importing_progress
importing_progress.Told.__call__ = lambda self, stage, done, of: kill() if done > 2000 else None
"""


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_of_one_file_at_once_one_makes_it_and_the_other_matches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And how far the first is can be seen while nothing of it can."""
    monkeypatch.setattr(importing_progress, "EVERY_S", 0)
    make.JurisdictionFactory(code="XV")
    first, second = stage(table(*rows(3))), stage(table(*rows(3)))
    reached, may_end, found = threading.Event(), threading.Event(), list[models.Import]()

    def hold(stage: codes.ImportStage, _done: int, _of: int) -> None:
        if stage is codes.ImportStage.CLOSING:
            reached.set()
            assert may_end.wait(20)

    def run(batch: models.Import, progress: Any) -> None:
        try:
            found.append(importing.carry_out(batch=batch, by=None, progress=progress))
        finally:
            connection.close()

    one = threading.Thread(target=run, args=(first, hold))
    other = threading.Thread(target=run, args=(second, importing.silent))
    one.start()
    assert reached.wait(20)
    watched = models.ImportProgress.objects.get(batch_key=first.pk)
    assert (watched.stage, watched.done, watched.of) == ("writing", 3, 3)
    assert not models.Incident.objects.exists()
    other.start()
    wait_for("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    may_end.set()
    one.join()
    other.join()

    assert [each.counts for each in found] == [{"create": 3}, {"matched": 3}]
    assert models.Incident.objects.count() == 3
    assert not models.ImportProgress.objects.exists()


def wait_for(question: str) -> None:
    """Until another connection is where the test wants it."""
    end = monotonic() + 20
    while monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(question + " AND datname = current_database()")
            if cursor.fetchone()[0]:
                return
        sleep(0.02)
    raise AssertionError(question)


MAPPING = """
dataset = "essai"
columns = [
  { header = "id", to = "id" }, { header = "title_fr", to = "title_fr" },
  { header = "jurisdiction", to = "jurisdiction" },
]
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("hook", "at"),
    [
        pytest.param(READING, 2500, marks=pytest.mark.long, id="while reading row 2,500"),
        pytest.param(WRITING, 3, id="while the rows beyond 2,000 are written"),
    ],
)
def test_a_command_that_is_killed_leaves_nothing(tmp_path: Path, hook: str, at: int) -> None:
    make.JurisdictionFactory(code="XV")
    make.UserFactory(username="qui", is_superuser=True)
    file, mapping = tmp_path / "essai.csv", tmp_path / "essai.toml"
    file.write_bytes(table(*rows(3000)))
    mapping.write_text(MAPPING)
    script = KILLED.format(module="importing", hook=hook, at=at)
    settings: dict[str, Any] = connection.settings_dict
    address = os.environ["DATABASE_URL"].replace("/vigie?", f"/{settings['NAME']}?")

    ended = subprocess.run(
        [sys.executable, "-c", script, str(file), str(mapping)],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address},
        capture_output=True,
        check=False,
    )

    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    for model in (models.Import, models.ImportLine, models.ImportedRow, models.Incident):
        assert model.objects.count() == 0
