"""The four answers of verify_audit, each with its exit status and its reasons."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from incidents.models import AuditEntry, AuditHead
from tests.audit.stored import chained
from tests.commands.running import run
from tests.factories import AT, AuditHeadFactory, TagFactory
from tests.house.tree import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_unrecorded")]


@pytest.fixture
def last() -> AuditEntry:
    """The last of four entries, two of them before a head."""
    TagFactory()
    AuditHeadFactory(made_at=AT)
    TagFactory.create_batch(2)
    chained()
    return AuditEntry.objects.latest("sequence")


def alter(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE incidents_auditentry DISABLE TRIGGER USER")
        cursor.execute(statement)
        chained()
        cursor.execute("ALTER TABLE incidents_auditentry ENABLE TRIGGER USER")


def outside(path: Path, **other: object) -> Path:
    head = AuditHead.objects.get()
    content = {
        "tag": "vigie-audit-head-1",
        "count": head.count,
        "hash": head.hash,
        "merkle_root": head.merkle_root,
        "at": "2026-09-14T10:00:00.000000Z",
        "previous": head.previous,
    }
    path.write_text(json.dumps(content | other))
    return path


def test_0_intact(last: AuditEntry, tmp_path: Path) -> None:
    file = outside(tmp_path / "head.json", digest=AuditHead.objects.get().digest)

    ran = run("verify_audit", "--heads", file, "--printed", f"4:{last.hash}")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"4 entries, last hash {last.hash}; 1 heads, 2 held outside; 0 time stamps",
        "intact",
    ]


def test_an_empty_audit_is_intact() -> None:
    assert run("verify_audit").status == 0


def test_1_altered_and_where(last: AuditEntry) -> None:
    alter("UPDATE incidents_auditentry SET person = 7 WHERE sequence IN (2, 3)")

    ran = run("verify_audit")

    assert ran.status == 1
    lines = ran.out.splitlines()
    assert [line.partition(": its")[0] for line in lines[:2]] == [
        "entry 2: changed",
        "entry 3: changed",
    ]
    assert ran.err == "altered: 2 places do not hold"


@pytest.mark.parametrize("printed", ["4:{0}", "  4 : {1} "])
def test_1_altered_where_a_printed_head_says_otherwise(last: AuditEntry, printed: str) -> None:
    groups = " ".join(("0" * 64)[n : n + 8] for n in range(0, 64, 8))

    ran = run("verify_audit", "--printed", printed.format("0" * 64, groups))

    assert ran.status == 1
    assert "entry 4: not_the_head: a head says 000000000000…" in ran.out


def test_1_altered_where_a_head_held_outside_is_not_stored(
    last: AuditEntry, tmp_path: Path
) -> None:
    file = outside(tmp_path / "head.json", at="2026-09-14T11:00:00.000000Z")

    ran = run("verify_audit", "--heads", file)

    assert ran.status == 1
    assert "a head held outside is not among those of the database" in ran.out


def test_a_chain_that_is_wrong_everywhere_is_not_listed_whole() -> None:
    TagFactory.create_batch(250)
    chained()
    alter("UPDATE incidents_auditentry SET person = 7")

    ran = run("verify_audit")

    assert len(ran.out.splitlines()) == 200 + 20 + 1  # and as many headers of payloads
    assert ran.err == "altered: 250 places do not hold"


def test_2_incomplete(last: AuditEntry) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE incidents_actor DISABLE TRIGGER vigie_audit")

    ran = run("verify_audit")

    assert (ran.status, ran.err) == (2, "incomplete: 1 things are missing")
    assert "incidents_actor: the trigger vigie_audit is disabled" in ran.out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "No such file"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("7", "not a head of the audit"),
        ('{"tag": "vigie-audit-head-1"}', "“hash” is not a SHA-256"),
        ('{"heads": [{}]}', "not a head of the audit"),
    ],
)
def test_3_cannot_check_a_head_that_cannot_be_read(
    tmp_path: Path, content: str | None, said: str
) -> None:
    file = tmp_path / "head.json"
    if content is not None:
        file.write_text(content)

    ran = run("verify_audit", "--heads", file)

    assert (ran.status, ran.out) == (3, "")
    assert ran.err.startswith(f"cannot check: {file}: ")
    assert said in ran.err


@pytest.mark.parametrize(
    "other", [{"count": True}, {"count": -1}, {"count": "x"}, {"at": "\ud800"}, {"at": None}]
)
def test_3_cannot_check_a_head_with_a_wrong_value(
    last: AuditEntry, tmp_path: Path, other: dict[str, object]
) -> None:
    ran = run("verify_audit", "--heads", outside(tmp_path / "head.json", **other))

    assert ran.status == 3
    assert f"“{next(iter(other))}” is missing or wrong" in ran.err


def test_3_cannot_check_a_head_that_is_not_its_digests(last: AuditEntry, tmp_path: Path) -> None:
    ran = run("verify_audit", "--heads", outside(tmp_path / "head.json", digest="0" * 64))

    assert ran.status == 3
    assert "the digest is not that of its head" in ran.err


def test_3_cannot_check_an_empty_folder_or_a_printed_head_that_is_none(tmp_path: Path) -> None:
    assert "no head (*.json) is there" in run("verify_audit", "--heads", tmp_path).err
    assert "is not COUNT:HASH" in run("verify_audit", "--printed", "4:abc").err


@pytest.mark.parametrize("address", ["postgresql://nobody@/none?host=/nowhere", None])
def test_3_cannot_check_without_a_database_or_without_its_tables(address: str | None) -> None:
    given = os.environ["DATABASE_URL"]  # the server's first database, which has no tables
    done = subprocess.run(
        [sys.executable, "manage.py", "verify_audit"],
        cwd=ROOT,
        env=os.environ | {"VIGIE_ENV": "test", "DATABASE_URL": address or given},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stdout) == (3, "")
    assert "cannot check: " in done.stderr
    assert len(done.stderr.splitlines()) == 1
