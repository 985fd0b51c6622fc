"""``manage.py load_case FILE``: a case file, through the product's own import and actions."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError

from incidents.actions import case
from incidents.actions.case_keys import Keys, Team
from incidents.imports.case_file import read_case
from incidents.input_error import InputError
from incidents.management.base import RecordedCommand

PARTS = ("author", "editor", "legal", "publisher")


class Command(RecordedCommand):
    """Loads one case file, all or nothing."""

    help = "Load a case file: actors, sources, incidents, claims, procedures, publication."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the case file (TOML)")
        parser.add_argument("--page", type=Path, help="the page that the case calls “@page”")
        for part, default in zip(PARTS, ("reporter", *PARTS[1:]), strict=True):
            parser.add_argument(f"--{part}", default=default, help=f"user name ({default})")

    def handle(self, *args: Any, **options: Any) -> None:
        team = Team(**{part: _user(options[part]) for part in PARTS})
        try:
            keys = case.load(cases=[read_case(options["file"], options["page"])], team=team)
        except InputError as error:
            raise CommandError(str(error)) from error
        for line in _lines(keys):
            self.stdout.write(line)


def _user(name: str) -> Any:
    users = get_user_model()
    try:
        return users.objects.get(username=name)
    except users.DoesNotExist as error:
        raise CommandError(f"no user has the name “{name}”") from error


def _lines(keys: Keys) -> list[str]:
    lines = [f"source {key}: {source.public_id}" for key, source in keys.sources.items()]
    for key, incident in keys.incidents.items():
        incident.refresh_from_db()
        lines.append(f"incident {key}: {incident.reference or incident.uuid} ({incident.state})")
    return lines
