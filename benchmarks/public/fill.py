"""Fills a migrated, empty database of the site with made-up incidents, and writes the peers' files.

Block by block, so that memory does not grow with the number; in several processes, each of which
takes every second (third, ...) block.
"""

import multiprocessing
import time
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from benchmarks.public import copying, derived
from benchmarks.public.document import document
from benchmarks.public.making import BLOCK, blocks, incidents
from benchmarks.public.peer_rows import Files, register_rows
from benchmarks.public.peer_rows import rows as peer_rows
from benchmarks.public.registers import Registers, add_elections, registers
from benchmarks.public.site_rows import Blank, Values
from benchmarks.public.site_rows import rows as site_rows
from benchmarks.public.sizes import Size
from incidents import documents, models
from incidents.documents import Document
from incidents.listing.tallies import sort_keys
from incidents.models import listing
from tracker.accounts.models import User

PROCESSES = 2
PROGRESS_EVERY = 15.0  # seconds
LARGE = (
    models.Incident,
    models.Publication,
    listing.ListedIncident,
    listing.ListedDetail,
    listing.ListedProcedure,
    listing.ListedFollowUp,
    listing.ListedAppearance,
    listing.ListedSource,
    listing.ListedSegment,
)
"""What grows with the number of incidents, in the order in which it is written."""


def fill(size: Size, folder: Path, processes: int = PROCESSES) -> None:
    """Vocabularies, incidents, then what is derived from them. ``processes`` 0: in this one, inside
    its transaction, for tests."""
    user = prepare()
    found = registers()
    if processes:
        indexes = copying.take_indexes(LARGE)
        _in_processes(size, found, folder, user, processes)
        _say(f"Making {len(indexes)} indexes")
        copying.bring_back(indexes)
    else:
        write_share(size, found, folder, user, 0, 1)
    copying.after_all(LARGE)
    if processes:
        copying.vacuum()
    _say("Filling facets and search")
    derived.fill(processes)
    if processes:
        copying.vacuum()


def prepare() -> int:
    """The vocabularies and elections, and the key of a person who publishes."""
    call_command("load_vocabularies", verbosity=0, stdout=StringIO())
    add_elections()
    user, _made = User.objects.get_or_create(username="benchmark")
    return int(user.pk)


def write_share(
    size: Size, found: Registers, folder: Path, user: int, process: int, processes: int
) -> None:
    """What one of the processes writes."""
    begun, blank, named = time.perf_counter(), Blank(user), set[str]()
    said = begun
    with Files(folder, process) as files:
        if process == 0:
            for table, rows in register_rows(found):
                files.write(table, rows)
        for block in blocks(size)[process::processes]:
            actors, elections = _write_block(block, size, found, blank, files)
            _name(actors, elections, named)
            if time.perf_counter() - said > PROGRESS_EVERY:
                said = time.perf_counter()
                _say(f"  {(block + 1) * BLOCK} of {size.incidents}, {said - begun:.0f} s")


def _write_block(
    block: int, size: Size, found: Registers, blank: Blank, files: Files
) -> tuple[dict[str, Document], dict[str, Document]]:
    """Write the incidents of a block; give the actors and elections that they name."""
    collected: dict[type, list[Values]] = {model: [] for model in LARGE}
    actors: dict[str, Document] = {}
    elections: dict[str, Document] = {}
    for made in incidents(block, size, found):
        content = document(made)
        for model, values in site_rows(made, content, blank):
            collected[model] += values
        for table, rows in peer_rows(made, content, found):
            files.write(table, rows)
        actors |= {a["slug"]: a for a in documents.actors(content)}
        if made.election:
            elections[made.election["slug"]] = made.election
    with copying.without_triggers():
        for model, values in collected.items():
            copying.copy_in(model, values)
    return actors, elections


def _name(actors: dict[str, Document], elections: dict[str, Document], named: set[str]) -> None:
    """List actors and elections that this process has not ``named`` yet; in one order, so that no
    two processes wait for one another."""
    listing.ListedActor.objects.bulk_create(
        [
            listing.ListedActor(
                slug=slug, kind=actor["kind"], content=actor, **sort_keys(actor["name"])
            )
            for slug, actor in sorted(actors.items())
            if slug not in named
        ],
        ignore_conflicts=True,
    )
    listing.ListedElection.objects.bulk_create(
        [listing.ListedElection(slug=s, content=e) for s, e in sorted(elections.items())],
        ignore_conflicts=True,
    )
    named.update(actors)


def _in_processes(size: Size, found: Registers, folder: Path, user: int, processes: int) -> None:
    """Raises RuntimeError where one of them fails."""
    connection.close()
    forked = multiprocessing.get_context("fork")
    shares = [
        forked.Process(target=write_share, args=(size, found, folder, user, n, processes))
        for n in range(processes)
    ]
    for share in shares:
        share.start()
    for share in shares:
        share.join()
    if failed := [share.exitcode for share in shares if share.exitcode]:
        raise RuntimeError(f"{len(failed)} of {processes} processes that write incidents failed")


def _say(words: str) -> None:
    print(words, flush=True)
