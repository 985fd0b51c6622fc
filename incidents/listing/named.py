"""Actors and elections that published incidents name, each as the newest document has it."""

from collections.abc import Container, Sequence
from typing import Any

from django.db.models import QuerySet

from incidents import documents
from incidents.documents import Document
from incidents.listing.shown import shown
from incidents.listing.tallies import sort_keys
from incidents.models import ListedActor, ListedElection, Publication


def relist_named(published: Document, document: Document) -> None:
    """Write the actors and the election of a document anew, those it was published with and those
    it shows, each as the newest listed Publication that names it has it, or not at all."""
    named = (*documents.actors(published), *documents.actors(document))
    for slug in sorted({a["slug"] for a in named if a["slug"]}):
        ListedActor.objects.filter(slug=slug).delete()
        for newest in _newest(listed__actors__contains=[slug]):
            list_actors([shown(newest)], {slug})
    if document["election"]:
        slug = document["election"]["slug"]
        ListedElection.objects.filter(slug=slug).delete()
        for newest in _newest(listed__election=slug):
            list_elections([newest.content])


def _newest(**naming: Any) -> QuerySet[Publication]:
    return Publication.objects.current().filter(**naming).order_by("-published_at", "-pk")[:1]


def list_actors(contents: Sequence[Document], only: Container[str] | None = None) -> None:
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


def list_elections(contents: Sequence[Document]) -> None:
    """Each as the last document that names it has it."""
    touched = {each["election"]["slug"]: each["election"] for each in contents if each["election"]}
    ListedElection.objects.bulk_create(
        [ListedElection(slug=slug, content=content) for slug, content in sorted(touched.items())],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["content"],
    )
