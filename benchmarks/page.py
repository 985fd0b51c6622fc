"""The dated page of results."""

import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.db import connection

from benchmarks.report import Rendered
from benchmarks.requests import TIMES, Measured
from benchmarks.server import WORKERS

RESULTS = Path(__file__).resolve().parent / "results"


def text(
    incidents: int, measured: Sequence[Measured], frozen: float, rendered: Sequence[Rendered]
) -> str:
    """Markdown of one run."""
    load, processors = os.getloadavg()[0], os.cpu_count() or 1
    lines = [
        f"# {date.today().isoformat()}: {incidents} published incidents",
        "",
        f"Python {platform.python_version()}, PostgreSQL {_server()}, {processors} processors,",
        f"gunicorn with {WORKERS} workers, one client on the same machine, one kept connection,",
        f"{TIMES} requests each. Load of the machine at the end: {load:.1f}.",
        "",
        *busy(load, processors),
        "| asked | median ms | p95 ms | queries | bytes |",
        "|---|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {m.name} | {m.median:.1f} | {m.p95:.1f} | {m.queries} | {m.size} |" for m in measured
    ]
    lines += [
        "",
        f"Freezing the demo's last month: {frozen:.2f} s. Rendering the report in French:",
    ]
    lines += ["", "| incidents | pages | seconds |", "|---:|---:|---:|"]
    lines += [f"| {r.incidents} | {r.pages} | {r.seconds:.1f} |" for r in rendered]
    if not rendered:
        lines += ["", "The report was not rendered: left out, or Pango is missing."]
    return "\n".join(lines) + "\n"


def busy(load: float, processors: int) -> list[str]:
    """A warning above the figures where more wanted to run than the machine has processors.

    `load` is the system's average of the last minute; our own client, server and PostgreSQL are in
    it, and one request at a time keeps them to about one processor.
    """
    if load <= processors:
        return []
    return ["**Measured on a busy machine: other work slowed it, the figures are too high.**", ""]


def write(content: str, incidents: int) -> Path:
    """Keep it under the day and size; the same again replaces it."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{date.today().isoformat()}-{incidents}.md"
    path.write_text(content, "utf-8")
    return path


def _server() -> str:
    version = connection.cursor().execute("SHOW server_version").fetchone()
    return str(version[0]).split()[0]
