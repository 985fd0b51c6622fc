"""Makes the data of a size for everybody: the site's database, the plain one, Datasette's file."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence

from benchmarks.peers import datasette
from benchmarks.public.ground import ROOT, Ground, new_database
from benchmarks.public.serve import SESSION


def prepare(address: str, place: Ground, *, fresh: bool = False) -> None:
    """What is not there yet, or all of it where ``fresh``. Says how long each took."""
    steps = {"site": _site, "plain": _plain, "datasette": _datasette}
    for part, step in steps.items():
        if place.is_made(part) and not fresh:
            continue
        print(f"Making {place.size.incidents} incidents: {part}", flush=True)
        begun = time.perf_counter()
        place.begin(part)
        step(address, place)
        place.complete(part)
        print(f"Made in {time.perf_counter() - begun:.0f} s", flush=True)


def _site(address: str, place: Ground) -> None:
    """The peers' files, too."""
    shutil.rmtree(place.files, ignore_errors=True)
    place.files.mkdir()
    new_database(address, place.site)
    module = ["benchmarks.public.make", place.size.name, str(place.files)]
    _run(module, {"DATABASE_URL": place.site})


def _plain(address: str, place: Ground) -> None:
    new_database(address, place.plain)
    settings = "benchmarks.peers.plain.settings"
    given = {"PLAIN_DATABASE_URL": place.plain, "DJANGO_SETTINGS_MODULE": settings}
    _run(["benchmarks.peers.plain.load", str(place.files), SESSION], given)


def _datasette(_address: str, place: Ground) -> None:
    datasette.make(place.files, place.sqlite, place.metadata)


def _run(module: Sequence[str], environment: dict[str, str]) -> None:
    """A module in a process of its own. Raises RuntimeError where it fails."""
    command = [sys.executable, "-m", *module]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False)
    if done.returncode:
        raise RuntimeError(f"{module[0]} failed")
