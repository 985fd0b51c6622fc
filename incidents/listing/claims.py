"""What is said in one incident and what it cites, as lists need it, from its document."""

from collections.abc import Iterable

from incidents.documents import Document
from incidents.models import ListedClaim, ListedIncident, ListedSourceUse


def list_claims(listed: Iterable[tuple[ListedIncident, Document]]) -> None:
    """Write the rows of the claims and the sources of incidents, given with their documents."""
    pairs = list(listed)
    ListedClaim.objects.bulk_create(
        _claim(row, claim) for row, document in pairs for claim in document["claims"]
    )
    ListedSourceUse.objects.bulk_create(
        _use(row, source) for row, document in pairs for source in document["sources"]
    )


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
