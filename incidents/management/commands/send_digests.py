"""``manage.py send_digests``: send the digests that are due, as the worker does each hour."""

from argparse import ArgumentParser
from collections import Counter

from django.core.management.base import CommandError

from incidents.actions import clock, digest, subscription
from incidents.mailing import NoServer
from incidents.management.base import RecordedCommand


class Command(RecordedCommand):
    """One line for each outcome, with its number; never an address. Exit status 1 where one was not
    taken by the server, or the server does not answer."""

    help = "Send the digests that are due now (from seven in the morning on, in Paris)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be sent, and send nothing"
        )

    def handle(self, *, dry_run: bool, **options: object) -> None:
        at = clock.now()
        counts = subscription.numbers()
        self.stdout.write(", ".join(f"{name}: {number}" for name, number in counts.items()))
        try:
            outcomes = Counter(digest.would_send(at=at) if dry_run else digest.send_due(at=at))
        except NoServer as error:
            raise CommandError(str(error)) from error
        for outcome, number in sorted(outcomes.items()):
            self.stdout.write(f"{'would be ' if dry_run else ''}{outcome}: {number}")
        failed = outcomes[digest.Outcome.FAILED] + outcomes[digest.Outcome.PAUSED]
        if failed:
            raise CommandError(f"{failed} not taken by the mail server")
