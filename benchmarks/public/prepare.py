"""Makes the data of a size for everybody: the site's database, the plain one, Datasette's file."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence

from benchmarks.peers import datasette
from benchmarks.public.ground import ROOT, Ground, begin, complete
from benchmarks.public.serve import SESSION


def prepare(address: str, place: Ground, *, fresh: bool = False) -> None:
    """Nothing where they are there already, unless ``fresh``. Says how long each step took."""
    if place.is_made() and not fresh:
        print(f"{place.size.incidents} incidents are there already", flush=True)
        return
    begin(address, place)
    incidents, files = place.size.name, str(place.files)
    _step(
        f"{incidents} incidents for the site",
        ["benchmarks.public.make", incidents, files],
        {"DATABASE_URL": place.site},
    )
    _step(
        "the plain application",
        ["benchmarks.peers.plain.load", files, SESSION],
        {
            "PLAIN_DATABASE_URL": place.plain,
            "DJANGO_SETTINGS_MODULE": "benchmarks.peers.plain.settings",
        },
    )
    begun = time.perf_counter()
    datasette.make(place.files, place.sqlite, place.metadata)
    _say("Datasette's file", begun)
    complete(place)


def _step(name: str, module: Sequence[str], environment: dict[str, str]) -> None:
    """Raises RuntimeError where it fails."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", *module]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False)
    if done.returncode:
        raise RuntimeError(f"{name} could not be made")
    _say(name, begun)


def _say(name: str, begun: float) -> None:
    print(f"Made {name} in {time.perf_counter() - begun:.0f} s", flush=True)
