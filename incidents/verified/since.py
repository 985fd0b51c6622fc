"""What became of the incidents of an edition after its cut-off, as the public log of changes has
it: kinds, dates and references, none of the words."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from incidents.change_log import MERGER, WITHDRAWAL
from incidents.codes import PublicationKind, RecordKind
from incidents.models import ListedIncident, Merger, Publication, Withdrawal
from incidents.verified.verdict import Since


def changes_since(snapshot: Mapping[str, Any]) -> list[Since]:
    """Corrections, developments, replies, withdrawals and mergers, in the order in which they
    came; three queries. Of an incident that is public no more only how it ended."""
    at = datetime.fromisoformat(snapshot["at"])
    frozen = {each["reference"]: each["number"] for each in snapshot["incidents"]}
    return sorted(_found(frozen, at), key=lambda each: (each.at, each.reference))


def _found(frozen: Mapping[str, int], at: datetime) -> Iterator[Since]:
    listed = ListedIncident.objects.filter(reference__in=list(frozen)).values("reference")
    made = Publication.objects.filter(reference__in=listed, published_at__gte=at)
    rows = made.exclude(kind=PublicationKind.FIRST)
    for reference, kind, published_at, number in rows.values_list(
        "reference", "kind", "published_at", "number"
    ):
        if number > frozen[reference]:
            yield Since(reference, kind, published_at, number)
    gone = Withdrawal.objects.filter(reference__in=list(frozen), withdrawn_at__gte=at)
    for reference, withdrawn_at in gone.values_list("reference", "withdrawn_at"):
        yield Since(reference, WITHDRAWAL, withdrawn_at)
    merged = Merger.objects.filter(
        kind=RecordKind.INCIDENT, old__in=list(frozen), merged_at__gte=at
    )
    for old, new, merged_at in merged.values_list("old", "new", "merged_at"):
        yield Since(old, MERGER, merged_at, into=new)
