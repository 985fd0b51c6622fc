"""Volumes laid out in processes of their own: the same bytes, and what is said where one ends."""

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytest_django import Settings

from incidents.reports import render as here
from incidents.reports import volumes
from incidents.reports.pdf import ReportUnavailable
from incidents.reports.press import apart
from tests.reports.snapshots import snapshot

pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning"),
]

ROOT = Path(__file__).resolve().parents[3]
EMPTY = snapshot(incidents=0, changes=[])


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where temporary files go; each test leaves none, and no process."""
    settings.REPORT_PROCESSES = 2
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield tmp_path
    assert list(tmp_path.glob("vigie-*")) == []
    assert presses() == []


def presses() -> list[int]:
    """The processes that lay out a report for this one."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes().split(b"\0")
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if b"incidents.reports.press" in words and parent == os.getpid():
            found.append(int(place.name))
    return found


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """As on a disk that is full after so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_the_bytes_are_those_of_this_process_and_its_steps_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "C")
    told: list[str] = []
    assert apart.render(EMPTY, "fr", told.append) == here.render(EMPTY, "fr")
    assert told == ["arranging the snapshot", "laying out the pages", "done"]


@pytest.mark.long
def test_volumes_laid_out_two_at_a_time_have_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(volumes, "MOST", 2)
    frozen = snapshot(incidents=3)
    made = apart.render(frozen, "en")
    assert [each.number for each in made] == [1, 2, 3, 4, 5, 6]
    assert made == here.render(frozen, "en")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="language 'de' is not one of fr, en"):
        apart.render(EMPTY, "de")


def test_a_process_that_is_killed_is_told_by_its_signal() -> None:
    def killed(step: str) -> None:
        for process in presses():
            os.kill(process, signal.SIGKILL)

    with pytest.raises(ReportUnavailable, match=r"ended by signal 9 \(SIGKILL\)"):
        apart.render(EMPTY, "fr", killed)


def test_a_full_disk_is_told_before_a_process_is_started() -> None:
    with no_file_larger_than(100), pytest.raises(ReportUnavailable, match="File too large"):
        apart.render(EMPTY, "fr")


def test_a_disk_that_fills_while_the_pdf_is_written_is_told() -> None:
    with no_file_larger_than(20_000), pytest.raises(ReportUnavailable) as told:
        apart.render(EMPTY, "fr")
    assert str(told.value).startswith("File too large (")


def test_one_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "LONGEST_S", 0)
    with pytest.raises(ReportUnavailable, match="took longer than 0 seconds"):
        apart.render(EMPTY, "fr")


def test_one_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "ROOT", Path("/"))
    with pytest.raises(ReportUnavailable, match=r"failed: .*No module named"):
        apart.render(EMPTY, "fr")


def test_one_without_pango_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where it is missing: what stands in its place is no library. WeasyPrint prints advice of
    its own then, which is no answer."""
    for name in ("libpango-1.0.so.0", "libpango-1.0.so"):
        (tmp_path / name).write_text("no library")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    with pytest.raises(ReportUnavailable, match="apt-get install libpango"):
        apart.render(EMPTY, "fr")


class Stopped(Exception):
    """Whoever asks wants it no more."""


def test_whoever_asks_may_stop_it_and_it_is_given_neither_database_nor_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SECRET_KEY", "not to be told")
    seen: list[bytes] = []

    def stop(step: str) -> None:
        seen.extend(Path(f"/proc/{each}/environ").read_bytes() for each in presses())
        if step == "laying out the pages":
            raise Stopped

    with pytest.raises(Stopped):
        apart.render(EMPTY, "fr", stop)
    (environment,) = seen
    assert b"SECRET_KEY" not in environment
    assert b"DATABASE_URL" not in environment


@pytest.mark.long
def test_it_is_gone_with_whoever_asked_and_so_are_its_files(tmp_path: Path) -> None:
    program = (
        "import django; django.setup()\n"
        "from incidents.reports.press.apart import render\n"
        "from tests.reports.snapshots import snapshot\n"
        "render(snapshot(incidents=30), 'fr', lambda step: print(step, flush=True))\n"
    )
    folder = tmp_path / "temporary"
    folder.mkdir()
    environment = os.environ | {"VIGIE_ENV": "demo", "TMPDIR": str(folder)}
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as asking:
        assert asking.stdout is not None
        assert asking.stdout.readline() == "arranging the snapshot\n"
        assert asking.stdout.readline() == "laying out the pages\n"
        assert list(folder.iterdir())
        asking.kill()
    until = time.monotonic() + 20
    while list(folder.iterdir()) and time.monotonic() < until:
        time.sleep(0.1)
    assert list(folder.iterdir()) == []
    folder.rmdir()
