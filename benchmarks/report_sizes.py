"""`python -m benchmarks.report_sizes`: reports of 1 to 1,000 incidents, beside Chromium's print.

Made-up incidents of the tests, in French. Each volume is laid out by a process as the site does it,
one after the other, so that each is measured alone: seconds of the clock and of a processor, the
most memory it held, pages, bytes. Chromium prints the same page, whole, with the same style sheet
and fonts; its memory is that of all its processes, pages they share counted once.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from incidents.reports.press.apart import Job
    from incidents.reports.volumes import Part

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = "chromium"
LONGEST_S = 600
LANGUAGE = "fr"
HEAD = "| incidents | what | volumes | pages | seconds | of a processor | peak MiB | MB |"


@dataclass(frozen=True)
class Measured:
    """One file: the numbers that are printed of it."""

    pages: int
    seconds: float
    processor_s: float
    peak: int
    size: int
    what: str = ""


def main() -> int:
    """Exit status 0."""
    parser = ArgumentParser(prog="python -m benchmarks.report_sizes", description=__doc__)
    parser.add_argument("--sizes", default="1,40,200,1000", help="incidents, with commas between")
    parser.add_argument(
        "--others", type=int, default=1000, help="of the volumes with incidents, at most so many"
    )
    parser.add_argument("--no-chromium", action="store_true", help="leave out Chromium")
    options = parser.parse_args()
    os.environ |= {"VIGIE_ENV": "demo", "DJANGO_SETTINGS_MODULE": "tracker.settings"}
    import django

    django.setup()
    print(HEAD + "\n|---|---|---|---|---|---|---|---|", flush=True)
    for size in map(int, options.sizes.split(",")):
        for line in _lines(size, options.others, chromium=not options.no_chromium):
            print(line, flush=True)
    return 0


def _lines(size: int, others: int, *, chromium: bool) -> Iterator[str]:
    # What follows reads the settings.
    from incidents.reports.render import report_html
    from tests.reports.snapshots import snapshot

    frozen = snapshot(incidents=size)
    with tempfile.TemporaryDirectory(prefix="vigie-bench-") as name:
        made = list(_volumes(frozen, others, Path(name)))
        yield _line(size, "volumes measured", len(made), _together(made))
        for each in made if len(made) > 1 else []:
            yield _line(size, each.what, 1, each)
        if chromium and shutil.which(CHROMIUM):
            html = report_html(frozen, LANGUAGE)
            yield _line(size, "Chromium, one file", 1, _chromium(html, Path(name)))


def _volumes(frozen: dict[str, Any], others: int, folder: Path) -> Iterator[Measured]:
    """Those with incidents first, then volume 1 and the chapters of their own."""
    from incidents.reports.frozen import data
    from incidents.reports.press.apart import SNAPSHOT, Job
    from incidents.reports.volumes import in_stages, parts

    (folder / SNAPSHOT).write_bytes(data(frozen))
    planned = parts(frozen)
    done: list[Job] = []
    held = [part for part in planned if part.references and not part.leads]
    skipped = held[others:]
    for stage in in_stages(planned):
        jobs = [
            Job(folder, LANGUAGE, part, planned, others=tuple(done))
            for part in stage
            if part not in skipped
        ]
        yield from map(_measured, jobs)
        done += jobs


def _measured(job: "Job") -> Measured:
    begun = time.monotonic()
    job.start()
    while job.read(lambda _step: None):
        pass
    assert job.process is not None
    _pid, _status, used = os.wait4(job.process.pid, 0)
    seconds = time.monotonic() - begun
    job.check()
    volume = job.volume()
    return Measured(
        volume.pages,
        seconds,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss // 1024,
        len(volume.pdf),
        _name(job.part),
    )


def _name(part: "Part") -> str:
    if part.chapter:
        return f"volume {part.number} of {part.of}, {part.chapter}"
    return f"volume {part.number} of {part.of}, {len(part.references)} incidents"


def _together(made: list[Measured]) -> Measured:
    return Measured(
        pages=sum(each.pages for each in made),
        seconds=sum(each.seconds for each in made),
        processor_s=sum(each.processor_s for each in made),
        peak=max(each.peak for each in made),
        size=sum(each.size for each in made),
    )


def _chromium(html: str, folder: Path) -> Measured:
    """Its own print of the page, without what it does not know: leaders, page numbers of links."""
    from pypdf import PdfReader

    from incidents.reports.glyphs import FACES, font_file
    from incidents.reports.pdf import FONTS, STYLE_SHEET

    fonts = font_file(next(iter(FACES.values()))).parent.as_uri() + "/"
    style = STYLE_SHEET.read_text("utf-8").replace(FONTS, fonts)
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(html.replace("</head>", f"<style>{style}</style></head>", 1), "utf-8")
    begun = time.monotonic()
    process = subprocess.Popen(
        [
            *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu"),
            *("--disable-background-networking", f"--user-data-dir={folder / 'profile'}"),
            *("--no-pdf-header-footer", f"--print-to-pdf={target}", source.as_uri()),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    peak = 0
    while process.poll() is None and time.monotonic() - begun < LONGEST_S:
        peak = max(peak, sum(map(_held, _tree(process.pid))))
        time.sleep(0.1)
    process.kill()
    process.wait()
    seconds = time.monotonic() - begun
    if not target.exists():
        return Measured(0, seconds, 0, peak // 1024, 0)
    pages = len(PdfReader(target).pages)
    return Measured(pages, seconds, 0, peak // 1024, target.stat().st_size)


def _tree(root: int) -> set[int]:
    """A process and all below it."""
    parents: dict[int, int] = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(place.parent.name)] = int(place.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found, before = {root}, 0
    while len(found) > before:
        before = len(found)
        found |= {child for child, parent in parents.items() if parent in found}
    return found


def _held(process: int) -> int:
    """KiB of memory; what it shares with others is divided among them."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _line(size: int, what: str, volumes: int, m: Measured) -> str:
    processor = f"{m.processor_s:.1f}" if m.processor_s else "–"
    numbers = f"{volumes} | {m.pages:,} | {m.seconds:.1f} | {processor} | {m.peak:,}"
    return f"| {size:,} | {what} | {numbers} | {m.size / 1e6:.1f} |"


if __name__ == "__main__":
    print(f"{date.today()}, load {os.getloadavg()[0]:.1f}", flush=True)
    sys.exit(main())
