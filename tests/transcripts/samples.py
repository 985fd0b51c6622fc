"""`python -m tests.transcripts.samples`: every sample file, read and compared with its table.

`../shared/samples/transcripts.csv` says what the makers of each sample, or of a library's test,
expect. Where we read otherwise, or nothing is expected, `readings.toml` holds our reading and the
rule it rests on; a reading of ours is compared like any other expectation. Times are compared to
the millisecond: the first start, and the last end where one is known.
"""

import csv
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from incidents.transcripts import formats
from incidents.transcripts.records import ParsedTranscript, TranscriptError

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
TABLE = SAMPLES / "transcripts.csv"
READINGS = Path(__file__).resolve().parent / "readings.toml"


class Outcome(StrEnum):
    READ = "read right"
    REFUSED = "refused rightly"
    WRONG = "wrong"


@dataclass(frozen=True)
class Expected:
    """`cues` is None where the file is to be refused, or gives no cue."""

    cues: int | None
    first_ms: int | None = None
    last_ms: int | None = None


@dataclass(frozen=True)
class Found:
    """What one way of reading gave; `said` is the refusal, `cues` None then."""

    cues: int | None
    first_ms: int | None = None
    last_ms: int | None = None
    said: str = ""


@dataclass(frozen=True)
class Compared:
    """A row of the table as we read it. `ours` is our reading where the table's does not hold."""

    path: str
    shape: str
    tabled: Expected | None
    ours: dict[str, Any] | None
    lenient: Found
    strict: Found

    @property
    def outcome(self) -> Outcome:
        expected = _ours(self.ours) if self.ours else self.tabled
        if expected is None or not agree(expected, self.lenient):
            return Outcome.WRONG
        return Outcome.REFUSED if expected.cues is None else Outcome.READ


def compared() -> list[Compared]:
    """Every row, in the order of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [_compared(row) for row in csv.DictReader(file)]


@cache
def readings() -> dict[str, dict[str, Any]]:
    """Our readings by path: `cues` or `refused`, perhaps `first_ms` and `last_ms`, and `rule`."""
    found = tomllib.loads(READINGS.read_text("utf-8")).get("reading", [])
    return {reading["path"]: reading for reading in found}


def _compared(row: dict[str, str]) -> Compared:
    data = (SAMPLES / row["path"]).read_bytes()
    return Compared(
        path=row["path"],
        shape=row["shape"],
        tabled=_tabled(row),
        ours=readings().get(row["path"]),
        lenient=_read(data, lenient=True),
        strict=_read(data, lenient=False),
    )


def _tabled(row: dict[str, str]) -> Expected | None:
    """What the table expects; None where it has no number of cues."""
    cues = row["expect_cues_or_outcome"]
    if cues.startswith("error") or cues == "0":
        return Expected(None)
    if not cues.isdecimal():
        return None
    return Expected(int(cues), _ms(row["expect_first_start_s"]), _ms(row["expect_last_end_s"]))


def _ours(reading: dict[str, Any]) -> Expected:
    if reading.get("refused"):
        return Expected(None)
    return Expected(reading["cues"], reading.get("first_ms"), reading.get("last_ms"))


def _ms(seconds: str) -> int | None:
    return round(float(seconds) * 1000) if seconds else None


def agree(expected: Expected, found: Found) -> bool:
    """An end that the file does not have is not compared."""
    if expected.cues is None or found.cues is None:
        return expected.cues == found.cues
    return (
        expected.cues == found.cues
        and expected.first_ms in {None, found.first_ms}
        and (found.last_ms is None or expected.last_ms in {None, found.last_ms})
    )


def _read(data: bytes, *, lenient: bool) -> Found:
    try:
        transcript = formats.parse(data, lenient=lenient).transcript
    except TranscriptError as error:
        return Found(None, said=f"{type(error).__name__}: {error}")
    if transcript is None:
        return Found(None, said="a page without a transcript")
    return _found(transcript)


def _found(transcript: ParsedTranscript) -> Found:
    cues = transcript.raw or transcript.segments
    ends = [cue.end_ms for cue in cues if cue.end_ms is not None]
    return Found(transcript.cues, min(cue.start_ms for cue in cues), max(ends, default=None))


def report(rows: Iterable[Compared]) -> Iterator[str]:
    """The table of each shape, then every row on which the table is not followed, with the rule."""
    rows = list(rows)
    shapes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for shape in (row.shape, "total"):
            shapes[shape].update(
                [row.outcome.value, "refused strict" if row.strict.cues is None else "read strict"]
            )
    yield "| shape | files | read right | refused rightly | wrong | strict: read | refused |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for shape in [*sorted(shapes.keys() - {"total"}), "total"]:
        n = shapes[shape]
        columns = [n[outcome.value] for outcome in Outcome]
        columns += [n["read strict"], n["refused strict"]]
        yield f"| {shape} | {sum(columns[:3])} | {' | '.join(map(str, columns))} |"
    yield "\nWhere the table expects something else or nothing, and what is wrong:\n"
    for row in rows:
        if row.ours or row.outcome is Outcome.WRONG or _loosely(row):
            yield _line(row)


def _loosely(row: Compared) -> bool:
    """An end was expected that the file does not have."""
    expected = row.tabled
    return bool(expected and expected.last_ms is not None and row.lenient.last_ms is None)


def _line(row: Compared) -> str:
    rule = "its ends are unknown: the file has none"
    if row.ours:
        rule = row.ours["rule"]
    elif row.outcome is Outcome.WRONG:
        rule = "NO READING OF OURS"
    expected = "nothing" if row.tabled is None else _shown(row.tabled)
    return f"- {row.path} ({row.shape}): expected {expected}; read {_shown(row.lenient)}: {rule}"


def _shown(what: Expected | Found) -> str:
    if what.cues is None:
        return f"refused ({what.said[:100]})" if isinstance(what, Found) and what.said else "none"
    return f"{what.cues} cues, {what.first_ms} to {what.last_ms} ms"


def main() -> int:
    """Exit status 1 where a row is wrong, or the samples are not there."""
    if not TABLE.exists():
        print("the samples are not beside the checkout (../shared/samples)", file=sys.stderr)
        return 1
    rows = compared()
    print("\n".join(report(rows)))
    return int(any(row.outcome is Outcome.WRONG for row in rows))


if __name__ == "__main__":
    sys.exit(main())
