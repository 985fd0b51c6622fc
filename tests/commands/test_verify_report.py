"""`verify_report`: whether files are ours, in words and as JSON, and how it ends."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from incidents.models import Report
from tests import factories
from tests.attachments.pdfs import pdf
from tests.commands.running import run
from tests.factories import ReportWithdrawalFactory
from tests.once import made_once
from tests.verified.scene import bytes_of, files_of, frozen, issue

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def october(django_db_setup: None, django_db_blocker: Any) -> Iterator[Report]:
    with made_once(django_db_blocker):
        report = issue(frozen(edition=1))
        factories.ended()
        yield report


@pytest.fixture
def issued(october: Report, tmp_path: Path) -> Path:
    path = tmp_path / "octobre é.pdf"
    path.write_bytes(bytes_of(october))
    return path


def test_an_issued_file_is_0_and_said_in_lines(issued: Path) -> None:
    ran = run("verify_report", issued)

    assert (ran.status, ran.err) == (0, "")
    first, *lines = ran.out.splitlines()
    assert first == f"{issued}: This is the file we issued, to the byte."
    assert "  Report: Monthly report, October 2026" in lines
    assert "  Edition: 1" in lines


def test_it_is_said_in_french_where_asked(issued: Path) -> None:
    assert "à l’octet près" in run("verify_report", "--lang", "fr", issued).out


def test_a_withdrawn_file_is_ours_all_the_same(october: Report, issued: Path) -> None:
    ReportWithdrawalFactory(report=october)

    ran = run("verify_report", issued)

    assert ran.status == 0
    assert "it has been withdrawn" in ran.out.splitlines()[0]


def test_what_is_not_ours_is_1_and_named(issued: Path, tmp_path: Path) -> None:
    made = frozen(edition=1)
    made["incidents"][0]["content"]["title"]["en"] = "Another title"
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(pdf(files_of(made)))

    ran = run("verify_report", issued, copy)

    assert ran.status == 1
    assert f"{copy}: This is not a file we issued." in ran.out
    assert "  - INC-2026-0001 was changed" in ran.out
    assert ran.err.startswith(f"{copy}: not issued (SHA-256 ")


@pytest.mark.parametrize(
    ("name", "why"), [("none.pdf", "No such file or directory"), (".", "not a file")]
)
def test_what_cannot_be_read_is_2_whatever_the_others_are(
    issued: Path, tmp_path: Path, name: str, why: str
) -> None:
    ran = run("verify_report", issued, tmp_path / name)

    assert (ran.status, ran.err) == (2, f"{tmp_path / name}: {why}")
    assert "This is the file we issued" in ran.out


def test_as_json_it_is_one_document(issued: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"x")

    ran = run("verify_report", "--json", issued, other, tmp_path / "none")
    own, strange, none = json.loads(ran.out)["files"]

    assert ran.status == 2
    assert (own["standing"], own["matches"], own["withdrawn"]) == ("issued", True, False)
    assert own["edition"]["period"] == "2026-10"
    assert own["file"]["language"] == "fr"
    assert (strange["standing"], strange["unread"]) == ("not_issued", "not_a_pdf")
    assert none == {"path": str(tmp_path / "none"), "error": "No such file or directory"}
