"""What every command of ours is: to the audit, what it writes came in by this command."""

from typing import Any

from django.core.management.base import BaseCommand

from incidents import recorded


class RecordedCommand(BaseCommand):
    """A command whose door the audit knows. Not the person: a command has none unless it asks."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run it, with its name told to the audit."""
        name = type(self).__module__.rpartition(".")[2]
        with recorded.context(door=f"manage.py {name}"):
            return super().execute(*args, **options)
