"""The edition that came before: the one of the same kind and part that ended where this begins."""

from datetime import datetime

from incidents.actions.report_changes import iso
from incidents.coverage import Coverage
from incidents.documents import Document
from incidents.models import Report


def previous_edition(coverage: Coverage, at: datetime) -> Document | None:
    """What a snapshot says of it: its newest edition issued by ``at`` that is not withdrawn; None
    where there is none. One query."""
    found = (
        Report.objects.filter(
            kind=coverage.kind,
            jurisdiction=coverage.jurisdiction,
            election=coverage.election,
            next_day=coverage.first_day,
            issued_at__lte=at,
            withdrawal__isnull=True,
        )
        .defer("snapshot")
        .order_by("-edition")
        .first()
    )
    if found is None:
        return None
    return {
        "kind": found.kind,
        "period": found.period,
        "first_day": found.first_day.isoformat(),
        "next_day": found.next_day.isoformat(),
        "edition": found.edition,
        "digest": found.digest,
        "issued_at": iso(found.issued_at),
    }
