"""`manage.py load_vocabularies`: terms, platforms, legal bases, authorities and jurisdictions."""

from argparse import ArgumentParser, BooleanOptionalAction

from django.conf import settings
from django.core.management.base import CommandError

from incidents.actions import vocabulary
from incidents.input_error import InputError
from incidents.management.base import RecordedCommand
from incidents.vocabulary.reader import read_vocabularies


class Command(RecordedCommand):
    """Idempotent; run it after every migration."""

    help = "Bring the shipped vocabularies in the database to what the files say."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--fictional",
            action=BooleanOptionalAction,
            default=not settings.PRODUCTION,
            help="with the demonstration's fictional country and its law"
            " (by default everywhere but in production)",
        )

    def handle(self, *, fictional: bool, verbosity: int, **options: object) -> None:
        try:
            shipped = read_vocabularies()
            counts = vocabulary.load(
                vocabularies=shipped if fictional else shipped.without_fictional(), by=None
            )
        except InputError as error:
            raise CommandError(str(error)) from error
        if not verbosity:
            return
        for table in counts:
            self.stdout.write(
                f"{table.table}: {table.created} created, {table.updated} updated,"
                f" {table.unchanged} unchanged"
            )
