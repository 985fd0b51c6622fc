"""Commands as a shell sees them: status 1, one message on standard error, no traceback."""

import os
from subprocess import CompletedProcess

import pytest

from tests.commands import forked

REFUSED = {
    ("report", "build", "2026-13"): "month 2026-13: 13 is not a month",
    ("report", "build", "9999-12"): "the calendar ends with 9999",
    ("import_source", "empty.txt"): "empty.txt: the file is empty",
    ("import_source", "bad.txt"): "bad.txt: line 2: time 02:71 has 71 seconds",
    ("import_source", "none.txt"): "none.txt: No such file or directory",
    ("load_demo", "--password-file", "empty.txt"): "the password is empty",
}

Ended = dict[tuple[str, ...], CompletedProcess[str]]


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """Each in a process of its own, on the database of the tests' settings."""
    folder = tmp_path_factory.mktemp("refused")
    (folder / "empty.txt").touch()
    (folder / "bad.txt").write_text("00:00 Un.\n02:71 Deux.\n", "utf-8")
    given = [[str(folder / a) if a.endswith(".txt") else a for a in each] for each in REFUSED]
    done = forked.ran(given, os.environ | {"VIGIE_ENV": "test"})
    return dict(zip(REFUSED, done, strict=True))


@pytest.mark.parametrize(("arguments", "message"), REFUSED.items())
def test_a_refusal_is_one_line_and_status_1(
    ended: Ended, arguments: tuple[str, ...], message: str
) -> None:
    ran = ended[arguments]

    assert (ran.returncode, ran.stdout) == (1, "")
    assert message in ran.stderr
    assert "Traceback" not in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
