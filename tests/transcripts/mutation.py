"""`python -m tests.transcripts.mutation`: damaged files of each format, read and judged.

Half of the files are read as the format they come from, half by what they look like. Exit status 1
where anything was not as it must be. `--only N` writes file N of one format to standard output.
"""

import os
import signal
import sys
import time
import tracemalloc
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing import Pool
from types import FrameType

from incidents.transcripts import formats
from incidents.transcripts.records import TranscriptError
from tests.transcripts.mutation_check import check
from tests.transcripts.mutation_make import mutated

SEED = 20261124
MOST_MS = 250
MOST_KIB = 64 * 1024
HANGS_S = 20
BATCH = 100


@dataclass
class Tally:
    """What came of many files of one format."""

    kinds: Counter[str] = field(default_factory=Counter)
    slowest_ms: float = 0
    slowest: int = 0
    peak_kib: float = 0
    largest: int = 0
    violations: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.kinds += other.kinds
        if other.slowest_ms > self.slowest_ms:
            self.slowest_ms, self.slowest = other.slowest_ms, other.slowest
        if other.peak_kib > self.peak_kib:
            self.peak_kib, self.largest = other.peak_kib, other.largest
        self.violations += other.violations


def named(index: int, format_name: str) -> str | None:
    """Every other file is left to be recognised."""
    return format_name if index % 2 else None


def run(format_name: str, seed: int, indexes: range, *, measure: bool = False) -> Tally:
    """Make, read and judge the files of these numbers."""
    tally = Tally()
    for index in indexes:
        data = mutated(format_name, seed, index)
        checked = check(data, named(index, format_name))
        tally.kinds[checked.kind] += 1
        tally.violations += [f"{format_name} {index}: {fault}" for fault in checked.violations]
        if measure:
            _measure(tally, data, index, format_name)
    return tally


def _measure(tally: Tally, data: bytes, index: int, format_name: str) -> None:
    """Time of the processor without the memory's bookkeeping, memory with it; the better of two
    times, as other processes share its caches."""
    ms = min(_time(data, named(index, format_name)) for _ in range(2))
    tracemalloc.start()
    _time(data, named(index, format_name))
    kib = tracemalloc.get_traced_memory()[1] / 1024
    tracemalloc.stop()
    tally.add(Tally(slowest_ms=ms, slowest=index, peak_kib=kib, largest=index))
    if ms > MOST_MS:
        tally.violations.append(f"{format_name} {index}: {ms:.0f} ms")
    if kib > MOST_KIB:
        tally.violations.append(f"{format_name} {index}: {kib:.0f} KiB")


def _time(data: bytes, format_name: str | None) -> float:
    started = time.process_time()
    try:
        formats.parse(data, format_name=format_name, lenient=True)
    except TranscriptError:
        pass
    except Exception:
        return 0.0  # `check` has said so
    return (time.process_time() - started) * 1000


def _batch(work: tuple[str, int, range]) -> tuple[str, Tally]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"a batch of {BATCH} files takes more than {HANGS_S * 10} s")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(HANGS_S * 10)
    tally = run(*work, measure=True)
    signal.alarm(0)
    return work[0], tally


def report(tallies: dict[str, Tally]) -> Iterator[str]:
    """A table, one row for each format."""
    kinds = sorted({kind for tally in tallies.values() for kind in tally.kinds})
    yield f"| format | files | {' | '.join(kinds)} | slowest ms | peak KiB | violations |"
    yield "|---|" + "---:|" * (len(kinds) + 4)
    for name, tally in tallies.items():
        counts = " | ".join(str(tally.kinds[kind]) for kind in kinds)
        yield (
            f"| {name} | {tally.kinds.total()} | {counts} | {tally.slowest_ms:.1f} |"
            f" {tally.peak_kib:.0f} | {len(tally.violations)} |"
        )


def _options() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.transcripts.mutation", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="files for each format (10000)")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--format", choices=formats.names(), action="append")
    parser.add_argument("--only", type=int, help="write this one file and stop")
    parser.add_argument("--show", type=int, default=20, help="violations listed for each format")
    return parser.parse_args()


def main() -> int:
    options = _options()
    chosen = options.format or formats.names()
    if options.only is not None:
        sys.stdout.buffer.write(mutated(chosen[0], options.seed, options.only))
        return 0
    work = [
        (name, options.seed, range(first, min(first + BATCH, options.count)))
        for name in chosen
        for first in range(0, options.count, BATCH)
    ]
    tallies = {name: Tally() for name in chosen}
    with Pool(os.cpu_count()) as pool:
        for name, tally in pool.imap(_batch, work):
            tallies[name].add(tally)
    print(f"Seed {options.seed}, {options.count} files for each format.\n")
    print("\n".join(report(tallies)))
    for tally in tallies.values():
        print("\n".join(tally.violations[: options.show]), file=sys.stderr)
    return int(any(tally.violations for tally in tallies.values()))


if __name__ == "__main__":
    sys.exit(main())
