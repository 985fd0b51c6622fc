"""The same incidents as rows of the site: what its publishing would leave, less the staff's work.

Of staff's tables an incident's own row is there, because a Publication points to it. The rows of
lists come from the site's own rules; triggers are off while they are written (`copying`), so that
no audit tells of them.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Model

from benchmarks.public.made import Made
from incidents import documents, models
from incidents.canonical import digest
from incidents.codes import PublicationKind, State
from incidents.documents import Document
from incidents.listing.claims import claim_rows, source_rows
from incidents.listing.details import detail_of
from incidents.listing.procedures import procedure_rows
from incidents.listing.rows import row_of
from incidents.listing.tallies import appearance_rows

Values = dict[str, Any]


class Blank:
    """The columns of a new row of each model, made once: copying them is quicker than a model."""

    def __init__(self, user: int) -> None:
        self.user = user
        self.incident = values_of(models.Incident(state=State.PUBLISHED))
        self.publication = values_of(models.Publication(published_by_id=user))
        self.segment = values_of(models.ListedSegment())
        self.listed = values_of(models.ListedIncident())


def values_of(row: Model) -> Values:
    """Every column, by attribute."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def rows(
    made: Made, document: Document, blank: Blank
) -> Iterator[tuple[type[Model], list[Values]]]:
    """The rows of one incident, by model."""
    publication = models.Publication(
        id=made.number,
        reference=made.reference,
        number=1,
        digest=digest(document),
        published_at=made.first_published_at,
        first_published_at=made.first_published_at,
    )
    listed = row_of(publication, document)
    del listed["publication"]
    yield models.Incident, [_incident(made, blank)]
    yield models.Publication, [_publication(made, document, publication.digest, blank)]
    yield models.ListedIncident, [blank.listed | listed | {"publication_id": made.number}]
    of = models.ListedIncident(publication=publication)
    yield models.ListedDetail, [values_of(models.ListedDetail(**detail_of(of, document)))]
    procedures, follow_ups = procedure_rows(of, document)
    yield models.ListedProcedure, [values_of(row) for row in procedures]
    yield models.ListedFollowUp, [values_of(row) for row in follow_ups]
    yield models.ListedAppearance, [values_of(row) for row in appearance_rows(of, document)]
    yield models.ListedClaim, [values_of(row) for row in claim_rows(of, document)]
    yield models.ListedSourceUse, [values_of(row) for row in source_rows(of, document)]
    yield models.ListedSource, [{"public_id": s["id"], "content": s} for s in document["sources"]]
    yield models.ListedSegment, list(_segments(made, document, blank))


def _incident(made: Made, blank: Blank) -> Values:
    return blank.incident | {
        "id": made.number,
        "uuid": UUID(int=made.number),
        "reference": made.reference,
        "title_fr": made.title["fr"],
        "title_en": made.title["en"],
        "summary_fr": made.summary,
        "jurisdiction_id": made.country["code"],
        "verdict": made.verdict.value,
        "earliest": made.happened_on,
        "latest": made.happened_on,
        "precision": "day",
        "created_at": made.first_published_at,
        "updated_at": made.first_published_at,
    }


def _publication(made: Made, document: Document, own: str, blank: Blank) -> Values:
    return blank.publication | {
        "id": made.number,
        "incident_id": made.number,
        "reference": made.reference,
        "number": 1,
        "kind": PublicationKind.FIRST.value,
        "content": document,
        "digest": own,
        "published_at": made.first_published_at,
        "first_published_at": made.first_published_at,
    }


def _segments(made: Made, document: Document, blank: Blank) -> Iterator[Values]:
    cited = _cited(made.reference, document)
    for source in made.sources:
        fixed = blank.segment | {"source_id": source.public_id, "digest": source.digest}
        for passage in source.passages:
            yield fixed | {
                "position": passage.position,
                "start_ms": passage.start_ms,
                "end_ms": passage.end_ms,
                "text": passage.text,
                "speaker": passage.speaker,
                "cited_by": cited.get((source.public_id, passage.position), []),
            }


def _cited(reference: str, document: Document) -> dict[tuple[str, int], list[Document]]:
    """What cites each passage of each source."""
    found: dict[tuple[str, int], list[Document]] = defaultdict(list)
    for kind, anchor, citation in documents.citations(document):
        if citation["transcript"] is not None:
            by = {"reference": reference, "kind": kind, "anchor": anchor}
            for place in range(citation["first"], citation["last"] + 1):
                if by not in found[citation["source"], place]:
                    found[citation["source"], place].append(by)
    return found
