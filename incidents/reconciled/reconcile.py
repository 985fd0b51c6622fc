"""Every number of a report against the public lists and the exports, read at one moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from incidents.codes import RecordKind
from incidents.facet_sets import one_moment
from incidents.history import is_guarded, readable, with_guarded
from incidents.listing import is_behind, shown_all
from incidents.models import ListedIncident, Merger, Publication, Withdrawal
from incidents.open_data.flat import Kept
from incidents.reconciled.changes import STEPS
from incidents.reconciled.compared import Tally, compared
from incidents.reconciled.facts import Facts
from incidents.reconciled.frozen import Standing, standing
from incidents.reconciled.lists import Lists
from incidents.reconciled.outcome import (
    Disagreement,
    ListsBehind,
    Reconciled,
    TakenBack,
    Unreconciled,
    only_in_the_lists,
    only_in_the_report,
)
from incidents.reconciled.scope import Scope, scope_of
from incidents.reconciled.summary import SUMMARY, figures
from incidents.reports.frozen import Snapshot, incidents_of
from incidents.reports.material import gather

REPLACES = "replaces"
"""What a redacted edition says of the one in whose place it is."""


def reconcile(snapshot: Snapshot) -> Reconciled:
    """What was recomputed. Raises ListsBehind, TakenBack, or Unreconciled with every number that
    disagrees. Nothing is written; not for use inside a transaction, which is not of one moment."""
    with one_moment():
        if is_behind():
            raise ListsBehind
        return _reconciled(snapshot)


def _reconciled(snapshot: Snapshot) -> Reconciled:
    incidents, scope = incidents_of(snapshot), scope_of(snapshot)
    found = standing(incidents, redacted=REPLACES in snapshot)
    taken_back = sorted({*found.taken_back, *_withdrawn_since(snapshot)})
    if taken_back:
        raise TakenBack(taken_back)
    references = {each["reference"] for each in incidents}
    lists = _lists(scope, found, references, _merged_since(snapshot, references))
    tally = Tally()
    problems = [*found.problems, *_on_one_side(lists, references, found.problems)]
    problems += compared(_printed(snapshot), lists, Facts(lists), tally)
    if problems:
        raise Unreconciled(problems)
    return Reconciled(
        numbers=tally.numbers,
        by_lists=tally.by_lists,
        incidents=len(incidents),
        recounted=tuple(found.recounted),
        read_at=_moment(),
    )


def _printed(snapshot: Snapshot) -> dict[str, Any]:
    """Every table of the report by its code, its key figures first."""
    material = gather(snapshot, "fr")
    return {SUMMARY: figures(material), **material.exhibits}


def _lists(
    scope: Scope, found: Standing, references: set[str], merged_since: frozenset[str]
) -> Lists:
    """The lists as they were: without the rows that are newer than the report, and with what stood
    there then. An incident that the report does not have is treated no otherwise: corrected since,
    it may have been of another country then."""
    moved = {each.publication.reference for each in found.moved}
    rows = ListedIncident.objects.order_by()
    newer = rows.filter(
        first_published_at__gte=scope.first,
        first_published_at__lt=scope.end,
        published_at__gte=scope.cut_off,
    ).exclude(reference__in=references)
    left_out = dict(newer.values_list("reference", "pk"))
    left_out |= dict(rows.filter(reference__in=moved).values_list("reference", "pk"))
    others = _as_of(scope.cut_off, [each for each in left_out if each not in moved])
    return Lists(scope, [*left_out.values()], [*found.moved, *others], merged_since)


def _as_of(cut_off: datetime, references: Sequence[str]) -> list[Kept]:
    """What was public of some incidents at a moment; in the place of what is shown to nobody again
    the next that may be read. Four queries, or none for none."""
    if not references:
        return []
    made = Publication.objects.filter(reference__in=references)
    then = made.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=cut_off))
    stood = list(with_guarded(then.filter(published_at__lt=cut_off)))
    after = readable(made).order_by("number")
    open_now = {each.reference: list[Publication]() for each in stood}
    if any(is_guarded(each) or not each.content for each in stood):
        for each in after:
            open_now.setdefault(each.reference, []).append(each)
    found = [
        next(later for later in open_now[each.reference] if later.number > each.number)
        if is_guarded(each) or not each.content
        else each
        for each in stood
    ]
    return [Kept(p.pk, p, content) for p, content in zip(found, shown_all(found), strict=True)]


def _on_one_side(
    lists: Lists, references: set[str], known: Sequence[Disagreement]
) -> list[Disagreement]:
    """Incidents of the report alone, and of the lists alone."""
    listed = set(lists.found().values_list("reference", flat=True))
    said = {problem.params.get("reference") for problem in known}
    return [
        *(only_in_the_report(each) for each in sorted(references - listed - said)),
        *(only_in_the_lists(each) for each in sorted(listed - references)),
    ]


def _withdrawn_since(snapshot: Snapshot) -> list[str]:
    """Incidents of which the report tells a change, and that are withdrawn."""
    told = {each["reference"] for each in snapshot["changes"] if each["kind"] in STEPS}
    gone = Withdrawal.objects.order_by().filter(reference__in=told)
    return list(gone.values_list("reference", flat=True))


def _merged_since(snapshot: Snapshot, references: set[str]) -> frozenset[str]:
    """Incidents that the report knows by themselves and that are a part of others now."""
    told = {each["reference"] for each in snapshot["changes"] if each["kind"] in STEPS}
    gone = Merger.objects.order_by().filter(kind=RecordKind.INCIDENT, old__in=told | references)
    return frozenset(gone.values_list("old", flat=True))


def _moment() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        at: datetime = cursor.fetchone()[0]
    return at
