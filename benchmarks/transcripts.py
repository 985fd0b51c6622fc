"""`python -m benchmarks.transcripts`: how fast transcripts are read, beside two other libraries.

Each reading is one fresh process: it imports its reader, reads the file and parses it, from the
path to the last cue. Seconds are those of reading and parsing, without imports; memory is what
the process needed at most above what it had after its imports.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.transcript_files import made
from incidents.transcripts import formats

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).resolve().parent / "results"
BESIDE = ("srt", "vtt")
GROWTH = (1_000, 10_000, 100_000, 1_000_000)
CUES = 100_000
LIBRARIES = ("pysubs2", "webvtt-py")


@dataclass(frozen=True)
class Measured:
    """Median seconds and highest memory of several readings of one file."""

    reader: str
    format_name: str
    cues: int
    bytes: int
    seconds: float
    fastest: float
    peak_mib: float


def read(reader: str, path: str) -> None:
    """The one reading of a fresh process; prints what it took."""
    parse = _reader(reader)
    before = _peak_kib()
    started = time.perf_counter()
    count = parse(path)
    seconds = time.perf_counter() - started
    peak = _peak_kib() - before
    print(json.dumps({"seconds": seconds, "cues": count, "peak_kib": peak}))


def _peak_kib() -> int:
    """The most memory that this program had: `ru_maxrss` begins with that of who started it."""
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])


def _reader(name: str):  # type: ignore[no-untyped-def]
    """A function from the path of a file to the number of its cues; the import is done."""
    if name == "pysubs2":
        import pysubs2

        return lambda path: len(pysubs2.load(path))
    if name == "webvtt-py":
        import webvtt

        return lambda path: len(
            webvtt.from_srt(path) if path.endswith("srt") else webvtt.read(path)
        )
    return lambda path: len(formats.parse(Path(path).read_bytes()).transcript.segments)


def measure(reader: str, format_name: str, cues: int, times: int, folder: Path) -> Measured:
    """Raises RuntimeError where a reader fails or, among formats of cues, counts them otherwise."""
    file = folder / f"{cues}.{format_name}"
    if not file.exists():
        file.write_text(made(format_name, cues), "utf-8")
    command = [sys.executable, "-m", "benchmarks.transcripts", "--read", reader, str(file)]
    found = []
    for _ in range(times):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{reader} on {file.name}: {done.stderr[-500:]}")
        found.append(json.loads(done.stdout))
    if format_name in BESIDE and found[0]["cues"] != cues:
        raise RuntimeError(f"{reader} found {found[0]['cues']} of {cues} cues in {file.name}")
    took = [one["seconds"] for one in found]
    peak = max(one["peak_kib"] for one in found) / 1024
    return Measured(reader, format_name, cues, file.stat().st_size, median(took), min(took), peak)


def page(beside: list[Measured], growth: list[Measured], others: list[Measured]) -> Iterator[str]:
    """Markdown of one run."""
    load, processors = os.getloadavg()[0], os.cpu_count() or 1
    yield f"# {date.today().isoformat()}: reading transcripts\n"
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    yield f"Python {platform.python_version()}, {processors} processors, {libraries}."
    yield "Each reading is a fresh process, from the file to the last cue, without its imports."
    yield f"Load of the machine at the end: {load:.1f}.\n"
    if load > processors:
        yield "**Measured on a busy machine: other work slowed it, the figures are too high.**\n"
    yield f"## {CUES} cues, beside two other libraries\n"
    yield from _table(beside)
    yield "\n## Growth of ours\n"
    yield from _table(growth)
    yield f"\n## {CUES} cues (words, in the formats of single words) of every other format, ours\n"
    yield from _table(others)


def _table(rows: list[Measured]) -> Iterator[str]:
    yield "| format | reader | cues | MB | seconds | fastest | µs a cue | peak MiB |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|"
    for m in rows:
        yield (
            f"| {m.format_name} | {m.reader} | {m.cues} | {m.bytes / 1e6:.1f} | {m.seconds:.3f} |"
            f" {m.fastest:.3f} | {m.seconds / m.cues * 1e6:.1f} | {m.peak_mib:.0f} |"
        )


def _options() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.transcripts", description=__doc__)
    parser.add_argument("--read", nargs=2, metavar=("READER", "FILE"), help="one reading")
    parser.add_argument("--times", type=int, default=5, help="readings of each file (5)")
    parser.add_argument("--no-write", action="store_true", help="print only; keep nothing")
    parser.add_argument("--beside", action="store_true", help="only what other libraries read too")
    return parser.parse_args()


def main() -> int:
    options = _options()
    if options.read:
        read(*options.read)
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        beside = [
            measure(reader, format_name, CUES, options.times, folder)
            for format_name in BESIDE
            for reader in ("vigie", *LIBRARIES)
        ]
        growth, others = [], []
        if not options.beside:
            growth = [
                measure("vigie", format_name, cues, 3, folder)
                for format_name in BESIDE
                for cues in GROWTH
            ]
            others = [
                measure("vigie", format_name, CUES, 3, folder)
                for format_name in formats.names()
                if format_name not in BESIDE
            ]
    content = "\n".join(page(beside, growth, others)) + "\n"
    print(content)
    if not options.no_write and not options.beside:
        (RESULTS / f"{date.today().isoformat()}-transcripts.md").write_text(content, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
