"""`report build|close|withdraw|reissue`: previews, issued editions, and months that cannot be."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from pypdf import PdfReader

from incidents.actions import clock
from incidents.models import PlannedReport, Report, ReportFile, StoredFile
from incidents.reports.pdf import ReportUnavailable, check_can_render
from tests.commands.running import Ran, run
from tests.factories import TermFactory, UserFactory
from tests.views.published import publish
from tracker.accounts.roles import Role

pytestmark = [
    pytest.mark.django_db,
    # WeasyPrint 70 opens its colour profile and leaves closing it to the interpreter.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning"),
]

OCTOBER = "2026-10-05T12:00:00+02:00"
BAD_MONTHS = [
    ("2026-13", "2026-13: 13 is not a month"),
    ("2026-00", "2026-00: 00 is not a month"),
    ("2026-3", "2026-03"),
    ("9999-12", "the calendar ends with 9999"),
    ("9998-01", "9998-01 is in the future"),
    ("2026-11", "2026-11 is in the future"),
    ("octobre", "octobre is not written as YYYY-MM"),
    ("2026-10-01", "2026-10-01 is not written as YYYY-MM"),
    ("٢٠٢٦-10", "is not written as YYYY-MM"),
]


@pytest.fixture(autouse=True)
def can_render() -> None:
    """These tests make PDFs; where Pango is missing they are skipped, and say what to install."""
    try:
        check_can_render()
    except ReportUnavailable as missing:
        pytest.skip(str(missing))


@pytest.fixture
def publisher() -> str:
    return UserFactory(username="publisher", roles=[Role.PUBLISHER]).username


def build(tmp_path: Path, month: str, *options: str) -> tuple[Ran, Path]:
    """The command and the file it was told to write."""
    path = tmp_path / "report.pdf"
    return run("report", "build", month, "--output", path, *options), path


def text_of(pdf: bytes) -> str:
    reader = PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())


@pytest.mark.parametrize(("month", "message"), BAD_MONTHS)
@pytest.mark.parametrize("verb", ["build", "close"])
def test_a_month_that_cannot_be_is_told(
    tmp_path: Path, publisher: str, verb: str, month: str, message: str
) -> None:
    option = ("--by", publisher) if verb == "close" else ("--output", tmp_path / "report.pdf")
    with time_machine.travel(OCTOBER, tick=False):
        ran = run("report", verb, month, *option)

    assert (ran.status, ran.out) == (1, "")
    assert message in ran.err
    assert len(ran.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
    assert Report.objects.count() == 0


def test_a_preview_is_written_and_nothing_is_saved(tmp_path: Path) -> None:
    publish()
    files = StoredFile.objects.count()

    with time_machine.travel(OCTOBER, tick=False):
        ran, path = build(tmp_path, "2026-09")

    assert ran.status == 0
    assert f"{path}: preview, 1 incident" in ran.out
    assert "unfinished" not in ran.out
    assert "INC-2026-0001" in text_of(path.read_bytes())
    assert (Report.objects.count(), StoredFile.objects.count()) == (0, files)


@pytest.mark.long
def test_the_same_data_gives_the_same_bytes_on_another_day(tmp_path: Path) -> None:
    publish()
    made = []
    for day in (OCTOBER, "2026-11-20T12:00:00+01:00"):
        with time_machine.travel(day, tick=False):
            made.append(build(tmp_path, "2026-09", "--lang", "en")[1].read_bytes())

    assert made[0] == made[1]


def test_a_running_month_is_a_preview_and_says_so(tmp_path: Path) -> None:
    publish()

    with time_machine.travel("2026-09-20T12:00:00+02:00", tick=False):
        ran, path = build(tmp_path, "2026-09", "--lang", "en")

    assert "unfinished period" in ran.out
    assert "unfinished" in text_of(path.read_bytes()).lower()


def test_a_month_without_incidents_has_a_report_that_says_so(tmp_path: Path) -> None:
    publish()

    with time_machine.travel(OCTOBER, tick=False):
        ran, path = build(tmp_path, "2026-08")

    assert ran.status == 0
    assert "0 incidents" in ran.out
    text = text_of(path.read_bytes())
    assert "INC-2026-0001" not in text
    assert len(text) > 500


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "report.pdf"
    with time_machine.travel(OCTOBER, tick=False):
        ran = run("report", "build", "2026-09", "--output", path)

    assert ran.status == 1
    assert f"{path}: No such file or directory" in ran.err


def test_closing_issues_once_and_for_good(publisher: str) -> None:
    publish()

    with time_machine.travel(OCTOBER, tick=False):
        first = run("report", "close", "2026-09", "--by", publisher)
    publish()
    with time_machine.travel("2026-11-01T12:00:00+01:00", tick=False):
        again = run("report", "close", "2026-09", "--by", publisher)

    report = Report.objects.get()
    assert (first.status, again.status) == (0, 0)
    assert "2026-09, edition 1: issued (fr" in first.out
    assert "was issued already" in again.out
    assert report.digest in first.out
    assert report.digest in again.out
    assert len(report.snapshot["incidents"]) == 1
    assert [file.language for file in ReportFile.objects.order_by("language")] == ["en", "fr"]
    for file in ReportFile.objects.select_related("file"):
        assert bytes(file.file.content).startswith(b"%PDF-")


def test_a_running_month_is_not_closed(publisher: str) -> None:
    with time_machine.travel("2026-09-30T23:00:00+02:00", tick=False):
        ran = run("report", "close", "2026-09", "--by", publisher)

    assert ran.status == 1
    assert "2026-09 runs until 2026-09-30" in ran.err
    assert Report.objects.count() == 0


@pytest.mark.parametrize("role", [None, *sorted(set(Role) - {Role.PUBLISHER})])
def test_only_a_publisher_closes(role: Role | None) -> None:
    name = UserFactory(username="somebody", roles=[role] if role else []).username

    with time_machine.travel(OCTOBER, tick=False):
        ran = run("report", "close", "2026-09", "--by", name)

    assert ran.status == 1
    assert "somebody may not do this" in ran.err
    assert Report.objects.count() == 0


def test_a_user_that_nobody_made_is_named() -> None:
    ran = run("report", "close", "2026-09", "--by", "nobody")

    assert (ran.status, ran.err) == (1, "no user has the name “nobody”")


@time_machine.travel(OCTOBER)
def test_an_edition_is_withdrawn_and_replaced_by_one_that_says_so(publisher: str) -> None:
    TermFactory(scheme="correction_class", code="privacy")
    publish()
    run("report", "close", "2026-09", "--by", publisher)
    why = ("--by", publisher, "--reason", "Une demande.")

    early = run("report", "reissue", "2026-09", "--by", publisher, "--take-out", "candidate")
    wrong = run("report", "withdraw", "2026-09", *why, "--class", "whim")
    gone = run("report", "withdraw", "2026-09", *why, "--class", "privacy")
    made = run("report", "reissue", "2026-09", "--by", publisher, "--take-out", "candidate")

    assert "edition 1 stands: withdraw it first" in early.err
    assert "no correction class has the code “whim”" in wrong.err
    assert "2026-09, edition 1: withdrawn (privacy)" in gone.out
    assert "2026-09, edition 2: issued" in made.out
    first, second = Report.objects.order_by("edition")
    pdf = text_of(bytes(ReportFile.objects.get(report=second, language="fr").file.content))
    assert "remplace l’édition 1" in pdf
    assert first.digest in pdf.replace(" ", "")
    assert "imitent une […]" in pdf


def test_a_closing_is_planned_for_the_worker(
    publisher: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 5, tzinfo=UTC))
    by = ("--by", publisher)

    wrong = run("report", "plan", "2026-12", *by, "--at", "soon")
    edge = run("report", "plan", "2026-12", *by, "--at", "0001-01-01 00:00+23:59")
    early = run("report", "plan", "2026-12", *by, "--at", "2026-12-31 23:59")
    made = run("report", "plan", "2026-12", *by, "--at", "2027-01-02 06:00", "--repeat")

    assert (wrong.status, wrong.err) == (1, "--at soon: not written as 2026-12-02 06:00")
    assert "not written as 2026-12-02 06:00" in edge.err
    assert "2026-12 runs until 2026-12-31" in early.err
    assert made.out.strip() == "2026-12: planned for 2027-01-02 06:00, and each following period"
    assert PlannedReport.objects.get().due_at == datetime(2027, 1, 2, 5, tzinfo=UTC)
