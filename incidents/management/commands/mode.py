"""``manage.py mode [read_only|normal]``: set the site to read only, back, or say which it is."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from incidents.actions import mode
from incidents.actions.clock import now
from incidents.input_error import InputError
from incidents.management.base import RecordedCommand
from incidents.models import Mode


class Command(RecordedCommand):
    """Every process obeys at once; what was being written has ended when the command has."""

    help = "Say which mode the site is in, or set it: read_only (reading goes on), normal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("mode", nargs="?", choices=("read_only", "normal"))
        parser.add_argument("--reason", default="", help="why, in French: visitors read it")
        parser.add_argument("--reason-en", default="", help="why, in English")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["mode"] == "read_only":
            self._set_read_only(options["reason"], options["reason_en"])
        elif options["mode"] == "normal":
            mode.set_normal(at=now())
        self.stdout.write(_said(Mode.objects.read_only()))

    def _set_read_only(self, reason_fr: str, reason_en: str) -> None:
        try:
            mode.set_read_only(reason_fr=reason_fr, reason_en=reason_en, at=now())
        except InputError as error:
            raise CommandError(f"{error}: --reason, --reason-en or both") from error


def _said(found: Mode | None) -> str:
    if found is None:
        return "normal"
    reasons = " / ".join(filter(None, (found.reason_fr, found.reason_en)))
    return f"read_only since {found.since.isoformat(timespec='seconds')}: {reasons}"
