"""``manage.py rebuild_listing``: derive lists, facets and source pages anew from Publications."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from incidents import listing
from incidents.management.base import RecordedCommand


class Command(RecordedCommand):
    """With ``--check`` nothing is changed: exit status 1 when the tables in use differ."""

    help = "Rebuild the public lists from the Publications, or compare them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only compare; change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            before = listing.fingerprint()
            count = listing.rebuild()
            same = before == listing.fingerprint()
            if options["check"]:
                transaction.set_rollback(True)
        if options["check"] and not same:
            raise CommandError("The public lists differ from the Publications.")
        self.stdout.write(f"{count} incidents; {'as before' if same else 'rebuilt, with changes'}.")
