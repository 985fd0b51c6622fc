"""Heads made, written out, and stamped by an authority of RFC 3161 on this machine."""

import json
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from incidents.anchoring import authority
from incidents.audit import Head, head_bytes
from incidents.models import AuditHead, AuditStamp
from incidents.stored_audit import unstamped_since
from tests.audit import clock
from tests.audit.stored import chained
from tests.commands.running import Ran, run
from tests.factories import AT, AuditHeadFactory, AuditStampFactory, TagFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_unrecorded")]
NEEDS_OPENSSL = pytest.mark.skipif(
    clock.OPENSSL is None, reason="TIME STAMPS NOT TESTED: openssl is not installed"
)


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.AUDIT_HEADS_DIR = str(tmp_path / "heads")
    return tmp_path / "heads"


@pytest.fixture(scope="module")
def horloge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    place = tmp_path_factory.mktemp("clocks") / "horloge"
    root = clock.found(place)
    with clock.asked_at(place) as address:
        yield address, root


def written(number: int = 1) -> None:
    TagFactory.create_batch(number)
    chained()


def anchored() -> Ran:
    ran = run("anchor_audit")
    chained()
    return ran


def test_an_empty_audit_has_no_head() -> None:
    ran = run("anchor_audit")

    assert (ran.status, AuditHead.objects.count()) == (0, 0)
    assert "no entry yet" in ran.out


def test_a_head_is_made_once_for_a_chain_that_has_not_grown(folder: Path) -> None:
    written(3)

    first, again = anchored(), anchored()

    head = AuditHead.objects.get()
    assert (head.count, first.status, again.status) == (3, 0, 0)
    assert "3 entries, new head" in first.out
    assert "3 entries, unchanged since" in again.out
    assert head.hash in first.out
    assert "unstamped since" in again.out


def test_its_file_is_what_is_hashed_and_the_next_head_names_it(folder: Path) -> None:
    written()
    anchored()
    written()
    anchored()

    first, second = AuditHead.objects.order_by("count")
    files = sorted(folder.iterdir())
    assert [file.name for file in files] == [
        f"000000000001-{first.digest[:16]}.json",
        f"000000000002-{second.digest[:16]}.json",
    ]
    content = json.loads(files[1].read_bytes())
    assert files[1].read_bytes() == head_bytes(
        Head(**{key: value for key, value in content.items() if key != "tag"})
    )
    assert content["previous"] == first.digest
    assert run("verify_audit", "--heads", folder).status == 0


def test_a_file_that_is_gone_is_written_again_and_another_in_its_place_is_not(
    folder: Path,
) -> None:
    written()
    anchored()
    (file,) = folder.iterdir()
    file.unlink()
    assert anchored().status == 0
    file.write_text("{}")

    ran = anchored()

    assert (ran.status, file.read_text()) == (3, "{}")
    assert f"{file}: holds something else" in ran.err


def test_a_folder_that_cannot_be_written_is_named_and_the_head_kept(
    tmp_path: Path, settings: Settings
) -> None:
    (tmp_path / "file").touch()
    settings.AUDIT_HEADS_DIR = str(tmp_path / "file")
    written()

    ran = anchored()

    assert (ran.status, AuditHead.objects.count()) == (3, 1)
    assert str(tmp_path / "file") in ran.err


def test_without_a_folder_it_says_so() -> None:
    written()

    assert "AUDIT_HEADS_DIR is not set" in anchored().out


def test_no_head_is_made_of_an_altered_chain() -> None:
    written(3)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE incidents_auditentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE incidents_auditentry SET person = 7 WHERE sequence = 2")

    ran = run("anchor_audit")

    assert (ran.status, AuditHead.objects.count()) == (1, 0)
    assert "entry 2: changed" in ran.err


def test_it_says_since_when_no_head_was_stamped() -> None:
    first, second, third = (AT + timedelta(days=day) for day in range(3))
    for at in (first, second):
        AuditStampFactory(head=AuditHeadFactory(made_at=at), stamped_at=at)
    assert unstamped_since() is None
    AuditHeadFactory(made_at=third)

    assert unstamped_since() == third


