"""``manage.py dump``: everything that is public today, as one file."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from incidents.management.base import RecordedCommand
from incidents.open_data import dump


class Command(RecordedCommand):
    """Progress goes to standard error; the shelf is cleared as by the job of each night."""

    help = "Write the dump of today, and delete the oldest and what may not be given any more."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DUMPS_DIR:
            raise CommandError("DUMPS_DIR is not set: write the folder that keeps the dumps.")
        try:
            made = dump.make(tell=self.stderr.write)
        except OSError as error:
            raise CommandError(
                f"{error.filename or settings.DUMPS_DIR}: {error.strerror}"
            ) from error
        self.stdout.write(
            f"{made.path}: {made.incidents} incidents, {made.size} bytes, {made.sha256}"
        )
