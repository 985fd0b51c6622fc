"""What docs/open-data.md shows is run as it stands there, against a server; and bad readers."""

import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from incidents.open_data import flat
from incidents.open_data.asked import everything
from tests.factories import AT
from tests.house.tree import ROOT
from tests.views.published import publish

PAGE = (ROOT / "docs/open-data.md").read_text(encoding="utf-8")
SITE = "http://127.0.0.1:8000"


def example(title: str) -> str:
    """The block of code below a heading."""
    found = re.search(rf"### {title}\n.*?```\w+\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def served(live_server: Any) -> str:
    publish(title_fr="=1+1 ; <b>\n\N{RIGHT-TO-LEFT OVERRIDE}")
    return str(live_server.url)


@pytest.mark.django_db(transaction=True)
def test_the_examples_work_as_they_are_written(served: str, tmp_path: Path) -> None:
    if shutil.which("curl"):
        command = example("curl").replace(SITE, served)
        subprocess.run(["sh", "-c", command], cwd=tmp_path, check=True, capture_output=True)
        assert (tmp_path / "incidents.csv").read_bytes().startswith(b"\xef\xbb\xbfreference,")

    names: dict[str, Any] = {}
    exec(example("pandas").replace(SITE, served), names)

    assert list(names["incidents"].reference) == ["INC-2026-0001"]
    assert names["incidents"].title_fr[0].startswith("'=1+1 ; <b>\n")
    assert len(names["said"]) == len(names["claims"]) == 2
    assert names["by_month"].sum() == 1
    _goes_away(served)


def _goes_away(served: str) -> None:
    """A reader who leaves after a few bytes, a byte at a time; the server answers the next one."""
    place = urlsplit(served)
    for path in ("incidents.csv", "incidents.ndjson"):
        with socket.create_connection((place.hostname, place.port), timeout=10) as reader:
            reader.sendall(
                f"GET /api/v1/exports/{path} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode()
            )
            assert b"".join(reader.recv(1) for _each in range(15)) == b"HTTP/1.1 200 OK"
    with socket.create_connection((place.hostname, place.port), timeout=10) as reader:
        reader.sendall(f"GET /api/v1/exports/ HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
        assert reader.recv(15) == b"HTTP/1.1 200 OK"


@pytest.mark.django_db
def test_no_connection_is_held_while_a_reader_takes_its_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(), publish(at=AT)
    held: list[bool] = []
    monkeypatch.setattr(flat, "FIRST", 1)
    monkeypatch.setattr(flat, "THEN", 1)
    monkeypatch.setattr(flat, "copied", _noting(flat.copied, held, True))
    monkeypatch.setattr(flat, "release", lambda: held.append(False))
    pieces: Iterator[bytes] = flat.lines(everything(AT.date()))

    assert next(pieces).startswith(b"\xef\xbb\xbfreference")
    assert held == []  # the heading goes out before anything is asked
    for _row in range(2):
        assert next(pieces).startswith(b"INC-")
        assert held[-2:] == [True, False]


def _noting(does: Any, into: list[bool], value: bool) -> Any:
    def noted(*given: Any) -> Any:
        into.append(value)
        return does(*given)

    return noted