@NEEDS_OPENSSL
def test_an_authority_stamps_the_head_and_openssl_agrees(
    folder: Path, settings: Settings, horloge: tuple[str, Path]
) -> None:
    address, root = horloge
    settings.AUDIT_AUTHORITIES = [("horloge", f"{address}/tsr", root)]
    written()

    ran, again = anchored(), anchored()

    assert (ran.status, again.status) == (0, 0), ran.err
    assert "stamped by horloge at 20" in ran.out
    assert "stamped by" not in again.out
    assert "unstamped" not in ran.out
    stamp = AuditStamp.objects.get()
    assert stamp.url == f"{address}/tsr"
    answer, head = sorted(folder.iterdir(), key=lambda file: file.suffix, reverse=True)
    assert answer.name.endswith(".horloge.tsr")
    verified = ("ts", "-verify", "-data", str(head), "-in", str(answer), "-CAfile", str(root))
    clock.openssl(root.parent, *verified)
    checked = run("verify_audit", "--heads", folder)
    assert (checked.status, checked.err) == (0, "")
    assert "1 time stamps" in checked.out


@NEEDS_OPENSSL
def test_each_authority_that_fails_is_named_and_the_others_stamp(
    settings: Settings, horloge: tuple[str, Path], tmp_path: Path
) -> None:
    address, root = horloge
    stranger = clock.found(tmp_path / "stranger", "Une autre")
    settings.AUDIT_AUTHORITIES = [
        ("busy", f"{address}/busy", root),
        ("elsewhere", f"{address}/elsewhere", root),
        ("noise", f"{address}/noise", root),
        ("refused", "http://127.0.0.1:9/", root),
        ("stranger", f"{address}/tsr", stranger),
        ("nowhere", f"{address}/tsr", tmp_path / "none.pem"),
        ("empty", f"{address}/tsr", root.parent / "tsa.cnf"),
        ("retired", "", root),
        ("horloge", f"{address}/tsr", root),
        ("old", f"{address}/old", root),
    ]
    written()

    ran = anchored()

    assert ran.status == 3
    said = dict(line.split(": ", 1) for line in ran.err.splitlines())
    assert set(said) == {
        *("busy", "elsewhere", "noise", "refused", "stranger", "nowhere", "empty", "old")
    }
    assert "HTTP 503 Busy" in said["busy"]
    assert "HTTP 302" in said["elsewhere"]
    assert said["noise"].startswith("the answer is not a time stamp (")
    assert "refused" in said["refused"].lower()
    assert "Nonce mismatch" in said["old"]
    assert "none.pem: No such file" in said["nowhere"]
    assert AuditStamp.objects.get().authority == "horloge"


def test_an_authority_that_says_nothing_is_not_waited_for(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(authority.stamp, "__defaults__", (0.2,))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        settings.AUDIT_AUTHORITIES = [("silent", f"http://127.0.0.1:{port}/", tmp_path / "a.pem")]
        written()

        ran = anchored()

    assert ran.status == 3
    assert "silent: no answer within 0.2 seconds" in ran.err


@NEEDS_OPENSSL
def test_a_stamp_that_is_not_of_its_head_is_altered_and_one_of_nobody_is_not_checked(
    settings: Settings, horloge: tuple[str, Path]
) -> None:
    address, root = horloge
    settings.AUDIT_AUTHORITIES = [("horloge", f"{address}/tsr", root)]
    written()
    anchored()
    written()
    anchored()
    settings.AUDIT_AUTHORITIES = []
    nobody = run("verify_audit")
    settings.AUDIT_AUTHORITIES = [("horloge", "", root)]
    first, second = AuditStamp.objects.order_by("head_id")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE incidents_auditstamp DISABLE TRIGGER USER")
        AuditStamp.objects.filter(pk=first.pk).update(answer=second.answer)
        AuditStamp.objects.filter(pk=second.pk).update(stamped_at=first.head.made_at)
        chained()
        cursor.execute("ALTER TABLE incidents_auditstamp ENABLE TRIGGER USER")

    ran = run("verify_audit")

    assert nobody.status == 3
    assert "horloge is no configured authority" in nobody.out
    assert ran.status == 1
    assert "head of 1 entries: horloge: the stamp does not hold: Mismatch" in ran.out
    assert "head of 2 entries: horloge: stamped at 20" in ran.out
