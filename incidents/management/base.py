"""What every command of ours is: to the audit, what it writes came in by this command; and in
read-only mode it says why it changed nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from incidents import recorded
from incidents.read_only import is_read_only


class RecordedCommand(BaseCommand):
    """A command whose door the audit knows. Not the person: a command has none unless it asks."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run it, with its name told to the audit. In read-only mode what writes has changed
        nothing: CommandError, with the operator's reason."""
        name = type(self).__module__.rpartition(".")[2]
        try:
            with recorded.context(door=f"manage.py {name}"):
                return super().execute(*args, **options)
        except DatabaseError as error:
            if not is_read_only(error):
                raise
            said = str(error).partition("\n")[0]
            raise CommandError(f"{said}. Nothing was changed (manage.py mode).") from error
