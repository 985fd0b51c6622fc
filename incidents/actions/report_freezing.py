"""Freezing what was public in a period: the snapshot of which the report is made, and nothing
else."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from incidents.actions.previous_edition import previous_edition
from incidents.actions.report_changes import STILL_ITS_OWN, changes, iso, readable_now
from incidents.actions.report_part import (
    ReportError,
    concerns,
    election_of,
    jurisdiction_of,
    named,
)
from incidents.coverage import Coverage
from incidents.documents import Document
from incidents.filters.periods import midnight
from incidents.history import with_guarded
from incidents.input_error import gettext_noop
from incidents.listing import cited_lines, shown_all
from incidents.models import Publication
from incidents.stored_audit import still, tail

SCHEMA = 2


def freeze(freezing: Callable[[], Document]) -> Document:
    """The snapshot of an edition that is to be issued, and the end of the audit, of one moment."""
    with still():
        return freezing() | audit_end()


def build(
    coverage: Coverage, *, at: datetime, edition: int | None = None, annexes: bool = True
) -> Document:
    """The snapshot of a period: everything the report says, and nothing else is read for it.

    What was public at the cut-off: the end of the period, or ``at`` while it runs (then the
    snapshot is marked unfinished). An incident withdrawn since or merged since is left out and
    listed among the changes. Without an ``edition`` it is a preview. The same data gives the same
    snapshot. Raises ReportError for a period to come.
    """
    check_has_begun(coverage, at)
    first, end = midnight(coverage.first_day), midnight(coverage.next_day)
    cut_off = min(at, end)
    published = _published(coverage, first, end, cut_off)
    contents = shown_all(published)
    return {
        "schema": SCHEMA,
        "kind": coverage.kind.value,
        "period": coverage.key,
        "edition": edition,
        "at": iso(cut_off),
        "first_day": coverage.first_day.isoformat(),
        "next_day": coverage.next_day.isoformat(),
        "jurisdiction": jurisdiction_of(coverage.jurisdiction) if coverage.jurisdiction else None,
        "election": named(election_of(coverage.election)) if coverage.election else None,
        "annexes": annexes,
        "previous": previous_edition(coverage, at),
        "unfinished": at < end,
        "demo": settings.DEMO,
        "site_url": settings.SITE_URL,
        "site_name": settings.SITE_NAME,
        "incidents": [frozen(*each) for each in zip(published, contents, strict=True)],
        "changes": list(changes(coverage, first, end, cut_off)),
        "transcript_extracts": cited_lines(contents),
    }


def audit_end() -> Document:
    """Where the audit's chain ends as the report is issued: printed, so that many hold it."""
    end = tail()
    return {"audit": {"count": end.count, "hash": end.hash}} if end else {}


def check_has_begun(coverage: Coverage, at: datetime) -> None:
    if not coverage.has_begun(timezone.localdate(at)):
        raise ReportError(gettext_noop("%(period)s is in the future"), period=coverage)


def _published(
    coverage: Coverage, first: datetime, end: datetime, cut_off: datetime
) -> list[Publication]:
    """Publications of the incidents first published in the period, as public at the cut-off."""
    begun = Publication.objects.filter(first_published_at__gte=first, first_published_at__lt=end)
    standing = begun.filter(concerns(coverage), published_at__lt=cut_off).filter(
        Q(ended_at__isnull=True) | Q(ended_at__gte=cut_off)
    )
    found = with_guarded(standing.filter(STILL_ITS_OWN))
    return [readable_now(each) for each in found.order_by("first_published_at", "reference")]


def frozen(publication: Publication, content: Document) -> Document:
    """An incident as a snapshot has it. What was redacted since is left out of it: a report is read
    long after its period."""
    return {
        "reference": publication.reference,
        "first_published_at": iso(publication.first_published_at),
        "published_at": iso(publication.published_at),
        "number": publication.number,
        "digest": publication.digest,
        "kind": publication.kind,
        "content": content,
    }
