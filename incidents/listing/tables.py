"""The derived tables as a whole: kept step by step, made anew, compared."""

import hashlib
from collections.abc import Container, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from incidents import documents
from incidents.documents import Document
from incidents.listing import facets
from incidents.listing.derived import DERIVED
from incidents.listing.details import list_details
from incidents.listing.procedures import list_procedures
from incidents.listing.rows import RULES, row_of
from incidents.listing.shown import shown, shown_all
from incidents.listing.sources import relist_sources
from incidents.listing.tallies import list_appearances, sort_keys, tally, tally_all, untally
from incidents.listing.texts import (
    after_many_texts,
    before_many_texts,
    count_words,
    list_texts,
    unlist_texts,
)
from incidents.models import (
    ListedActor,
    ListedElection,
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
        _relist_named(publication.content, shown(publication))


def remove(publication: Publication) -> None:
    """Take a Publication that is no longer current out of every derived table."""
    one_at_a_time()
    facets.change(out=_unlist_rows([publication]))
    _relist_named(publication.content, shown(publication))
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
        _relist_named(publication.content, content)


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
    _list_actors(contents)
    _list_elections(contents)
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


def _relist_named(published: Document, document: Document) -> None:
    """Write the actors and the election of a document anew, those it was published with and those
    it shows, each as the newest listed Publication that names it has it, or not at all."""
    named = (*documents.actors(published), *documents.actors(document))
    for slug in sorted({a["slug"] for a in named if a["slug"]}):
        ListedActor.objects.filter(slug=slug).delete()
        for newest in _newest(listed__actors__contains=[slug]):
            _list_actors([shown(newest)], {slug})
    if document["election"]:
        slug = document["election"]["slug"]
        ListedElection.objects.filter(slug=slug).delete()
        for newest in _newest(listed__election=slug):
            _list_elections([newest.content])


def _newest(**naming: Any) -> QuerySet[Publication]:
    return Publication.objects.current().filter(**naming).order_by("-published_at", "-pk")[:1]


def _list_actors(contents: Sequence[Document], only: Container[str] | None = None) -> None:
    """Each as the last document that names it has it."""
    named = {a["slug"]: a for each in contents for a in documents.actors(each) if a["slug"]}
    if only is not None:
        named = {slug: actor for slug, actor in named.items() if slug in only}
    ListedActor.objects.bulk_create(
        [
            ListedActor(slug=s, kind=a["kind"], content=a, **sort_keys(a["name"]))
            for s, a in sorted(named.items())
        ],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["kind", "content", "sort_fr", "sort_en"],
    )


def _list_elections(contents: Sequence[Document]) -> None:
    """Each as the last document that names it has it."""
    touched = {each["election"]["slug"]: each["election"] for each in contents if each["election"]}
    ListedElection.objects.bulk_create(
        [ListedElection(slug=slug, content=content) for slug, content in sorted(touched.items())],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["content"],
    )
