"""The page of one import: what its file would do, or did; what is wrong in it; what comes next."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin.asked import whole_number
from incidents.admin.guarded_lists import check_no_nul
from incidents.admin.importing_lines import NAMES, names_of, page_of, said_of
from incidents.codes import ImportState, LineOutcome
from incidents.import_jobs import Standing, standing
from incidents.models import Import

SHOWN_WARNINGS = 20
READ_RECORDS = "incidents.view_importline"
WOULD: dict[str, Any] = {
    LineOutcome.CREATE: _("New drafts"),
    LineOutcome.MATCHED: _("Here already"),
    LineOutcome.CHANGED: _("Here already, otherwise"),
    LineOutcome.SKIPPED: _("Repeated in the file"),
    LineOutcome.REFUSED: _("With problems"),
}


@dataclass(frozen=True)
class Tab:
    """One part of the records: its number, its address, whether it is shown now."""

    name: str
    words: str
    count: int
    is_shown: bool


def view(page: admin.ModelAdmin) -> Callable[[HttpRequest, str], HttpResponse]:
    """Facts and counts for who may see imports; records and names for who may read those."""

    def show(request: HttpRequest, key: str) -> HttpResponse:
        check_no_nul(request)
        if not page.has_view_permission(request):
            raise PermissionDenied
        batch = of_key(whole_number(key))
        work = standing(batch) if batch.state in WAITED_FOR else None
        context = {
            **page.admin_site.each_context(request),
            "title": gettext("Import"),
            "opts": page.opts,
            "batch": batch,
            "may_import": page.has_add_permission(request),
            "may_undo": request.user.has_perm("incidents.delete_import"),
            "work": work,
            **outcome(batch, work),
        }
        if request.user.has_perm(READ_RECORDS):
            context |= _records(request, batch)
        return TemplateResponse(request, "admin/incidents/import/page.html", context)

    return show


WAITED_FOR = (ImportState.STAGED, ImportState.CARRIED_OUT)
"""Where a job may be under way."""


def of_key(key: int | None) -> Import:
    """With the people who took part. Raises Http404."""
    if key is None:
        raise Http404
    shown = Import.objects.select_related("staged_by", "ended_by", "undone_by")
    found: Import = get_object_or_404(shown, pk=key)
    return found


def outcome(batch: Import, work: Standing | None) -> dict[str, Any]:
    """The numbers, and what they lead to."""
    counts = {code.value: batch.counts.get(code, 0) for code in LineOutcome}
    return {
        "counts": [(code, WOULD[code], counts[code]) for code in LineOutcome],
        "create": counts[LineOutcome.CREATE],
        "refused": counts[LineOutcome.REFUSED],
        "untouched": counts[LineOutcome.MATCHED]
        + counts[LineOutcome.CHANGED]
        + counts[LineOutcome.SKIPPED],
        "changed": counts[LineOutcome.CHANGED],
        "proposed": batch.counts.get("proposed", 0),
        "is_waited_for": work is not None and work.is_open,
        "drafts": f"{reverse('admin:incidents_incident_changelist')}?import={batch.pk}",
    }


def _records(request: HttpRequest, batch: Import) -> dict[str, Any]:
    tabs = list(_tabs(request, batch))
    shown = next((tab.name for tab in tabs if tab.is_shown), "")
    found: dict[str, Any] = {
        "tabs": tabs,
        "shown": shown,
        "warnings": _warnings(batch),
        "all_warnings": len(batch.warnings),
    }
    if shown == NAMES:
        names, in_all = names_of(batch)
        return found | {"names": names, "more_names": in_all - len(names)}
    asked = request.GET.get("after"), request.GET.get("before")
    return found | {"page": page_of(batch, shown, *asked)}


def _tabs(request: HttpRequest, batch: Import) -> Iterator[Tab]:
    """All of them that have something; of a file with problems, those come first."""
    counts = {code.value: batch.counts.get(code, 0) for code in LineOutcome}
    known: dict[str, int] = {name: count for name, count in counts.items() if count}
    if batch.state != ImportState.STAGED:
        kept = (LineOutcome.CHANGED, LineOutcome.SKIPPED, LineOutcome.REFUSED)
        known = {name: count for name, count in known.items() if name in kept}
    elif batch.counts.get("proposed"):
        known[NAMES] = batch.counts["proposed"]
    first = LineOutcome.REFUSED.value if LineOutcome.REFUSED in known else next(iter(known), "")
    asked = request.GET.get("show", "")
    shown = asked if asked in known else first
    for name, count in known.items():
        words = gettext("Names without actor") if name == NAMES else str(WOULD[name])
        yield Tab(name, words, count, name == shown)


def _warnings(batch: Import) -> list[Any]:
    """What is to be said of the file as a whole."""
    found: list[Any] = []
    for kept in batch.warnings[:SHOWN_WARNINGS]:
        found += said_of(kept["line"], [kept])
    return found
