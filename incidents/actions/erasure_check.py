"""Whether anything remains of a person: before the chain of the audit is held, and since.

Others go on writing while everything is read. What they wrote is in the audit, entry by entry; once
nobody can add to it, the rows that its newest entries name are read again, and no others.
"""

from collections import defaultdict
from datetime import timedelta

from django.contrib.admin.models import LogEntry
from django.utils import timezone

from incidents.actions.erasure import ErasureRefused
from incidents.actions.erasure_search import (
    Place,
    PlaceKind,
    Progress,
    search_audit,
    search_model,
    search_rows,
    searched,
    unheard,
)
from incidents.input_error import gettext_noop
from incidents.models import AuditEntry
from incidents.names import Names

LONGEST = timedelta(days=1)
"""No transaction writes for longer. The log of the staff pages is in no audit: of it is read again
what was written within this time."""


def check_rows(names: Names, progress: Progress = unheard) -> None:
    """Every row, while others may write. Raises ErasureRefused."""
    _check(search_rows(names, progress))


def check_since(names: Names, after: int, erased: set[int]) -> None:
    """Rows that entries after ``after`` are about, the payloads of these, and those that should be
    erased. Nobody else can end a transaction that is in the audit. Raises ErasureRefused."""
    kept = AuditEntry.objects.filter(sequence__in=erased, payload__payload__isnull=False)
    still = [Place(PlaceKind.AUDIT, AuditEntry, entry.pk, "payload") for entry in kept]
    _check([*still, *_rows_since(names, after), *search_audit(names, after)])


def _rows_since(names: Names, after: int) -> list[Place]:
    if not names:
        return []
    changed: dict[str, set[str]] = defaultdict(set)
    entries = AuditEntry.objects.filter(sequence__gt=after).order_by()
    for table, key in entries.values_list("table_name", "row_key").iterator():
        changed[table].add(key)
    logged = LogEntry.objects.filter(action_time__gte=timezone.now() - LONGEST)
    changed[LogEntry._meta.db_table] = {str(key) for key in logged.values_list("pk", flat=True)}
    found: list[Place] = []
    for model in searched():
        keys = changed[model._meta.db_table]
        if keys:
            found += search_model(model, names, found, keys)
    return found


def _check(found: list[Place]) -> None:
    remaining = [place for place in found if place.kind is not PlaceKind.REPORT]
    if remaining:
        raise ErasureRefused(
            gettext_noop("still there, so nothing was erased: %(places)s"),
            places=", ".join(f"{place.row} ({place.column})" for place in remaining),
        )
