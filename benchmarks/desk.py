"""`python -m benchmarks.desk`: log one case in the admin as a person would, and count.

From the pasted page to two incidents that nothing stands against, on a throwaway database with the
vocabularies and the demo's accounts. `--way long` goes through one form for each record, `--way
short` through the quick entry; without it, both.
"""

import secrets
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from benchmarks.__main__ import ROOT, _configure
from benchmarks.desk_case import SEED, SEXTANT, Case
from benchmarks.desk_person import Count, Person
from tracker.embedded_postgres import EmbeddedPostgresError, throwaway
from tracker.launch import catalogues

PAGE = ROOT / "tests/data/pages/sextant.txt"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> int:
    """Exit status 1 where there is no PostgreSQL or no Chromium, or an incident is not ready."""
    options = _options()
    catalogues.compile_all(ROOT)
    try:
        for way in [options.way] if options.way else ["long", "short"]:
            with throwaway() as address, tempfile.TemporaryDirectory() as folder:
                print(text(way, _measure(way, address, Path(folder), options)), flush=True)
    except (EmbeddedPostgresError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _options() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.desk", description=__doc__)
    parser.add_argument("--way", choices=["long", "short"], help="one way only")
    parser.add_argument("--page", type=Path, help="the page of the worked example, instead")
    parser.add_argument("--picture", type=Path, help="where to keep pictures of the pages")
    return parser.parse_args()


def _measure(way: str, address: str, folder: Path, options: Namespace) -> Count:
    _configure(address, folder)
    # What follows imports models, which need the settings.
    from benchmarks import desk_browser, desk_long, desk_short
    from benchmarks.server import serving

    walks = {"long": desk_long.walk, "short": desk_short.walk}
    desk_browser.prepare(ROOT / "demo/accounts.toml", secrets.token_urlsafe(20))
    case: Case = SEED if options.page else SEXTANT
    with (
        serving(ROOT, folder / "server.log") as port,
        desk_browser.signed_in("editor", f"http://127.0.0.1:{port}", ARGS) as context,
    ):
        person = Person(context)
        try:
            pks = walks[way](person, case, (options.page or PAGE).read_text(encoding="utf-8"))
        except Exception:
            if options.picture:
                person.save_picture(options.picture)
            raise
        with person.part("looking"):
            for pk in pks:
                person.page.goto(f"/admin/incidents/incident/{pk}/change/")
                desk_browser.check_ready(person)
        return person.count


def text(way: str, count: Count) -> str:
    """The numbers as lines of a table."""
    lines = [f"| {name} | {c} | {k} | {n} |" for name, (c, k, n) in count.parts.items()]
    whole = f"| **{way}** | **{count.clicks}** | **{count.keys}** | **{count.loads}** |"
    seconds = f"machine {count.seconds:.1f} s, by hand {count.by_hand:.0f} s"
    head = "| part | clicks | keys | page loads |\n|---|---|---|---|"
    return "\n".join([head, *lines, whole, "", seconds])


if __name__ == "__main__":
    sys.exit(main())
