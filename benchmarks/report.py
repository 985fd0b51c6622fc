"""How long a report of one, eight and forty incidents takes to freeze and to render."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from incidents.actions.report import build
from incidents.coverage import of_month
from incidents.dates import Month
from incidents.reports.pdf import ReportUnavailable
from incidents.reports.render import render

SIZES = (1, 8, 40)
MONTHS = [of_month(Month(2026, number)) for number in range(5, 11)]
AFTER = datetime(2026, 11, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Rendered:
    """Seconds for the French PDF of so many incidents."""

    incidents: int
    pages: int
    seconds: float


def frozen() -> tuple[dict[str, Any], float]:
    """All the demo's incidents in one snapshot, and the seconds that its last month took."""
    snapshots = [build(month, at=AFTER) for month in MONTHS[:-1]]
    started = time.perf_counter()
    snapshots.append(build(MONTHS[-1], at=AFTER))
    seconds = time.perf_counter() - started
    whole = dict(snapshots[-1])
    whole["incidents"] = [i for snapshot in snapshots for i in snapshot["incidents"]]
    for snapshot in snapshots:
        whole["transcript_extracts"] |= snapshot["transcript_extracts"]
    return whole, seconds


def measure(snapshot: dict[str, Any]) -> list[Rendered]:
    """The French PDF for each size, smallest first; none where Pango is missing."""
    found = []
    for size in SIZES:
        part = snapshot | {"incidents": snapshot["incidents"][:size]}
        started = time.perf_counter()
        try:
            (made,) = render(part, "fr")
        except ReportUnavailable as missing:
            print(missing)
            break
        seconds = time.perf_counter() - started
        found.append(Rendered(len(part["incidents"]), made.pages, seconds))
    return found
