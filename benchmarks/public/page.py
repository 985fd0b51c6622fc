"""The page of results of one run, in Markdown."""

import math
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.public.aims import aims
from benchmarks.public.check import Checked
from benchmarks.public.measure import Measured, Noise
from benchmarks.public.targets import ANEW, NAMES, SITE
from benchmarks.server import WORKERS

RESULTS = Path(__file__).resolve().parents[1] / "results"
HOW = """
One client on the same machine, one kept connection to each target. Every round visits all targets
of all sizes in turn; before it the machine is waited for. Medians and, in brackets, the time within
which 95 in 100 were answered, in milliseconds; n is the number of answers. Compare within one run:
between two runs the machine differs.

“Vigie” is the site as it is served: it gives a page again for ten seconds while nothing is written,
one query each. Nothing is written here and addresses come again and again, so that nearly all its
answers are such pages. “Vigie made anew” keeps none: that is what an address costs that nobody has
asked for. Files of a list are streams, and never kept.

Everybody has the same incidents and the same passages. Vigie's list counts every facet; the plain
application and Datasette are asked for four, the admin for none. The plain application searches
passages only, the admin titles and summaries only, Datasette titles, summaries, claims and every
passage, ranking all matches by bm25. Datasette's detail is one canned query for all parts. Raw SQL
is Vigie's own tables without any page: of the list, the rows without counts.
"""


@dataclass(frozen=True)
class Run:
    """All that was found."""

    sizes: Sequence[int]
    passages: Mapping[int, int]
    measured: Sequence[Measured]
    noise: Mapping[str, Noise]
    queries: Mapping[str, int]
    checked: Sequence[Checked]
    server: str


def text(run: Run) -> str:
    """The whole page."""
    sizes = ", ".join(f"{size:,} ({run.passages[size]:,} passages)" for size in run.sizes)
    lines = [f"# {date.today().isoformat()}: the public site at {sizes} incidents", ""]
    lines += [
        f"Python {platform.python_version()}, PostgreSQL {run.server}, {os.cpu_count()} CPUs;",
        f"gunicorn with {WORKERS} workers for Vigie and the plain application.",
        *HOW.splitlines(),
        "",
        *_aims(run),
    ]
    for question in dict.fromkeys(each.question for each in run.measured):
        lines += ["", *_question(run, question)]
    if run.checked:
        lines += ["", *_checked(run.checked)]
    return "\n".join(lines) + "\n"


def write(content: str, sizes: Sequence[int]) -> Path:
    """Keep it under the day and the largest size; the same again replaces it."""
    path = RESULTS / f"{date.today().isoformat()}-public-{max(sizes)}.md"
    path.write_text(content, "utf-8")
    return path


def _aims(run: Run) -> Iterator[str]:
    yield from ("## Aims", "", "| aim | as it is served | each page made anew |", "|---|---|---|")
    served, anew = (aims(run.measured, run.sizes, site) for site in (SITE, ANEW))
    for one, other in zip(served, anew, strict=True):
        yield f"| {one.said} | {one.verdict} | {other.verdict} |"


def _question(run: Run, question: str) -> Iterator[str]:
    found = [each for each in run.measured if each.question == question]
    noise = run.noise[question]
    queries = run.queries.get(question)
    yield f"## {question}"
    yield ""
    said = f"Load at most {noise.load:.1f}; {noise.quiet} of {noise.rounds} rounds began idle."
    yield said + (f" Queries of a page made anew: {queries}." if queries is not None else "")
    yield ""
    sizes = " | ".join(f"{size:,}" for size in run.sizes)
    yield f"| asked | {sizes} | beside Vigie | growth | n | bytes |"
    yield f"|---|{'---:|' * len(run.sizes)}---:|---:|---:|---:|"
    ours = _row(found, SITE, run.sizes)
    for target in NAMES:
        row = _row(found, target, run.sizes)
        if any(row):
            yield _line(target, row, ours)


Row = Sequence[Measured | None]


def _row(found: Sequence[Measured], target: str, sizes: Sequence[int]) -> Row:
    by_size = {each.incidents: each for each in found if each.target == target}
    return [by_size.get(size) for size in sizes]


def _line(target: str, row: Row, ours: Row) -> str:
    medians = [_median(each) for each in row]
    times = [theirs / _median(own) for theirs, own in zip(medians, ours, strict=True)]
    known = [each for each in row if each is not None]
    cells = [
        target,
        *(_cell(each) for each in row),
        " / ".join(_number(each) for each in times),
        _number(medians[-1] / medians[0]) if len(row) > 1 else "",
        " / ".join(str(len(each.times)) for each in known),
        str(known[-1].size),
    ]
    return f"| {' | '.join(cells)} |"


def _median(measured: Measured | None) -> float:
    if measured is None or measured.problem or not measured.times:
        return math.nan
    return measured.median


def _cell(measured: Measured | None) -> str:
    if measured is None:
        return ""
    if measured.problem or not measured.times:
        return measured.problem or "not measured"
    return f"{_number(measured.median)} ({_number(measured.p95)})"


def _number(value: float) -> str:
    """Two digits that say something; empty where there is no number."""
    if math.isnan(value):
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _checked(checked: Sequence[Checked]) -> Iterator[str]:
    """What the searches find at the smallest size."""
    yield "## Is the first page of a search the best there is?"
    yield ""
    yield "At the smallest size, beside a ranking of every match, text by text, in SQL. Datasette"
    yield "finds a word in the form it is asked in, and several words in one text only."
    yield ""
    yield "| words | matches | first page equal | matches of Datasette |"
    yield "|---|---:|---|---:|"
    for each in checked:
        equal = "yes" if each.is_equal else f"**no**: {len(each.shown)} shown"
        yield f"| {each.words} | {each.matches} | {equal} | {each.datasette} |"
