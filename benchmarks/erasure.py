"""`python -m benchmarks.erasure`: how long an erasure looks, and how long others wait for it.

On a throwaway database with the demo and a long audit: entries as saves of an incident's note leave
them. A name stands in some of them, and in some rows. Measured: the search that the desk does, the
whole deed, and the part of it in which the audit is held, so that nobody else can write.
"""

import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.__main__ import _configure
from tracker.embedded_postgres import EmbeddedPostgresError, throwaway

NAME = "Oriane Vaucelles"
NOTE = (
    "Rappelé la rédaction à 9 h : la vidéo n’est plus en ligne, l’archive l’est encore ; demander "
    "au service de presse une réponse écrite d’ici à vendredi, et revoir la traduction. N° "
)


def main() -> int:
    """Exit status 1 where no PostgreSQL is found."""
    parser = ArgumentParser(prog="python -m benchmarks.erasure", description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000, help="of the audit (100000)")
    parser.add_argument("--copies", type=int, default=0, help="incidents beside the demo's (0)")
    options = parser.parse_args()
    try:
        with throwaway() as address, tempfile.TemporaryDirectory() as folder:
            _configure(address, Path(folder))
            _measure(options.entries, options.copies, Path(folder))
    except EmbeddedPostgresError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _measure(entries: int, copies: int, folder: Path) -> None:
    # What follows imports models, which need the settings.
    from benchmarks import fill
    from incidents.actions import erasing, erasure
    from incidents.actions.erasure_search import fingerprint
    from incidents.models import AuditEntry, Incident

    password = folder / "password"
    password.write_text("a password of the benchmark")
    fill.load_demo(password)
    fill.add_copies(copies)
    _fill_audit(entries)
    fill.analyze()
    count = AuditEntry.objects.count()
    print(f"{Incident.objects.count()} incidents, {count} entries of the audit", flush=True)
    request, by = _granted()
    for _run in range(2):
        begun = time.perf_counter()
        seen = fingerprint(erasure.places(request))
        print(f"search {time.perf_counter() - begun:.2f} s", flush=True)

    def deed() -> None:
        done = erasing.carry_out(request=request, seen=seen, by=by)
        print(f"places {done.places}")

    took, held = _timed(deed)
    print(f"carried out in {took:.2f} s, of which the audit was held for {held:.2f} s")


def _fill_audit(entries: int) -> None:
    from django.db import connection

    from incidents.models import AuditEntry, Incident

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT vigie_audit_note('incidents_incident', n::text, 'update', jsonb_build_object("
            "'before', jsonb_build_object('internal_note', %s || n), 'after',"
            " jsonb_build_object('internal_note', %s || n + 1))) FROM generate_series(1, %s) n",
            [NOTE, NOTE, max(0, entries - AuditEntry.objects.count())],
        )
    saved = Incident.objects.exclude(state="approved")  # these would go back to draft
    for incident in saved.order_by("pk")[:5]:
        for note in (f"{NAME} a écrit.", f"Répondre à {NAME}."):
            Incident.objects.filter(pk=incident.pk).update(internal_note=note)


def _granted() -> tuple[Any, Any]:
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from incidents.actions import erasure
    from incidents.codes import ErasureGround, ErasureState
    from incidents.models import ErasureRequest

    first, second = (
        get_user_model().objects.create_superuser(name, f"{name}@example.org", "a long password")
        for name in ("deciding", "doing")
    )
    request = ErasureRequest.objects.create(
        received_on=timezone.localdate(), channel="letter", asked="Tout.", values=[NAME]
    )
    erasure.decide(
        request=request,
        state=ErasureState.GRANTED,
        ground=ErasureGround.OBJECTION,
        reasons="Sans rôle public.",
        by=first,
    )
    return request, second


def _timed(deed: Callable[[], None]) -> tuple[float, float]:
    """Seconds of all, and from the moment at which the audit is held to the end."""
    from django.db import connection

    held: list[float] = []

    def watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if "SET CONSTRAINTS ALL IMMEDIATE" in str(sql):
            held.append(time.perf_counter())
        return execute(sql, params, many, context)

    begun = time.perf_counter()
    with connection.execute_wrapper(watch):
        deed()
    ended = time.perf_counter()
    return ended - begun, ended - held[-1]


if __name__ == "__main__":
    sys.exit(main())
