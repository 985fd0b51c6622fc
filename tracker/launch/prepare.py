"""Brings the database to where the site can be served: `python -m tracker.launch.prepare`.

A process of its own, so that the launcher stays small and a failure is contained. Every step may
be repeated. The first run loads the demo, closes its last month and writes the first dump; it
counts as done only when all are, so a start that was cut off is finished by the next one.
"""

import hashlib
import os
import sys
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.core.management import CommandError, call_command

from tracker.launch import keep, lifeline
from tracker.launch.first_run import OWN, FirstRun
from tracker.launch.progress import complain, step


def main(key: str) -> int:
    """Run the steps on the database with this key; return the exit status."""
    lifeline.watch(lambda: os._exit(1))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    try:
        collect_static(keep.ROOT)
        with step("Bringing the database up to date"):
            quietly("migrate")
        with step("Loading vocabularies"):
            quietly("load_vocabularies")
        with step("Setting up roles"):
            quietly("sync_roles")
        derive_after_upgrade()
        load_demo_once(FirstRun(keep.ROOT, key))
    except CommandError as error:
        complain(f"    {error}")
        return 1
    return 0


def quietly(command: str, *arguments: str) -> None:
    """Run a command; show what it said only when it fails."""
    said = StringIO()
    try:
        call_command(command, *arguments, stdout=said, stderr=said)
    except Exception:
        complain(said.getvalue())
        raise


def collect_static(root: Path) -> None:
    """Copy and compress the static files, unless nothing they come from has changed."""
    stamp = root / "var/static.stamp"
    now = _fingerprint(root)
    if stamp.exists() and stamp.read_text() == now:
        return
    with step("Collecting static files"):
        quietly("collectstatic", "--noinput", "--clear")
    stamp.write_text(now)


def _fingerprint(root: Path) -> str:
    """Return a digest of what static files come from: ours, and the installed packages'."""
    digest = hashlib.sha256((root / "requirements.lock").read_bytes())
    digest.update(str(settings.STATIC_ROOT).encode())
    digest.update((root / "tracker/typefaces.py").read_bytes())
    for folder in (root / "static", root / "incidents/static", root / "tracker/static"):
        for path in sorted(folder.rglob("*")):
            found = path.stat()
            digest.update(f"{path.relative_to(root)} {found.st_size} {found.st_mtime_ns}".encode())
    return digest.hexdigest()


def derive_after_upgrade() -> None:
    """Derive the public lists anew where they are of an earlier version: before, the site would
    show less than is published."""
    # Models can only be imported once Django is set up.
    from incidents import listing

    if listing.is_behind():
        with step("Deriving the public lists anew"):
            quietly("rebuild_listing")


def load_demo_once(first: FirstRun) -> None:
    """Load the demo at the first run, or at the start after a first run that was cut off."""
    # Models can only be imported once Django is set up.
    from tracker.launch.demo_data import is_empty, month_to_close

    if first.is_done() or not (first.has_begun() or is_empty()):
        return
    first.begin()
    with step("Loading the demo (made-up data, a minute or less)"):
        path = keep.demo_password_file(first.root)
        call_command("load_demo", "--password-file", str(path))
    if month := month_to_close():
        with step(f"Issuing the report of {month}"):
            quietly("report", "close", month, "--by", "publisher")
    with step("Making the first head of the audit"):
        quietly("anchor_audit")
    if settings.DUMPS_DIR:
        with step("Writing the first dump of what is public"):
            quietly("dump")
    first.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if sys.argv[1:] else OWN))
