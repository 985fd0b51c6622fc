from pathlib import Path

import pytest

from tracker.launch import system
from tracker.launch.system import Need

PRESENT = Need("reading", ("nothing",), "It cannot be.", lambda: True)
LACKING = Need("the report", ("libthis", "libthat"), "The site works.", lambda: False)


def test_what_is_there_is_passed_over(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    system.provide([PRESENT], tmp_path)

    assert capsys.readouterr().out == ""


def test_the_exact_line_is_printed_where_apt_is_not_to_be_had(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    system.provide([LACKING], tmp_path)

    said = capsys.readouterr().out
    assert "Missing for the report. The site works. To install it:" in said
    assert "apt-get install -y libthis libthat" in said


def test_apt_that_failed_is_left_in_peace_for_a_while(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("apt-get", "sudo", "env"):
        program = programs / name
        program.write_text(f"#!/bin/sh\necho {name} >>{tmp_path}/calls\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))

    system.provide([LACKING], tmp_path)
    calls = (tmp_path / "calls").read_text()
    system.provide([LACKING], tmp_path)

    assert "Installing libthis libthat for the report" in capsys.readouterr().out
    assert calls
    assert (tmp_path / "calls").read_text().count("env") == calls.count("env")
