"""Commands as a shell runs them, each in a process of its own, that have Django read already.

Starting Python and reading Django takes a second of the processor for each command; the child of a
process that has done both needs a moment. What it writes and how it ends is its own all the same.
"""

import gc
import json
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def ran(
    commands: Sequence[Sequence[str]], environment: dict[str, str]
) -> list[subprocess.CompletedProcess[str]]:
    """How ``manage.py`` ends with each of these command lines, in their order."""
    with tempfile.TemporaryDirectory() as name:
        done = subprocess.run(
            [sys.executable, "-m", "tests.commands.forked", name],
            cwd=ROOT,
            env=environment,
            input=json.dumps(commands),
            capture_output=True,
            text=True,
            timeout=60 + 10 * len(commands),
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        return [_ended(Path(name) / str(n), given) for n, given in enumerate(commands)]


def _ended(place: Path, given: Sequence[str]) -> subprocess.CompletedProcess[str]:
    status, out, err = (
        place.with_suffix(f".{end}").read_text() for end in ("status", "out", "err")
    )
    return subprocess.CompletedProcess(given, int(status), out, err)


def main(folder: Path) -> None:
    """Read Django, then run the command lines of standard input one after the other."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    import django

    django.setup()
    gc.freeze()  # a child does not take apart what it did not make
    for number, arguments in enumerate(json.load(sys.stdin)):
        place = folder / str(number)
        child = os.fork()
        if child == 0:
            return command(arguments, place)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        place.with_suffix(".status").write_text(str(status))


def command(arguments: list[str], place: Path) -> None:
    """What ``python manage.py`` does with them; the end of it is the end of this process."""
    for number, way in ((0, os.devnull), (1, f"{place}.out"), (2, f"{place}.err")):
        opened = os.open(way, os.O_RDWR | os.O_CREAT, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv = ["manage.py", *arguments]
    runpy.run_path("manage.py", run_name="__main__")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
