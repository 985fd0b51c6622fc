"""What changed after publication: corrections, developments, withdrawals, merges, newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from incidents.codes import PublicationKind, RecordKind
from incidents.listing import addresses_now
from incidents.models import ListedIncident, Merger, Publication, Withdrawal
from incidents.views.page import show

PAGE_SIZE = 50
WITHDRAWAL = "withdrawal"
MERGER = "merger"


@dataclass(frozen=True)
class Change:
    """One change. A withdrawal or a merge has no notice: nothing of the incident remains public
    under this reference. A merge has the title of the incident that its page leads to, if that is
    public. ``into`` is where the page led first."""

    reference: str
    kind: str
    at: datetime
    reason: dict[str, str] | None
    title: dict[str, str] | None = None
    notice: dict[str, str] | None = None
    into: str = ""


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """The log of changes. `before` is the moment after which they have been read already."""
    before = _moment(request.GET.get("before", ""))
    found = changes(before=before, limit=PAGE_SIZE + 1)
    shown = found[:PAGE_SIZE]
    more = len(found) > PAGE_SIZE
    return show(
        request,
        "corrections.html",
        "corrections",
        changes=shown,
        next_url="?" + urlencode({"before": shown[-1].at.isoformat()}) if more else "",
    )


def changes(*, before: datetime | None = None, limit: int) -> list[Change]:
    """The newest changes before a moment. Notices of withdrawn incidents are not among them, and
    the title is the one that is public now, not the one that was corrected."""
    withdrawals = Withdrawal.objects.select_related("reason_class").order_by("-withdrawn_at")
    mergers = Merger.objects.filter(kind=RecordKind.INCIDENT).exclude(old="")
    listed = ListedIncident.objects.values_list("reference", flat=True)
    publications = (
        Publication.objects.exclude(kind=PublicationKind.FIRST)
        .filter(reference__in=listed)
        .select_related("correction_class")
        .defer("content")
        .order_by("-published_at", "-reference")
    )
    if before is not None:
        withdrawals = withdrawals.filter(withdrawn_at__lt=before)
        mergers = mergers.filter(merged_at__lt=before)
        publications = publications.filter(published_at__lt=before)
    newest, merged = list(publications[:limit]), list(mergers[:limit])
    led = addresses_now(RecordKind.INCIDENT, [m.old for m in merged])
    titles = _titles([*(p.reference for p in newest), *led.values()])
    found = [_changed(p, titles[p.reference]) for p in newest]
    found += [_gone(w) for w in withdrawals[:limit]]
    found += [_merged(m, titles.get(led[m.old])) for m in merged]
    return sorted(found, key=lambda change: change.at, reverse=True)[:limit]


def _changed(publication: Publication, title: dict[str, str]) -> Change:
    return Change(
        reference=publication.reference,
        kind=publication.kind,
        at=publication.published_at,
        reason=_label(publication.correction_class),
        title=title,
        notice={"fr": publication.notice_fr, "en": publication.notice_en},
    )


def _gone(withdrawal: Withdrawal) -> Change:
    return Change(
        reference=withdrawal.reference,
        kind=WITHDRAWAL,
        at=withdrawal.withdrawn_at,
        reason=_label(withdrawal.reason_class),
    )


def _merged(merger: Merger, title: dict[str, str] | None) -> Change:
    at = merger.merged_at
    return Change(merger.old, MERGER, at, reason=None, title=title, into=merger.new)


def _label(term: Any) -> dict[str, str] | None:
    return {"fr": term.label_fr, "en": term.label_en} if term else None


def _titles(references: list[str]) -> dict[str, dict[str, str]]:
    rows = ListedIncident.objects.filter(reference__in=references)
    return {
        reference: {"fr": fr, "en": en}
        for reference, fr, en in rows.values_list("reference", "title_fr", "title_en")
    }


def _moment(text: str) -> datetime | None:
    """The moment of a "next page" address; 404 for one that this site never wrote."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        raise Http404 from None
    if moment.tzinfo is None:
        raise Http404
    return moment
