"""The dated dump: whole, checkable, the same bytes for the same content, and never half there."""

import csv
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from incidents import listing
from incidents.canonical import digest
from incidents.models import Publication, Transcript
from incidents.open_data import dump, shelf
from incidents.tables import TABLES
from tests.commands.running import run
from tests.factories import AT, DecidedErasureFactory, UserFactory, WithdrawalFactory, ended
from tests.once import made_once
from tests.redactions import redact
from tests.views.published import correct, publish

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.DUMPS_DIR = str(tmp_path / "dumps")
    settings.DUMPS_KEPT = 2


@pytest.fixture(scope="module", autouse=True)
def published(django_db_setup: None, django_db_blocker: Any) -> Iterator[Publication]:
    with made_once(django_db_blocker):
        made = publish(title_fr='=cmd|" ; <script>', at=AT)
        ended()
        yield made


def opened(made: shelf.Dump) -> zipfile.ZipFile:
    return zipfile.ZipFile(made.path)


def test_a_dump_holds_every_table_and_every_document_with_their_sums(
    published: Publication,
) -> None:
    made = dump.make(day=DAY)

    with opened(made) as packed:
        sums = dict(
            line.split("  ", 1)[::-1] for line in packed.read("SHA256SUMS").decode().splitlines()
        )
        assert set(packed.namelist()) == {*sums, "SHA256SUMS"}
        for name, sha256 in sums.items():
            assert hashlib.sha256(packed.read(name)).hexdigest() == sha256
        (document,) = packed.read("data/documents.ndjson").decode().splitlines()
        package = json.loads(packed.read("datapackage.json"))
    assert digest(json.loads(document)["content"]) == published.digest
    assert {r["path"] for r in package["resources"]} == {f"data/{name}.csv" for name in TABLES}
    assert hashlib.sha256(made.path.read_bytes()).hexdigest() == made.sha256
    assert made.rows == {each["path"][5:-4]: each["rows"] for each in package["resources"]}
    assert (made.incidents, made.rows["claims"]) == (1, 2)


def test_each_table_has_the_columns_and_rows_that_its_schema_says(published: Publication) -> None:
    made = dump.make(day=DAY)

    with opened(made) as packed:
        for resource in json.loads(packed.read("datapackage.json"))["resources"]:
            text = packed.read(resource["path"]).decode("utf-8-sig")
            heading, *rows = csv.reader(io.StringIO(text, newline=""))
            assert heading == [field["name"] for field in resource["schema"]["fields"]]
            assert len(rows) == resource["rows"], resource["path"]
            keys = [heading.index(name) for name in resource["schema"]["primaryKey"]]
            found = {tuple(row[place] for place in keys) for row in rows}
            assert not keys or len(found) == len(rows), resource["path"]
            for field in resource["schema"].get("foreignKeys", ()):
                assert field["fields"] in heading


def test_the_same_content_on_the_same_day_gives_the_same_bytes(published: Publication) -> None:
    assert dump.make(day=DAY).sha256 == dump.make(day=DAY).sha256


def test_a_dump_of_nothing_is_whole_too(published: Publication) -> None:
    listing.remove(published)

    made = dump.make(day=DAY)

    assert (made.incidents, made.rows["claims"]) == (0, 0)


def test_the_newest_are_kept(published: Publication) -> None:
    for day in range(1, 5):
        dump.make(day=date(2026, 11, day))

    assert [each.day.day for each in shelf.dumps()] == [4, 3]
    assert len(list(shelf.folder().glob("*.zip"))) == 2


def test_what_is_killed_half_way_leaves_nothing_that_is_listed(
    published: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_args: Any) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(dump, "_pack", killed)
    with pytest.raises(KeyboardInterrupt):
        dump.make(day=DAY)

    assert shelf.dumps() == []
    assert list(shelf.folder().iterdir()) == []


def test_the_folder_of_a_process_that_was_killed_goes_with_the_next_dump(
    published: Publication,
) -> None:
    left, written = (shelf.folder() / f".making-{name}" for name in (os.getpid(), "other"))
    left.mkdir(parents=True)
    written.mkdir()

    with dump._locked(written):
        dump.make(day=DAY)

    assert (left.exists(), written.exists()) == (False, True)


def bytes_of(response: Any) -> bytes:
    assert isinstance(response, StreamingHttpResponse)
    return b"".join(response)


