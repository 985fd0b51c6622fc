"""`python -m benchmarks`: measure on a throwaway database, print, keep the results."""

import os
import secrets
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

import django
from django.core.management import call_command

from tracker.embedded_postgres import EmbeddedPostgresError, throwaway

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Exit status 1 where no PostgreSQL is found, or an answer is not what it should be."""
    options = _options()
    os.environ.pop("DATABASE_URL", None)
    try:
        with throwaway() as address, tempfile.TemporaryDirectory() as folder:
            _configure(address, Path(folder))
            _measure(options, Path(folder))
    except (EmbeddedPostgresError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _options() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--incidents", type=int, default=2000, help="how many (2000); 0: the demo")
    parser.add_argument("--no-report", action="store_true", help="leave out the report's PDF")
    parser.add_argument("--no-write", action="store_true", help="print only; keep nothing")
    return parser.parse_args()


def _configure(address: str, folder: Path) -> None:
    """Settings of the demo, for this process and the server; nothing of the folder's own."""
    os.environ |= {
        "VIGIE_ENV": "demo",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "DATABASE_URL": address,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "STATIC_ROOT": str(folder / "static"),
        "LOG_LEVEL": "ERROR",
        "COSTLY_A_MINUTE": "0",
    }
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)


def _measure(options: Namespace, folder: Path) -> None:
    # What follows imports models, which need the settings.
    from benchmarks import fill, page, report, requests
    from benchmarks.server import serving
    from incidents.models import ListedIncident

    password = folder / "password"
    password.write_text(secrets.token_urlsafe(20))
    print("Loading the demo", flush=True)
    fill.load_demo(password)
    snapshot, frozen = report.frozen()
    print(f"Filling up to {options.incidents} incidents", flush=True)
    fill.add_copies(max(0, options.incidents - ListedIncident.objects.count()))
    fill.analyze()
    measured = []
    with serving(ROOT, folder / "server.log") as port:
        for operation in requests.operations():
            print(f"Measuring: {operation.name}", flush=True)
            measured.append(requests.measure(operation, port))
    rendered = []
    if not options.no_report:
        print("Rendering reports", flush=True)
        rendered = report.measure(snapshot)
    incidents = ListedIncident.objects.count()
    content = page.text(incidents, measured, frozen, rendered)
    print(f"\n{content}")
    if not options.no_write:
        print(f"Kept in {page.write(content, incidents).relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())
