"""Facets, search and tallies, filled by the site's own code from the rows that are there: the texts
in several processes, the sets at the end."""

import multiprocessing

from django.db import connection, transaction

from benchmarks.public import copying
from incidents import listing
from incidents.listing import facets, tallies, texts
from incidents.models import (
    ListedIncident,
    ListedSegment,
    ListedText,
    ListedWord,
    Publication,
)

STEP = 500
MODELS = (ListedText, ListedWord)


def fill(processes: int) -> None:
    """Called once, after all incidents are there and their indexes are back. ``processes`` 0: in
    this one, inside its transaction."""
    last = ListedIncident.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if processes:
        indexes = copying.take_indexes(MODELS)
        _in_processes(last, processes)
        copying.bring_back(indexes)
    else:
        _share(last, 0, 1)
    with transaction.atomic():
        listing.one_at_a_time()
        texts.count_words()
        tallies.tally_all()
        facets.fill()


def _in_processes(last: int, processes: int) -> None:
    connection.close()
    forked = multiprocessing.get_context("fork")
    shares = [forked.Process(target=_share, args=(last, n, processes)) for n in range(processes)]
    for share in shares:
        share.start()
    for share in shares:
        share.join()
    if any(share.exitcode for share in shares):
        raise RuntimeError("texts could not be listed")


def _share(last: int, process: int, processes: int) -> None:
    for first in range(1 + process * STEP, last + 1, STEP * processes):
        with transaction.atomic():
            _texts(first, min(first + STEP, last + 1))


def _texts(first: int, end: int) -> None:
    """Of the incidents from the key ``first`` up to ``end``."""
    documents = Publication.objects.filter(listed__isnull=False, pk__gte=first, pk__lt=end)
    pairs = documents.order_by("pk").values_list("pk", "content").iterator(chunk_size=STEP)
    texts.list_texts(pairs, counted=False)
    of_source: dict[str, list[int]] = {}
    listed = ListedIncident.objects.filter(pk__gte=first, pk__lt=end)
    for key, sources in listed.values_list("pk", "sources"):
        for source in sources:
            of_source.setdefault(source, []).append(key)
    passages: dict[tuple[str, str], list[tuple[int, str]]] = {}
    segments = ListedSegment.objects.filter(source__in=of_source, redacted=False)
    rows = segments.order_by("source_id", "digest", "position")
    for source, digest, position, text in rows.values_list(
        "source_id", "digest", "position", "text"
    ):
        passages.setdefault((source, digest), []).append((position, text))
    for version, found in passages.items():
        texts.list_windows(version, found, of_source[version[0]], counted=False)
