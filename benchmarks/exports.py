"""`python -m benchmarks.exports --sizes 100000,1000000`: files of everything, beside COPY.

Rows a second of the flat CSV over HTTP; of one COPY of the same columns by the same SQL; of COPY of
the bare columns; and of the plain application's export, which asks for a part where the whole would
take its hours. First byte and first row from the moment of asking; memory is the most that a server
process has held. The data are those of `benchmarks.public`, which makes them.
"""

import http.client
import os
import re
import statistics
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from benchmarks.public.ground import ROOT, Ground, ground, server
from benchmarks.public.measure import wait_quiet
from benchmarks.public.serve import PLAIN_APPLICATION
from benchmarks.public.settings import configure, environment
from benchmarks.public.sizes import size_of
from benchmarks.server import HOST, SITE, SITE_IS_READY, WORKERS, listening, running, wait

CSV = "/api/v1/exports/incidents.csv"
WARM = f"{CSV}?published_to=2000-01-01"
OTHERS = {
    "documents, NDJSON": "/api/v1/exports/incidents.ndjson?order=updated&verdict=disputed",
    "claims, CSV": "/api/v1/exports/claims.csv?verdict=disputed",
    "STIX 2.1": "/api/v1/exports/incidents.stix?verdict=disputed",
}
PLAIN, PLAIN_PART = "/export.csv", "/export.csv?platform=1&verdict=disputed"
WHOLE_UP_TO = 100_000  # incidents of which the plain application and other formats are asked
PATIENCE = 1800.0
AIM_SHARE, AIM_FIRST_MS = 1 / 3, 100.0


@dataclass
class Taken:
    """What one way gave, in each round: seconds, rows; milliseconds to first byte and first row."""

    name: str
    seconds: list[float] = field(default_factory=list)
    rows: int = 0
    size: int = 0
    first_byte: list[float] = field(default_factory=list)
    first_row: list[float] = field(default_factory=list)
    memory: str = "-"

    @property
    def rate(self) -> float:
        """Rows a second, of the best round: what disturbs only ever slows."""
        return self.rows / min(self.seconds)


def main() -> int:
    """Exit status 1 where the data are not there."""
    options = _options()
    configure()
    lines = []
    with server() as address:
        for size in options.sizes:
            lines += _measured(ground(address, size_of(size)), options)
    text = _page(lines)
    print(text)
    if not options.no_write:
        sizes = "-".join(str(size) for size in options.sizes)
        path = ROOT / f"benchmarks/results/{date.today()}-exports-{sizes}.md"
        path.write_text(text, encoding="utf-8")
        print(f"Kept in {path.relative_to(ROOT)}")
    return 0


def _options() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.exports", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=[100_000], help="100000,1000000")
    parser.add_argument("--rounds", type=int, default=3, help="of each (3)")
    parser.add_argument("--patience", type=float, default=45, help="for an idle machine (45 s)")
    parser.add_argument("--no-plain", action="store_true", help="leave the plain application out")
    parser.add_argument("--no-write", action="store_true", help="print only")
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    return sorted({int(word) for word in text.split(",")})


def _measured(place: Ground, options: Namespace) -> list[str]:
    """One size: every way in turn, round after round."""
    from incidents.open_data import flat  # needs the settings

    with ExitStack() as stack:
        static = stack.enter_context(TemporaryDirectory())
        site, site_port = stack.enter_context(
            _serving(place, SITE, SITE_IS_READY, environment(place.site, static))
        )
        asked = {
            "Vigie, flat CSV over HTTP": lambda t: _download(t, site_port, CSV),
            "COPY, same SQL": lambda t: _copy(t, place.site, flat.in_lines(ALL)),
            "COPY, bare columns": lambda t: _copy(t, place.site, _bare()),
        }
        if not options.no_plain:
            given = {
                "PLAIN_DATABASE_URL": place.plain,
                "DJANGO_SETTINGS_MODULE": "benchmarks.peers.plain.settings",
            }
            plain, port = stack.enter_context(
                _serving(place, PLAIN_APPLICATION, "/floor/constant/", given)
            )
            path = PLAIN if place.size.incidents <= WHOLE_UP_TO else PLAIN_PART
            asked["plain Django, CSV"] = lambda t: _download(t, port, path)
        for _each in range(4 * WORKERS):  # each process answers once before the clock runs
            _download(Taken("warm"), site_port, WARM)
        found = {name: Taken(name) for name in asked}
        _rounds(found, asked, options)
        found["Vigie, flat CSV over HTTP"].memory = _memory(site)
        if not options.no_plain:
            found["plain Django, CSV"].memory = _memory(plain)
        for name, path in OTHERS.items() if place.size.incidents <= WHOLE_UP_TO else ():
            found[name] = Taken(name)
            _download(found[name], site_port, path)
            found[name].memory = _memory(site)
    return _table(place.size.incidents, list(found.values()))


