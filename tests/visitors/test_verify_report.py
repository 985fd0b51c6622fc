"""The page of verification: answers in words, keeps nothing, works while nothing can be saved."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from incidents.actions import mode
from incidents.models import Report
from incidents.visitors import verification as page
from tests import factories
from tests.attachments.pdfs import sound
from tests.factories import AT, ReportWithdrawalFactory
from tests.once import made_once
from tests.verified.scene import bytes_of, frozen, issue
from tests.views.published import publish

pytestmark = pytest.mark.django_db
HERE = "/en/reports/verify/"


@pytest.fixture(scope="module")
def october(django_db_setup: None, django_db_blocker: Any) -> Iterator[Report]:
    with made_once(django_db_blocker):
        publish()
        factories.ended()
        report = issue(frozen())
        factories.ended()
        yield report


def sent(client: Client, content: bytes, name: str = "a.pdf", path: str = HERE) -> Any:
    return client.post(path, {"file": SimpleUploadedFile(name, content)})


def text(response: Any) -> str:
    return str(response.content.decode())


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_the_file_we_issued_is_called_that_in_both_languages(
    client: Client, october: Report
) -> None:
    english = sent(client, bytes_of(october))
    french = client.get("/fr/reports/verify/", {"sha256": digest(bytes_of(october))})

    assert english.status_code == 200
    assert "This is the file we issued, to the byte." in text(english)
    assert "notice--good" in text(english)
    assert "Monthly report, October 2026" in text(english)
    assert "files attached inside are as we wrote them" in text(english)
    assert 'href="/en/reports/2026-10/"' in text(english)
    assert "celui que nous avons émis, à l’octet près" in text(french)


def test_another_file_is_not_ours_and_its_words_are_text(client: Client, october: Report) -> None:
    copy = text(sent(client, bytes_of(october) + b" "))
    hostile = text(sent(client, sound(), name="<script>.pdf"))

    assert "This is not a file we issued." in copy
    assert "notice--alert" in copy
    assert "<script>" not in hostile
    assert "We issued no such edition" not in copy


def test_a_withdrawn_one_shows_its_digest_and_class_alone(client: Client, october: Report) -> None:
    ReportWithdrawalFactory(report=october)

    shown = text(client.get(HERE, {"sha256": digest(bytes_of(october))}))

    assert "it has been withdrawn" in shown
    assert october.digest in shown
    assert "INC-2026" not in shown
    assert "What has changed since" not in shown


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("0" * 64, 200),
        (f" {'A' * 32} {'b' * 32} ", 200),
        (f"SHA256: {'a' * 64}", 200),
        (f"sha-256:{'a' * 64}", 200),
        ("0" * 63, 400),
        ("é" * 64, 400),
        ("\0", 400),
        ("x" * 70_000, 400),
        ("[" * 64, 400),
    ],
)
def test_a_digest_is_looked_up_or_refused(client: Client, asked: str, status: int) -> None:
    assert client.get(HERE, {"sha256": asked}).status_code == status


def test_a_form_without_a_file_is_told_so(client: Client) -> None:
    for given in ({}, {"file": "a.pdf"}, {"file": SimpleUploadedFile("a.pdf", b"")}):
        response = client.post(HERE, given)
        assert response.status_code == 400
        assert "Choose a file first" in text(response)
    broken = client.post(HERE, b"no form", content_type="multipart/form-data; boundary=x")
    assert broken.status_code == 400
    plain = client.post(HERE, b"%PDF-1.7", content_type="application/pdf")
    assert plain.status_code == 400


def test_what_is_too_large_is_refused_unread(client: Client, settings: Settings) -> None:
    settings.VERIFY_REPORT_MB = 1

    response = sent(client, bytes(1024 * 1024 + page.FRAME + 1))

    assert response.status_code == 413
    assert "larger than 1 MB" in text(response)


def test_nothing_is_kept_of_a_file_and_it_never_is_whole_in_memory(
    client: Client, tmp_path: Path, settings: Settings
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    before = set(os.listdir(tempfile.gettempdir()))

    response = sent(client, sound())

    assert response.status_code == 200
    assert list(tmp_path.iterdir()) == []
    assert {n for n in os.listdir(tempfile.gettempdir()) if n.endswith("upload")} <= before


def test_it_works_while_nothing_can_be_saved_and_needs_no_cookie(october: Report) -> None:
    mode.set_read_only(reason_fr="Une restauration.", reason_en="", at=AT)
    strict = Client(enforce_csrf_checks=True)

    response = sent(strict, bytes_of(october))

    assert response.status_code == 200
    assert "This is the file we issued" in text(response)
    assert not response.cookies
    assert strict.post("/en/reply/?incident=INC-2026-0001").status_code == 503


def test_it_is_never_cached(client: Client) -> None:
    for response in (client.get(HERE), sent(client, b"x")):
        assert response.headers["Cache-Control"] == "no-store, private"


def test_who_asks_too_often_is_told_to_come_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "OF_VISITOR", 1)
    assert sent(client, b"x").status_code == 200

    response = sent(client, b"x")

    assert response.status_code == 429
    assert response.headers["Retry-After"]


def test_the_archive_and_each_report_lead_to_it(client: Client, october: Report) -> None:
    for path in ("/en/reports/", "/en/reports/2026-10/"):
        assert f'href="{HERE}"' in text(client.get(path))
