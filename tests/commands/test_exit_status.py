"""Commands as a shell sees them: status 1, one message on standard error, no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def manage(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, on the database of the tests' settings."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=os.environ | {"VIGIE_ENV": "test"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("report", "build", "2026-13"), "month 2026-13: 13 is not a month"),
        (("report", "build", "9999-12"), "the calendar ends with 9999"),
        (("import_source", "empty.txt"), "empty.txt: the file is empty"),
        (("import_source", "bad.txt"), "bad.txt: line 2: time 02:71 has 71 seconds"),
        (("import_source", "none.txt"), "none.txt: No such file or directory"),
        (("load_demo", "--password-file", "empty.txt"), "the password is empty"),
    ],
)
def test_a_refusal_is_one_line_and_status_1(
    tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "bad.txt").write_text("00:00 Un.\n02:71 Deux.\n", "utf-8")
    given = [str(tmp_path / a) if a.endswith(".txt") else a for a in arguments]

    ran = manage(*given)

    assert (ran.returncode, ran.stdout) == (1, "")
    assert message in ran.stderr
    assert "Traceback" not in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
