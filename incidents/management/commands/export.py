"""``manage.py export KIND --format F``: what is published as a file, of any filter."""

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.http import QueryDict
from django.utils import timezone, translation

from incidents.filters import IncidentFilter
from incidents.filters.fields import takes_several
from incidents.keyset import NEWEST, ORDERS
from incidents.management.base import RecordedCommand
from incidents.models import ListedIncident
from incidents.open_data import KINDS, Asked, asked_of, pieces
from incidents.open_data.registers import WITHOUT_FILTER
from incidents.open_data.whole_files import whole_file

ORDER = "order"


class Command(RecordedCommand):
    """Progress goes to standard error. A file has its name once it is whole, and not before."""

    help = "Write what is published: a kind of record, in a format, of any filter of the list."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=list(KINDS), metavar="KIND", help=", ".join(KINDS))
        ends = sorted({end for formats in KINDS.values() for end in formats})
        parser.add_argument("--format", choices=ends, default="csv", help="(csv)")
        parser.add_argument(
            "--filter", default="", metavar="QUERY", help='as in the address: "platform=tiktok"'
        )
        parser.add_argument(
            "--output", type=Path, help="the file to write; standard output if none"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kind, end = options["kind"], options["format"]
        if end not in KINDS[kind]:
            raise CommandError(f"{kind} has no format “{end}”; it has: {', '.join(KINDS[kind])}")
        query = QueryDict(options["filter"])
        if kind in WITHOUT_FILTER and query:
            raise CommandError(f"{kind} belong to no incident: they have no filter")
        asked = replace(_asked(query), tell=self._tell)
        with translation.override("en"):
            self._write(pieces(kind, end, asked), options["output"])

    def _write(self, written: Iterator[bytes], path: Path | None) -> None:
        if path is None:
            for piece in written:
                self.stdout.write(piece.decode(), ending="")
            return
        try:
            with whole_file(path) as file:
                for piece in written:
                    file.write(piece)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        self.stderr.write(f"{path}: {path.stat().st_size} bytes")

    def _tell(self, done: int) -> None:
        self.stderr.write(f"{done} incidents")


def _asked(query: QueryDict) -> Asked:
    """What a query asks for, as the list reads it; nothing in it is ignored."""
    day = timezone.localdate()
    filterset = IncidentFilter(query, queryset=ListedIncident.objects.all(), today=day)
    unknown = [name for name in query if name not in filterset.filters and name != ORDER]
    if unknown:
        raise CommandError(f"no filter has the name “{unknown[0]}”")
    single = {ORDER} | {n for n, each in filterset.filters.items() if not takes_several(each)}
    if repeated := [n for n, given in query.lists() if len(given) > 1 and n in single]:
        raise CommandError(f"“{repeated[0]}” can be given once")
    order = query.get(ORDER, NEWEST.name)
    if order not in ORDERS:
        raise CommandError(f"no order has the name “{order}”; there are: {', '.join(ORDERS)}")
    with translation.override("en"):
        if not filterset.is_valid():
            said = [f"{name}: {words}" for name, words in filterset.problems.items()]
            raise CommandError("; ".join(said))
    return asked_of(filterset, ORDERS[order])
