"""What a Publication shows today: its content, as redactions and merges since then leave it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from incidents import documents, public_relations
from incidents.derived import as_current
from incidents.documents import Document
from incidents.listing.mergers import actors_now
from incidents.models import Publication


class Shown(NamedTuple):
    """The document, and what happened to it since it was published."""

    content: Document
    redacted_since: bool
    renamed_since: bool


def shown(publication: Publication) -> Document:
    """The content of a Publication as the public reads it now. It is the content to the letter
    unless since it was published a passage that it shows was redacted, or an actor that it names
    was merged into another; or it is of an earlier schema: then what was not part of documents yet
    is added (``derived``)."""
    return shown_all([publication])[0]


def shown_all(publications: Iterable[Publication]) -> list[Document]:
    """The contents of several, in their order; two queries."""
    return [each.content for each in _shown([as_current(p.content) for p in publications])]


def content_shown(content: Document) -> Document:
    """Any kept document, as redactions and merges since then leave it; two queries."""
    return _shown([as_current(content)])[0].content


def contents_shown(contents: Iterable[Document]) -> list[Shown]:
    """Several kept documents, in their order, each with what happened to it since it was kept;
    those that nothing happened to are themselves, to the letter. Two queries."""
    return _shown([as_current(content) for content in contents])


def as_published(publication: Publication) -> Shown:
    """The content of a Publication to the letter, in the schema it was published in, so that its
    digest can be checked; and what happened to it since. Two queries."""
    return as_published_all([publication])[0]


def as_published_all(publications: Iterable[Publication]) -> list[Shown]:
    """The same of several, in their order; two queries."""
    return _shown([publication.content for publication in publications])


def _shown(contents: Sequence[Document]) -> list[Shown]:
    hidden = public_relations.redactions(
        source["id"] for content in contents for source in content["sources"]
    )
    remaining = actors_now(
        actor["slug"]
        for content in contents
        for actor in documents.actors(content)
        if actor["slug"]
    )
    found = []
    for content in contents:
        redacted = documents.redacted(content, hidden)
        now = documents.renamed(redacted, remaining)
        found.append(Shown(now, redacted != content, now is not redacted))
    return found
