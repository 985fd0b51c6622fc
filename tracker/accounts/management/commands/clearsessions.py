"""``manage.py clearsessions``: Django's own, and the forms that nobody came back for."""

from typing import Any

from django.contrib.sessions.management.commands import clearsessions

from incidents.management.base import RecordedCommand
from tracker.accounts import waiting


class Command(RecordedCommand, clearsessions.Command):
    """Delete sessions that have ended, and from the others what waited too long."""

    help = "Delete sessions that have ended, and from the others forms that waited too long."

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        waiting.forget_overdue()
