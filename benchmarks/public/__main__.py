"""`python -m benchmarks.public --sizes 10000,100000`: make what is missing, measure, write."""

import sys
from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from benchmarks.public import check, page
from benchmarks.public.ground import ROOT, Ground, ground, server
from benchmarks.public.measure import Key, Measured, Noise, measure
from benchmarks.public.prepare import prepare
from benchmarks.public.queries import count
from benchmarks.public.questions import Question, floors, questions, sample
from benchmarks.public.serve import has_datasette, targets
from benchmarks.public.settings import collect_static, environment
from benchmarks.public.sizes import size_of
from benchmarks.public.targets import DATASETTE, NAMES, SITE, Server, Target
from tracker.embedded_postgres import EmbeddedPostgresError

CHECKED_UP_TO = 10_000  # incidents: every text is read


def main() -> int:
    """Exit status 1 where no PostgreSQL is found, or something does not start."""
    options = _options()
    try:
        with server() as address:
            places = [ground(address, size_of(size)) for size in options.sizes]
            for place in places:
                prepare(address, place, fresh=options.fresh)
            if not options.only_make:
                _report(options, places)
    except (EmbeddedPostgresError, RuntimeError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _options() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.public", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=[10_000, 100_000], help="10000,100000")
    parser.add_argument("--targets", type=_names, default=NAMES, help=", ".join(NAMES))
    parser.add_argument("--rounds", type=int, default=5, help="of each question (5)")
    parser.add_argument("--seconds", type=float, default=1.5, help="of each target's slice (1.5)")
    parser.add_argument("--patience", type=float, default=45, help="for an idle machine (45 s)")
    parser.add_argument("--fresh", action="store_true", help="make the data anew")
    parser.add_argument("--only-make", action="store_true", help="make the data, measure nothing")
    parser.add_argument("--no-check", action="store_true", help="do not compare search's rankings")
    parser.add_argument("--no-write", action="store_true", help="print only; keep nothing")
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    return sorted({int(word) for word in text.split(",")})


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in NAMES if name in text.split(","))


def _report(options: Namespace, places: list[Ground]) -> None:
    """Measure, print and keep."""
    names = tuple(n for n in options.targets if n != DATASETTE or has_datasette())
    if DATASETTE in options.targets and DATASETTE not in names:
        print("Datasette is not installed: make bench-peers")
    with TemporaryDirectory() as folder, ExitStack() as stack:
        static = Path(folder)
        collect_static(static)
        asked = {}
        for place in places:
            found = questions(sample(place.site, place.size)) + floors()
            served = stack.enter_context(targets(place, names, static))
            asked |= {(name, place.size.incidents): (t, found) for name, t in served.items()}
        measured, noise = _measure(options, asked)
        checked = [] if options.no_check else _check(places[0], asked)
    first = places[0]
    counted = count(
        questions(sample(first.site, first.size)),
        environment(first.site, str(first.folder), keeps=False),
        ROOT,
        first.folder / "counted.log",
    )
    sizes = [place.size.incidents for place in places]
    passages = {place.size.incidents: _passages(place) for place in places}
    run = page.Run(sizes, passages, measured, noise, counted, checked, _version(first))
    content = page.text(run)
    print(f"\n{content}")
    if not options.no_write:
        print(f"Kept in {page.write(content, sizes).relative_to(ROOT)}")


def _measure(
    options: Namespace, asked: dict[Key, tuple[Target, list[Question]]]
) -> tuple[list[Measured], dict[str, Noise]]:
    """Every question in turn."""
    measured: list[Measured] = []
    noise: dict[str, Noise] = {}
    one = next(iter(asked.values()))[1]
    for number, question in enumerate(one):
        print(f"Measuring: {question.name}", flush=True)
        everyone = {key: (target, found[number]) for key, (target, found) in asked.items()}
        found, noise[question.name] = measure(
            question,
            everyone,
            rounds=options.rounds,
            seconds=options.seconds,
            patience=options.patience,
        )
        measured += found
    return measured, noise


def _check(place: Ground, asked: dict[Key, tuple[Target, list[Question]]]) -> list[check.Checked]:
    site = asked.get((SITE, place.size.incidents))
    if site is None or place.size.incidents > CHECKED_UP_TO:
        return []
    print("Ranking every match by another way", flush=True)
    assert isinstance(site[0], Server)
    return check.check(place, site[0])


def _passages(place: Ground) -> int:
    return _one(place, "SELECT count(*) FROM incidents_listedsegment")


def _version(place: Ground) -> str:
    return str(_one(place, "SHOW server_version")).split()[0]


def _one(place: Ground, statement: str) -> int:
    with psycopg.connect(place.site) as connection:
        row = connection.execute(statement).fetchone()
    assert row is not None
    found: int = row[0]
    return found


if __name__ == "__main__":
    sys.exit(main())
