"""The page of one issued report: its files, what it holds, what changed since, how to cite it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from incidents import issued
from incidents.change_log import Change, Since, since
from incidents.codes import MERGER
from incidents.issued import Edition, Held
from incidents.models import ListedIncident
from incidents.views.citation import cited_report
from incidents.views.linked_data import report_block
from incidents.views.page import show

LATELY = 10
"""Changes since an edition that are named; all of them are counted."""
Titles = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Contents:
    """What an edition holds, under the titles that incidents have now: ``entries`` are reference,
    moment, title (None: public no more); ``url`` is the list of today for the same period."""

    held: Held
    entries: Sequence[tuple[str, str, Mapping[str, str] | None]]
    changes: Sequence[Change]
    since: Since
    url: str


@require_safe
def report(request: HttpRequest, period: str) -> HttpResponse:
    """The newest edition of a report and what became of those before; 410 where the newest itself
    is withdrawn: then it says no more than that."""
    found = issued.of_period(period)
    if found is None:
        raise Http404
    newest = found.newest
    gone = newest.gone is not None
    return show(
        request,
        "report.html",
        "reports",
        status=410 if gone else 200,
        report=newest,
        earlier=found.earlier,
        contents=None if gone else _contents(newest),
        citation=None if gone else cited_report(newest),
        linked_data=None if gone else report_block(newest),
    )


def _contents(edition: Edition) -> Contents:
    """Eight queries at most, however much it holds."""
    held = issued.held(edition.pk)
    changes = [_change(each) for each in held.changes]
    named = {*(reference for reference, _at in held.first), *(each.reference for each in changes)}
    titles = _titles(named | {each.into for each in changes})
    return Contents(
        held=held,
        entries=[(reference, at, titles.get(reference)) for reference, at in held.first],
        changes=[_titled(each, titles) for each in changes],
        since=since(held.references, held.cut_off or edition.issued_at, LATELY),
        url=f"{reverse('public:incidents')}?{urlencode(_filters(edition))}",
    )


def _filters(edition: Edition) -> dict[str, str]:
    """The list's filters that ask for what the report is about."""
    part = {"country": edition.jurisdiction, "election": edition.election}
    days = {"published_from": edition.first_day, "published_to": edition.last_day}
    return {
        **{name: value for name, value in part.items() if value},
        **{name: day.isoformat() for name, day in days.items()},
    }


def _change(found: Mapping[str, Any]) -> Change:
    """A change of the period as the log shows it: neither title nor notice are those of the
    snapshot, which may hold what was protected since."""
    return Change(
        reference=found["reference"],
        kind=found["kind"],
        at=datetime.fromisoformat(found["published_at"]),
        number=found["number"] or 0,
        reason=found["class"],
        into=found.get("into", ""),
    )


def _titled(change: Change, titles: Titles) -> Change:
    """With the title of today, that of what remains for a merger."""
    title = titles.get(change.into if change.kind == MERGER else change.reference)
    return Change(**{**vars(change), "title": dict(title) if title else None})


def _titles(references: set[str]) -> Titles:
    rows = ListedIncident.objects.filter(reference__in=references)
    return {
        reference: {"fr": fr, "en": en}
        for reference, fr, en in rows.values_list("reference", "title_fr", "title_en")
    }
