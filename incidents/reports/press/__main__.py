"""``python -m incidents.reports.press``: lays out one volume of a report.

The first line of the standard input says which, as JSON; the files that it names are in a folder
of whoever asks. The answer is lines of JSON on the standard output: ``step`` as it begins, and
``refused`` with the reason in words where it comes to nothing. It knows no database and no secret.
Where the input ends, whoever asked is gone: so is the folder then, and so is this process.
"""

import gc
import json
import os
import resource
import shutil
import sys
import threading
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from incidents.reports import render
from incidents.reports.pdf import ReportUnavailable
from incidents.reports.volumes import Part

ROOT = Path(__file__).resolve().parents[3]
LARGEST = 1536 * 1024 * 1024
"""Bytes of memory that it may ask for: a machine is not to be brought down by a report."""

SELDOM = (200_000, 20, 100)
"""How often it looks for garbage: nearly all that is made is needed to the end, and a fifth of the
time went into finding that out."""


def main() -> int:
    """Exit status 0 where the volume is laid out; the answer says why where it is not."""
    sys.stdout = sys.stderr  # what a library prints is no answer
    asked = json.loads(sys.stdin.readline())
    threading.Thread(target=_leave_with, args=(Path(asked["folder"]),), daemon=True).start()
    _bound(resource.RLIMIT_DATA, LARGEST)
    gc.set_threshold(*SELDOM)
    settings.configure(
        USE_I18N=True,
        LANGUAGE_CODE="en",
        LANGUAGES=[("fr", "French"), ("en", "English")],
        LOCALE_PATHS=[ROOT / "locale"],
        USE_TZ=True,
        TIME_ZONE="Europe/Paris",
    )
    django.setup()
    return _answered(asked)


def _answered(asked: dict[str, Any]) -> int:
    try:
        _lay_out(asked)
    except ReportUnavailable as missing:
        return _tell(refused=str(missing))
    except MemoryError:
        return _tell(refused=f"it needed more than {LARGEST >> 20} MiB of memory")
    except OSError as error:
        return _tell(refused=f"{error.strerror or error} ({error.filename or 'a temporary file'})")
    return 0


def _lay_out(asked: dict[str, Any]) -> None:
    folder = Path(asked["folder"])
    planned = [Part(n, of, tuple(held), tuple(long)) for n, of, held, long in asked["planned"]]
    part = planned[asked["number"] - 1]
    _tell(step=render.step(part))
    snapshot = json.loads((folder / asked["snapshot"]).read_bytes())
    found = _found(folder, asked["places"])
    ready = render.sheet(snapshot, asked["language"], part, planned, found)
    del snapshot
    written = ready.laid_out()
    (folder / asked["pdf"]).write_bytes(written.pdf)
    said = json.dumps({"pages": written.pages, "places": written.places})
    (folder / asked["answer"]).write_text(said, encoding="utf-8")


def _found(folder: Path, files: dict[str, str]) -> dict[str, tuple[int, int]]:
    """Where the anchors of other volumes stand, from their answers."""
    return {
        anchor: (int(number), where)
        for number, name in files.items()
        for anchor, where in json.loads((folder / name).read_text("utf-8"))["places"].items()
    }


def _tell(**said: object) -> int:
    """One line of the answer; 1, the exit status of what is no volume."""
    print(json.dumps(said), file=sys.__stdout__, flush=True)
    return 1


def _leave_with(folder: Path) -> None:
    while os.read(0, 1024):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def _bound(what: int, most: int) -> None:
    _soft, hard = resource.getrlimit(what)
    if hard == resource.RLIM_INFINITY or hard > most:
        resource.setrlimit(what, (most, hard))


if __name__ == "__main__":
    sys.exit(main())
