"""The table of changes, by what the public log of changes is made of and by its file."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db.models import Min, Q, QuerySet

from incidents.change_log import LOGS, MERGER, WITHDRAWAL
from incidents.codes import RecordKind
from incidents.models import ListedIncident, Merger, Publication, Withdrawal
from incidents.reconciled.facts import Facts
from incidents.reconciled.lists import Lists
from incidents.reconciled.recount import ALL, Cell, Numbers, Recount, Wanted

CHANGES = "changes"
STEPS = frozenset(LOGS.values()) - {WITHDRAWAL, MERGER}
"""Changes that are versions of an incident."""


def _by_lists(lists: Lists, wanted: Wanted) -> Numbers:
    found = Counter[str](_steps(lists).values_list("kind", flat=True))
    found[WITHDRAWAL] = _withdrawals(lists).count()
    found[MERGER] = _mergers(lists).count()
    return _cells(found)


def _from_files(facts: Facts) -> Numbers:
    """The log is one of the whole site: of its lines those count which are of the period, and of
    what ended whenever those whose tombstone says that they were first published in it."""
    lists, found = facts.files.lists, Counter[str]()
    ended = {
        WITHDRAWAL: set(_withdrawals(lists).values_list("reference", flat=True)),
        MERGER: set(_mergers(lists).values_list("old", flat=True)),
    }
    steps = set(_steps(lists).values_list("reference", flat=True))
    for row in facts.files.register(CHANGES):
        at = datetime.fromisoformat(row["at"])
        if at < lists.scope.first:
            break
        if row["kind"] in ended:
            found[row["kind"]] += row["reference"] in ended[row["kind"]]
        elif at < lists.scope.cut_off and row["reference"] in steps:
            found[row["kind"]] += 1
    gone = _steps(lists).filter(reference__in=lists.merged_since)
    return _cells(found + Counter(gone.values_list("kind", flat=True)))


def _steps(lists: Lists) -> QuerySet[Publication]:
    """Next versions of what is public; and of what was merged since the report was frozen."""
    scope = lists.scope
    listed = ListedIncident.objects.order_by().values("reference")
    standing = Q(reference__in=listed) | Q(reference__in=lists.merged_since)
    made = Publication.objects.order_by().filter(scope.concerned, standing, kind__in=STEPS)
    return made.filter(published_at__gte=scope.first, published_at__lt=scope.cut_off)


def _withdrawals(lists: Lists) -> QuerySet[Withdrawal]:
    scope = lists.scope
    ended = Q(withdrawn_at__gte=scope.first, withdrawn_at__lt=scope.end)
    begun = Q(first_published_at__gte=scope.first, first_published_at__lt=scope.end)
    return Withdrawal.objects.order_by().filter(scope.concerned, ended | begun)


def _mergers(lists: Lists) -> QuerySet[Merger]:
    scope = lists.scope
    merged = Merger.objects.order_by().filter(scope.concerned, kind=RecordKind.INCIDENT)
    led = merged.exclude(old="").exclude(old__in=lists.merged_since)
    first: Any = Min("incident__publications__first_published_at")
    ended = Q(merged_at__gte=scope.first, merged_at__lt=scope.end)
    begun = Q(begun_at__gte=scope.first, begun_at__lt=scope.end)
    return led.annotate(begun_at=first).filter(ended | begun)


def _cells(found: Counter[str]) -> dict[Cell, Any]:
    cells: dict[Cell, Any] = {(kind, CHANGES): number for kind, number in found.items()}
    return cells | {(ALL, CHANGES): found.total()}


LOG = {CHANGES: Recount(_by_lists, _from_files)}
"""By the codes of the report's tables."""
