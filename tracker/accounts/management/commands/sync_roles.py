"""`manage.py sync_roles`: the groups in the database hold what the code says."""

from __future__ import annotations

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import CommandError

from incidents.management.base import RecordedCommand
from tracker.accounts.checks import superusers, warning
from tracker.accounts.grants import UnknownPermissionError, grant


class Command(RecordedCommand):
    """Idempotent; run it after every migration."""

    help = "Give each role exactly the permissions that the code lists."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="print the changes, make none")

    def handle(self, *, dry_run: bool, **options: object) -> None:
        try:
            changes = grant(dry_run=dry_run)
        except UnknownPermissionError as error:
            raise CommandError(str(error)) from error
        for change in changes:
            self.stdout.write(str(change))
        verb = "to change" if dry_run else "changed"
        self.stdout.write(
            f"{len(changes)} permissions {verb}." if changes else "Roles are current."
        )
        if settings.PRODUCTION and (names := superusers()):
            self.stderr.write(self.style.WARNING(warning(names)))
