"""What a Publication shows today: its content, without what has been redacted since."""

from collections.abc import Iterable

from incidents import documents, public_relations
from incidents.derived import as_current
from incidents.documents import Document
from incidents.models import Publication


def shown(publication: Publication) -> Document:
    """The content of a Publication as the public reads it now. It is the content to the letter
    unless a passage that it shows was redacted after it was published, or it is of an earlier
    schema: then what was not part of documents yet is added (``derived``)."""
    return shown_all([publication])[0]


def shown_all(publications: Iterable[Publication]) -> list[Document]:
    """The contents of several, in their order; one query."""
    contents = [as_current(publication.content) for publication in publications]
    hidden = public_relations.redactions(
        source["id"] for content in contents for source in content["sources"]
    )
    return [documents.redacted(content, hidden) for content in contents]