def _rounds(
    found: dict[str, Taken], asked: dict[str, Callable[[Taken], None]], options: Namespace
) -> None:
    for number in range(options.rounds):
        for name, ask in asked.items():
            if name.startswith("plain") and number:
                continue  # once is long enough
            wait_quiet(options.patience)
            ask(found[name])
            print(f"{name}: {found[name].rate:,.0f} rows/s", flush=True)


def _download(taken: Taken, port: int, path: str) -> None:
    """Read a file as it comes. Rows are its line ends: texts of the benchmark have none."""
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    connection.connect()
    begun, rows, size = time.perf_counter(), 0, 0
    connection.request("GET", path)
    response = connection.getresponse()
    assert response.status == 200, response.read()[:500]
    first_row = 0.0
    while piece := response.read1(1 << 16):
        if not size:
            taken.first_byte.append(_ms(begun))
        size, rows = size + len(piece), rows + piece.count(b"\n")
        if rows > 1 and not first_row:
            first_row = _ms(begun)
    taken.seconds.append(time.perf_counter() - begun)
    taken.first_row.append(first_row)
    taken.rows, taken.size = rows - 1, size
    connection.close()


ALL = """
FROM incidents_listedincident AS listed
JOIN incidents_listeddetail AS detail ON detail.listed_id = listed.publication_id
ORDER BY listed.first_published_at DESC, listed.reference DESC
"""


def _bare() -> str:
    """The columns as they are stored, without a rule for cells."""
    from incidents.open_data import flat
    from incidents.tables import INCIDENTS

    names = ", ".join(flat.source_of(column) for column in INCIDENTS.columns)
    return f"COPY (SELECT {names} {ALL}) TO STDOUT (FORMAT csv)"


def _copy(taken: Taken, address: str, statement: str) -> None:
    from incidents.open_data import flat

    given = flat.given_for([], date.today())
    with psycopg.connect(address, autocommit=True) as connection:
        begun, rows, size = time.perf_counter(), 0, 0
        cursor = psycopg.ClientCursor(connection)
        with cursor.copy(statement, given) as copied:
            for piece in copied:
                if not size:
                    taken.first_byte.append(_ms(begun))
                size, rows = size + len(piece), rows + 1
        taken.seconds.append(time.perf_counter() - begun)
    taken.rows, taken.size = rows, size


@contextmanager
def _serving(
    place: Ground, application: str, ready: str, given: dict[str, str]
) -> Iterator[tuple[int, int]]:
    """A server as the site is served; gives its process and its port."""
    log = place.folder / f"exports-{application.partition('.')[0]}.log"
    with listening() as (port, descriptor):
        command = [sys.executable, "-m", "gunicorn", application, "--timeout", str(int(PATIENCE))]
        command += ["--config", "python:tracker.launch.gunicorn_settings"]
        command += ["--bind", f"fd://{descriptor}", "--workers", str(WORKERS), "--threads", "8"]
        with running(command, ROOT, log, given, [descriptor]) as child:
            wait(child, port, log, ready)
            yield child.pid, port


def _memory(master: int) -> str:
    """The most that one of its processes has held."""
    most = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:
            continue
        if f"\nPPid:\t{master}\n" in text and (found := re.search(r"VmHWM:\s+(\d+) kB", text)):
            most = max(most, int(found[1]))
    return f"{most / 1024:.0f} MB"


def _table(incidents: int, found: list[Taken]) -> list[str]:
    copy = next(each for each in found if each.name == "COPY, same SQL")
    lines = [f"\n## {incidents:,} incidents\n"]
    lines += ["| way | rows | rows/s | of COPY | MB | first byte | first row | memory |"]
    lines += ["|---|---|---|---|---|---|---|---|"]
    for each in found:
        lines.append(
            f"| {each.name} | {each.rows:,} | {each.rate:,.0f} | {each.rate / copy.rate:.2f}"
            f" | {each.size / 1e6:.0f} | {_median(each.first_byte)} | {_median(each.first_row)}"
            f" | {each.memory} |"
        )
    return lines


def _median(values: list[float]) -> str:
    return f"{statistics.median(values):.0f} ms" if values else "-"


def _page(lines: list[str]) -> str:
    head = [
        f"# Exports, {date.today()}",
        "",
        f"Load of the machine at the end: {os.getloadavg()[0]:.1f}. Rates are of the best round.",
        f"Aims: flat CSV over HTTP at {AIM_SHARE:.2f} of COPY of the same columns by the same SQL,",
        f"first byte within {AIM_FIRST_MS:.0f} ms, memory that does not grow with the file. Where",
        "the plain application would take its hours it is asked for a part, and has its rate.",
        "Documents, claims and STIX are of the incidents whose verdict is disputed.",
    ]
    return "\n".join([*head, *lines, ""])


def _ms(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    sys.exit(main())