def test_a_dump_is_given_whole_or_in_part(client: Client, published: Publication) -> None:
    made = dump.make(day=DAY)
    address, whole = "/api/v1/dumps/2026-11-26.zip", made.path.read_bytes()

    first = client.get(address)
    part = client.get(address, headers={"Range": "bytes=10-19"})
    end = client.get(address, headers={"Range": "bytes=-5"})
    rest = client.get(address, headers={"Range": "bytes=100-"})

    assert bytes_of(first) == whole
    assert first.headers["ETag"] == f'"{made.sha256}"'
    assert (part.status_code, bytes_of(part)) == (206, whole[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole)}"
    assert bytes_of(end) == whole[-5:]
    assert bytes_of(rest) == whole[100:]
    same = {"If-None-Match": first.headers["ETag"]}
    assert client.get(address, headers=same).status_code == 304
    other = client.get(address, headers={"Range": "bytes=0-1", "If-Range": '"another"'})
    assert bytes_of(other) == whole


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_range_beyond_the_end_is_refused(
    client: Client, published: Publication, asked: str
) -> None:
    dump.make(day=DAY)

    response = client.get("/api/v1/dumps/2026-11-26.zip", headers={"Range": asked})

    assert response.status_code == 416


@pytest.mark.parametrize("asked", ["bytes=", "bytes=5-2", "bytes=0-1,4-5", "items=1", "x" * 70_000])
def test_a_range_that_cannot_be_read_gives_the_whole(
    client: Client, published: Publication, asked: str
) -> None:
    dump.make(day=DAY)

    assert client.get("/api/v1/dumps/2026-11-26.zip", headers={"Range": asked}).status_code == 200


@pytest.mark.parametrize("day", ["2026-11-25", "2026-13-45", "0000-00-00"])
def test_there_is_no_dump_of_another_day(client: Client, db: None, day: str) -> None:
    assert client.get(f"/api/v1/dumps/{day}.zip").status_code == 404


def withdraw(published: Publication) -> None:
    listing.remove(published)
    Publication.objects.filter(pk=published.pk).update(ended_at=AT + timedelta(days=90))
    WithdrawalFactory(
        incident=published.incident, reference=published.reference, withdrawn_at=later()
    )


def protect(published: Publication) -> None:
    published.incident.title_fr = "Un autre titre"
    correct(published, notice="Un nom a été retiré.", code="privacy")


def hide_a_passage(published: Publication) -> None:
    transcript = Transcript.objects.get(source__public_id=published.content["sources"][0]["id"])
    redact(transcript, 1, 1)


def erase(published: Publication) -> None:
    """From the notice of a version that had ended before the dump: no document of it changes."""
    erasure(later(), {"publication": 1})


def erasure(at: Any, erased: dict[str, int]) -> None:
    DecidedErasureFactory(done_by=UserFactory(), done_at=at, erased=erased)


def later() -> Any:
    return timezone.now() + timedelta(minutes=1)


def correct_facts(published: Publication) -> None:
    published.incident.title_fr = "Un autre titre"
    correct(published, notice="Le titre.", code="factual")


@pytest.fixture
def made(published: Publication) -> Iterator[shelf.Dump]:
    """A dump of before the changes that factories date."""
    found = replace(dump.make(day=DAY), made_at=AT + timedelta(hours=1))
    shelf.keep(found)
    yield found


@pytest.mark.parametrize("happens", [withdraw, protect, hide_a_passage, erase])
def test_a_dump_that_holds_what_was_taken_back_is_given_no_more(
    client: Client, published: Publication, made: shelf.Dump, happens: Any
) -> None:
    happens(Publication.objects.get(pk=published.pk))

    response = client.get("/api/v1/dumps/2026-11-26.zip")

    assert response.status_code == 410
    assert response.json()["sha256"] == made.sha256
    assert response.json()["date"] == "2026-11-26"
    assert client.get("/api/v1/dumps/").json() == {"dumps": []}
    page = client.get("/en/data/").content.decode()
    assert "Given no more" in page
    assert list(shelf.clear()) != []
    assert not made.path.exists()
    assert client.get("/api/v1/dumps/2026-11-26.zip").status_code == 410
    assert published.content["title"]["fr"] not in shelf._note(DAY).read_text()


def test_an_erasure_takes_back_neither_what_it_is_not_in_nor_what_was_made_after_it() -> None:
    erasure(timezone.now(), {"publication": 1})
    made = dump.make(day=DAY)
    erasure(later(), {"record": 1})

    assert made.is_given


def test_another_correction_takes_nothing_back(
    client: Client, published: Publication, made: shelf.Dump
) -> None:
    correct_facts(Publication.objects.get(pk=published.pk))

    assert client.get("/api/v1/dumps/2026-11-26.zip").status_code == 200
    (listed,) = client.get("/api/v1/dumps/").json()["dumps"]
    assert listed["sha256"] == made.sha256
    assert made.sha256 in client.get("/fr/data/").content.decode()


def test_the_command_writes_the_dump_of_today(published: Publication) -> None:
    said = run("dump")

    (made,) = shelf.dumps()
    assert made.sha256 in said.out
    assert "packed data/claims.csv" in said.err
