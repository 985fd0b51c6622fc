"""The derived tables as a whole: kept step by step, made anew, compared."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from incidents.documents import Document
from incidents.listing import facets
from incidents.listing.claims import list_claims
from incidents.listing.derived import DERIVED
from incidents.listing.details import list_details
from incidents.listing.named import list_actors, list_elections, relist_named
from incidents.listing.procedures import list_procedures
from incidents.listing.rows import RULES, row_of
from incidents.listing.shown import shown, shown_all
from incidents.listing.sources import relist_sources
from incidents.listing.tallies import list_appearances, tally, tally_all, untally
from incidents.listing.texts import (
    after_many_texts,
    before_many_texts,
    count_words,
    list_texts,
    unlist_texts,
)
from incidents.models import (
    ListedActor,
    ListedFacet,
    ListedIncident,
    Publication,
)

BATCH = 500
LOCK = 0x7669676965
"""Key of the advisory lock under which the derived tables are written ("vigie" in ASCII)."""


def add(publication: Publication) -> None:
    """List a Publication that has just become current. Its forerunner must be removed first."""
    one_at_a_time()
    listed = _list([publication])
    facets.change(into=listed)
    tally(listed[0])
    relist_sources(source["id"] for source in publication.content["sources"])
    if ListedIncident.objects.filter(published_at__gt=publication.published_at).exists():
        relist_named(publication.content, shown(publication))


def remove(publication: Publication) -> None:
    """Take a Publication that is no longer current out of every derived table."""
    one_at_a_time()
    facets.change(out=_unlist_rows([publication]))
    relist_named(publication.content, shown(publication))
    relist_sources(source["id"] for source in publication.content["sources"])


def redact(public_id: str) -> None:
    """Take what has just been redacted in a source out of every derived table: its passages, the
    voices and the words of each published incident that cites it."""
    one_at_a_time()
    _relist(list(Publication.objects.current().filter(listed__sources__contains=[public_id])))
    relist_sources([public_id])


def rename(slug: str) -> None:
    """Show the actor that remains wherever one that has just been merged was listed."""
    one_at_a_time()
    naming = list(Publication.objects.current().filter(listed__actors__contains=[slug]))
    ListedActor.objects.filter(slug=slug).delete()
    _relist(naming)
    relist_sources(source["id"] for each in naming for source in each.content["sources"])


def _relist(publications: list[Publication]) -> None:
    contents = shown_all(publications)
    before = _unlist_rows(publications)
    listed = _list_rows(publications, contents)
    facets.change(out=before, into=listed)
    for each in listed:
        tally(each)
    for publication, content in zip(publications, contents, strict=True):
        relist_named(publication.content, content)


@transaction.atomic
def rebuild() -> int:
    """Empty the derived tables and fill them from the current Publications; gives their number. The
    sets of facets are made anew in their place, so that who has read them learns what changed."""
    one_at_a_time()
    for model in DERIVED:
        if model is not ListedFacet:
            model.objects.all().delete()
    before_many_texts()
    count, sources = 0, set[str]()
    newest_last = Publication.objects.current().order_by("published_at", "pk").iterator(BATCH)
    while batch := list(islice(newest_last, BATCH)):
        _list(batch, counted=False)
        sources |= {source["id"] for each in batch for source in each.content["sources"]}
        count += len(batch)
    relist_sources(sources, counted=False)
    tally_all()
    count_words()
    after_many_texts()
    facets.fill()
    return count


def is_behind() -> bool:
    """Whether something published was derived by earlier rules, or not at all: then what visitors
    see is incomplete until ``rebuild``. Two short queries, however much is published."""
    if ListedIncident.objects.order_by().filter(rules__lt=RULES).exists():
        return True
    return not ListedIncident.objects.exists() and Publication.objects.current().exists()


def rows() -> Iterator[tuple[Any, ...]]:
    """Every row of every derived table without its own key, in a fixed order, for comparison. Of
    the sets of facets neither versions count, nor that one is kept which is empty now."""
    for model in DERIVED:
        own = {"id", "version"} if model is ListedFacet else {"id"}
        names = [f.attname for f in model._meta.concrete_fields if f.name not in own]
        compared: QuerySet[Any] = model.objects.order_by(*(model._meta.ordering or ()))
        if model is ListedFacet:
            compared = ListedFacet.objects.exclude(keys=b"").order_by(*compared.query.order_by)
        for values in compared.values_list(*names).iterator():
            yield (model.__name__, *values)


def fingerprint() -> str:
    """SHA-256 over all rows: equal where the tables are. Rows are read as they come, none kept."""
    seen = hashlib.sha256()
    for row in rows():
        seen.update(repr(row).encode())
    return seen.hexdigest()


def one_at_a_time() -> None:
    """Two that publish at once may cite the same source: the second waits for the first's end.

    What makes public, takes out of the public or merges asks for this before it locks a row, so
    that none of them waits for another in a circle, and each reads what the one before has left.
    So does what only leads there, such as a confirmation or a case file, as its first statement.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _list(publications: Sequence[Publication], *, counted: bool = True) -> list[ListedIncident]:
    """List Publications that are newer than all that are listed, in their order; counting how many
    are tied to a name is left."""
    contents = shown_all(publications)
    listed = _list_rows(publications, contents, counted=counted)
    list_actors(contents)
    list_elections(contents)
    return listed


def _list_rows(
    publications: Sequence[Publication], contents: Sequence[Document], *, counted: bool = True
) -> list[ListedIncident]:
    listed = ListedIncident.objects.bulk_create(
        ListedIncident(**row_of(publication, content))
        for publication, content in zip(publications, contents, strict=True)
    )
    pairs = list(zip(listed, contents, strict=True))
    list_details(pairs)
    list_procedures(pairs)
    list_appearances(pairs)
    list_claims(pairs)
    list_texts(((row.pk, content) for row, content in pairs), counted=counted)
    return listed


def _unlist_rows(publications: Sequence[Publication]) -> list[ListedIncident]:
    """Take these rows out, and give them as they were."""
    rows = ListedIncident.objects.filter(publication__in=publications)
    before = list(rows)
    for row in before:
        untally(row)
    rows.delete()
    unlist_texts([row.pk for row in before])
    return before
