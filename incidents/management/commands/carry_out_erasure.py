"""``manage.py carry_out_erasure REQUEST --by NAME [--seen FINGERPRINT]``: the desk's deed, however
long it takes."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError

from incidents.actions import erasing, erasure
from incidents.actions.erasure_search import Place, fingerprint
from incidents.input_error import InputError
from incidents.management.base import RecordedCommand
from incidents.models import ErasureRequest
from incidents.models.base import Person

SHOWN = 20
"""Rows named of each table; the rest is counted."""


class Command(RecordedCommand):
    """Without ``--seen`` it writes nothing and says where the person stands: rows by their keys,
    no name, and the fingerprint with which these places are then erased."""

    help = "Show the places of a granted request for erasure, or carry it out on those shown."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("request", type=int, metavar="REQUEST", help="its number")
        parser.add_argument("--by", required=True, metavar="NAME", help="the user name")
        parser.add_argument("--seen", metavar="FINGERPRINT", help="erase the places shown before")

    def handle(self, *args: Any, **options: Any) -> None:
        by = _person(options["by"])
        request = ErasureRequest.objects.filter(pk=options["request"]).first()
        if request is None:
            raise CommandError(f"there is no request for erasure {options['request']}")
        try:
            if options["seen"] is None:
                self._show(request, by)
            else:
                self._erase(request, options["seen"], by)
        except InputError as error:
            raise CommandError(str(error)) from error

    def _show(self, request: ErasureRequest, by: Person) -> None:
        found = erasure.places_for(request, by=by, progress=self.stderr.write)
        for table, keys in _by_table(found).items():
            shown = ", ".join(keys[:SHOWN]) + (", ..." if len(keys) > SHOWN else "")
            self.stdout.write(f"{table}: {len(keys)} ({shown})")
        self.stdout.write(f"fingerprint {fingerprint(found)}")

    def _erase(self, request: ErasureRequest, seen: str, by: Person) -> None:
        done = erasing.carry_out(request=request, seen=seen, by=by, progress=self.stderr.write)
        for kind, count in done.places.items():
            self.stdout.write(f"{kind}: {count}")
        self.stdout.write(f"{len(done.publications)} new publications")
        if done.reports:
            left = ", ".join(str(report) for report in done.reports)
            self.stdout.write(f"issued reports, to be withdrawn and replaced: {left}")


def _by_table(found: list[Place]) -> dict[str, list[str]]:
    tables: dict[str, dict[str, None]] = {}
    for place in found:
        tables.setdefault(place.model._meta.db_table, {})[str(place.key)] = None
    return {table: list(keys) for table, keys in tables.items()}


def _person(name: str) -> Person:
    users = get_user_model()
    try:
        return users.objects.get(username=name)
    except users.DoesNotExist as error:
        raise CommandError(f"no user has the name “{name}”") from error
