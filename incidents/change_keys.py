"""The order of what changed after publication: when, of which incident, of which kind."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value

from incidents.codes import MERGER, WITHDRAWAL, ChangeLog, PublicationKind, RecordKind
from incidents.cursors import read_place
from incidents.models import ListedIncident, Merger, Publication, Withdrawal

LOGS = {
    ChangeLog.CORRECTIONS: PublicationKind.CORRECTION.value,
    ChangeLog.DEVELOPMENTS: PublicationKind.DEVELOPMENT.value,
    ChangeLog.REPLIES: PublicationKind.REPLY.value,
    ChangeLog.WITHDRAWALS: WITHDRAWAL,
    ChangeLog.MERGERS: MERGER,
}
"""The kind of change that each log holds."""


def keys(
    kinds: Sequence[str],
    cursor: str = "",
    references: Sequence[str] | None = None,
    after: datetime | None = None,
) -> QuerySet[Any]:
    """Moment, reference, number and kind of each change, the newest first, in one query: of all
    incidents after a cursor, or of some after a moment. What became of incidents that are public no
    more is a withdrawal or a merger. Raises CursorError."""

    def narrowed(rows: QuerySet[Any], name: str, moment: str) -> QuerySet[Any]:
        if references is None:
            return rows
        return rows.filter(**{f"{name}__in": references, f"{moment}__gt": after})

    listed = ListedIncident.objects.values("reference")
    of_kinds = Publication.objects.filter(kind__in=kinds, reference__in=listed)
    made = narrowed(of_kinds, "reference", "published_at")
    parts = [_part(made, "published_at", F("reference"), F("number"), F("kind"), cursor)]
    if WITHDRAWAL in kinds:
        gone = narrowed(Withdrawal.objects.all(), "reference", "withdrawn_at")
        parts.append(_part(gone, "withdrawn_at", F("reference"), None, WITHDRAWAL, cursor))
    if MERGER in kinds:
        merged = Merger.objects.filter(kind=RecordKind.INCIDENT).exclude(old="")
        merged = narrowed(merged, "old", "merged_at")
        parts.append(_part(merged, "merged_at", F("old"), None, MERGER, cursor))
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return rows.order_by("-moment", "-named", "-place")


def _part(
    rows: QuerySet[Any], column: str, name: Any, number: Any, kind: Any, cursor: str
) -> QuerySet[Any]:
    keyed = rows.order_by().annotate(
        moment=F(column),
        named=name,
        place=number or Value(0, output_field=IntegerField()),
        what=kind if isinstance(kind, F) else Value(kind, output_field=CharField()),
    )
    if cursor:
        at, reference, after = read_cursor(cursor)
        keyed = keyed.filter(
            Q(moment__lt=at)
            | Q(moment=at, named__lt=reference)
            | Q(moment=at, named=reference, place__lt=after)
        )
    return keyed.values_list("moment", "named", "place", "what")


def read_cursor(cursor: str) -> tuple[datetime, str, int]:
    _direction, at, name = read_place(cursor, r"INC-[0-9]{4}-[0-9]{4,9}~[0-9]{1,6}")
    reference, _tilde, number = name.partition("~")
    return at, reference, int(number)
