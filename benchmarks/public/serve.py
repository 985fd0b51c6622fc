"""Starts everybody who is asked, for one size, and ends them with the block."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.public.ground import HOME, ROOT, Ground
from benchmarks.public.settings import environment
from benchmarks.public.targets import (
    ADMIN,
    ANEW,
    DATASETTE,
    PLAIN,
    SITE,
    SQL,
    Database,
    Server,
    Target,
)
from benchmarks.server import listening, running, serving, wait

PLAIN_APPLICATION = "benchmarks.peers.plain.wsgi:application"
SESSION = "benchmarkbenchmarkbenchmark00001"
DATASETTE_PROGRAM = HOME / "datasette/bin/datasette"
LIMITS = {
    "sql_time_limit_ms": 115_000,
    "facet_time_limit_ms": 115_000,
    "facet_suggest_time_limit_ms": 50,
    "suggest_facets": 0,
    "max_returned_rows": 1000,
}
"""Facets are counted to the end: by default Datasette leaves out what takes more than 0.2 s."""


@contextmanager
def targets(place: Ground, names: tuple[str, ...], static: Path) -> Iterator[dict[str, Target]]:
    """The targets of these names over the data of one size."""
    found: dict[str, Target] = {}
    with ExitStack() as stack:
        for name in (SITE, ANEW):
            if name in names:
                given = environment(place.site, str(static), keeps=name == SITE)
                log = place.folder / f"site-{name == SITE}.log"
                found[name] = Server(stack.enter_context(serving(ROOT, log, environment=given)))
        if SQL in names:
            found[SQL] = Database(place.site)
        if PLAIN in names or ADMIN in names:
            port = stack.enter_context(_plain(place))
            found[PLAIN] = Server(port)
            found[ADMIN] = Server(port, {"Cookie": f"sessionid={SESSION}"})
        if DATASETTE in names:
            found[DATASETTE] = Server(stack.enter_context(_datasette(place)))
        yield {name: target for name, target in found.items() if name in names}


@contextmanager
def _plain(place: Ground) -> Iterator[int]:
    given = {
        "PLAIN_DATABASE_URL": place.plain,
        "DJANGO_SETTINGS_MODULE": "benchmarks.peers.plain.settings",
    }
    with serving(
        ROOT,
        place.folder / "plain.log",
        application=PLAIN_APPLICATION,
        ready="/floor/constant/",
        environment=given,
    ) as port:
        yield port


@contextmanager
def _datasette(place: Ground) -> Iterator[int]:
    """One process, as Datasette has no more; the file is opened as one that never changes, so that
    it keeps the numbers of rows."""
    log = place.folder / "datasette.log"
    with listening() as (port, _descriptor):
        pass
    command = [str(DATASETTE_PROGRAM), "serve", "--immutable", str(place.sqlite)]
    command += ["--metadata", str(place.metadata), "--host", "127.0.0.1", "--port", str(port)]
    for name, value in LIMITS.items():
        command += ["--setting", name, str(value)]
    with running(command, ROOT, log) as child:
        wait(child, port, log, "/-/versions.json")
        yield port


def has_datasette() -> bool:
    """Whether it is installed."""
    return DATASETTE_PROGRAM.exists()
