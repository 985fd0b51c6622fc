"""Hostile text in every field is printed as text: nothing is fetched, no file of the machine is
read. A listener on this machine hears nothing, and Python itself says which files were opened."""

import io
import json
import os
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import page
import pytest
from pypdf import PdfReader

from tests.reports.snapshots import hostile, snapshot

ROOT = Path(__file__).resolve().parents[2]
PROFILES = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
SECRET = "what nobody may read"
EMOJI, HEBREW, OVERRIDE = "\U0001f5f3", "\u05e9\u05dc\u05d5\u05dd", "\u202e"
SAID = {EMOJI: "U+1F5F3", HEBREW: "U+05E9 U+05DC U+05D5 U+05DD", OVERRIDE: "U+202E"}


@dataclass(frozen=True)
class Watched:
    """A report of hostile text, what was opened for it, and who was asked."""

    text: str
    pdf: bytes
    files: list[str]
    sockets: list[str]
    log: str


def words(port: int, folder: Path, length: str) -> str:
    """What a hostile person writes into a field."""
    here, secret = f"http://127.0.0.1:{port}/x", (folder / "secret.txt").as_uri()
    brief = (
        f"<img src={secret}> <script> <style>@import '{here}';",
        f"{{{{ snapshot }}}} &amp; \"'> [{EMOJI}] [{HEBREW}] [{OVERRIDE}x]",
    )
    whole = (
        f"<svg><image href='{here}'/> <link rel=attachment href={secret}> url({here})",
        f"* {{ background: url({here}) }} data:text/html,<img/src={here}>",
        "{% include 'x' %} &lt;b&gt; ]]> --> </style> lang=x " + "w" * 90,
    )
    return " ".join(brief if length == "brief" else brief + whole)


def squeezed(text: str) -> str:
    """Without blanks and hyphens, as a line may end anywhere; typography of quotes undone."""
    return "".join(text.replace("\u2019", "'").replace("-", "").split())


def printed(text: str) -> str:
    """A text as the report prints it: what its font lacks as numbers."""
    for characters, numbers in SAID.items():
        text = text.replace(characters, f"[{numbers}]")
    return squeezed(text)


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        found.listen()
        found.setblocking(False)
        yield found


def watched(frozen: dict[str, Any], folder: Path) -> Watched:
    """The snapshot rendered in a process that notes what it opens."""
    (folder / "snapshot.json").write_text(json.dumps(frozen), "utf-8")
    subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.reports.watched", str(folder)],
        cwd=ROOT,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
        capture_output=True,
    )
    seen = json.loads((folder / "seen.json").read_text("utf-8"))
    pdf = (folder / "report.pdf").read_bytes()
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)
    log = (folder / "log.txt").read_text("utf-8")
    return Watched(text, pdf, seen["open"], seen["socket"], log)


@pytest.fixture(scope="module", params=["brief", pytest.param("whole", marks=pytest.mark.long)])
def made(
    listener: socket.socket,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Watched:
    """One incident, every text of which is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "secret.txt").write_text(SECRET, "utf-8")
    port = listener.getsockname()[1]
    said = words(port, folder, request.param)
    return watched(hostile(snapshot(incidents=1), said) | {"site_name": said}, folder)


def test_it_is_printed_as_text_in_every_field(made: Watched) -> None:
    begins = printed(f"[{EMOJI}] [{HEBREW}] [{OVERRIDE}x]")
    found = squeezed(made.text)
    for said in (begins, "<script><style>@import'http://127.0.0.1", "{{snapshot}}&amp;"):
        assert found.count(said) > 10, said
    assert SECRET not in made.text
    assert SECRET.encode() not in made.pdf


def test_nobody_is_asked_for_anything(made: Watched, listener: socket.socket) -> None:
    with pytest.raises(BlockingIOError):
        listener.accept()
    addressed = [each for each in made.sockets if not each.startswith("urllib.Request ('data:")]
    assert addressed == []  # the report's own charts are data: addresses
    assert "Failed to load" not in made.log


def test_no_file_is_opened_but_our_own_and_the_interpreters(made: Watched) -> None:
    own = [str(ROOT), sys.prefix, sys.base_prefix, sysconfig.get_path("purelib")]
    own += [str(Path(each).resolve()) for each in own]
    others = [name for name in made.files if not name.startswith(tuple(own))]
    assert [name for name in others if "/weasyprint-" not in name] == []


def test_it_keeps_both_profiles(made: Watched) -> None:
    for profile in PROFILES:
        assert page.validate_pdf_bytes(made.pdf, profile=profile).is_compliant


@pytest.mark.long
def test_a_hundred_thousand_characters_are_printed_to_the_last(
    listener: socket.socket, tmp_path: Path
) -> None:
    frozen = snapshot(incidents=1)
    document = frozen["incidents"][0]["content"]
    document["summary"]["en"] = "Flood of words. " * 6_250 + "The last of them."
    document["title"]["en"] = "w" * 2_000
    found = watched(frozen, tmp_path)
    assert squeezed("The last of them.") in squeezed(found.text)
    for word in ("Flood", "words."):  # together they may stand on two pages
        assert found.text.count(word) >= 6_250
    for profile in PROFILES:
        assert page.validate_pdf_bytes(found.pdf, profile=profile).is_compliant
