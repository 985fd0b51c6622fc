"""What is said in one incident and what it cites, as lists need it, from its document."""

from collections.abc import Iterable

from incidents.documents import Document
from incidents.models import ListedClaim, ListedIncident, ListedSourceUse


def list_claims(listed: Iterable[tuple[ListedIncident, Document]]) -> None:
    """Write the rows of the claims and the sources of incidents, given with their documents."""
    pairs = list(listed)
    ListedClaim.objects.bulk_create(row for pair in pairs for row in claim_rows(*pair))
    ListedSourceUse.objects.bulk_create(row for pair in pairs for row in source_rows(*pair))


def claim_rows(listed: ListedIncident, document: Document) -> list[ListedClaim]:
    """Those of the claims of one incident, unsaved."""
    return [_claim(listed, claim) for claim in document["claims"]]


def source_rows(listed: ListedIncident, document: Document) -> list[ListedSourceUse]:
    """Those of the sources that one incident cites, unsaved."""
    return [_use(listed, source) for source in document["sources"]]


def _claim(listed: ListedIncident, claim: Document) -> ListedClaim:
    return ListedClaim(
        listed=listed,
        public_id=claim["id"],
        proposition=claim["proposition"],
        stance=claim["stance"],
        accusation=claim["accusation"],
        speaker=_slug(claim["speaker"]["actor"]),
    )


def _use(listed: ListedIncident, source: Document) -> ListedSourceUse:
    return ListedSourceUse(
        listed=listed,
        public_id=source["id"],
        kind=source["kind"],
        language=source["language"],
        publisher=_slug(source["publisher"]),
    )


def _slug(actor: Document | None) -> str:
    return (actor["slug"] or "") if actor else ""
