"""Which incidents a file is of: those of a filter, in an order, at the moment of asking."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection, transaction

from incidents.filters import IncidentFilter, Rows
from incidents.history import is_guarded, with_guarded
from incidents.keyset import NEWEST, Order
from incidents.models import ListedIncident, Publication

KEYS_AT_ONCE = 10_000


@dataclass(frozen=True)
class Asked:
    """Incidents, in their order; ``day`` says what is overdue. ``narrowed``: a filter is set.
    ``head`` is what a file says of itself, if its format has a place; ``tell`` hears how many rows
    are done."""

    rows: Rows
    day: date
    narrowed: bool = False
    head: dict[str, Any] = field(default_factory=dict)
    tell: Callable[[int], None] = lambda _done: None


def asked_of(
    filterset: IncidentFilter, order: Order = NEWEST, *, head: dict[str, Any] | None = None
) -> Asked:
    """What a filter asks for. Raises ValueError for one that can't be read."""
    if filterset.is_bound and not filterset.is_valid():
        raise ValueError(f"no valid filter: {', '.join(filterset.problems)}")
    given = filterset.form.cleaned_data if filterset.is_bound else {}
    rows = filterset.qs.order_by(*(f"-{column}" for column in order.columns))
    return Asked(rows, filterset.today, any(given.values()), head or {})


def everything(day: date) -> Asked:
    """All that is published, by reference: the order never changes."""
    return Asked(ListedIncident.objects.order_by("reference"), day)


def keys(asked: Asked) -> array[int]:
    """What is listed, in its order, now: eight bytes an incident. All of it is wanted: told of a
    cursor, the planner would look for a quick beginning, which at a million incidents is a slow
    end."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL cursor_tuple_fraction = 1")
        found = asked.rows.values_list("pk", flat=True).iterator(chunk_size=KEYS_AT_ONCE)
        return array("q", found)


def parts(asked: Asked, first: int, then: int) -> Iterator[list[int]]:
    """The keys, some at a time: few at first, so that a reader has them at once. Between them no
    connection is held: whoever reads a byte a second would have one for days, and a few of them
    all that there are."""
    found = keys(asked)
    start, size = 0, first
    while start < len(found):
        yield found[start : start + size].tolist()
        start, size = start + size, then
        asked.tell(min(start, len(found)))


def release() -> None:
    """Let the connection go until the next part."""
    if not connection.in_atomic_block:
        connection.close()


def publications(part: Sequence[int]) -> list[tuple[int, Publication]]:
    """The Publications of some keys, in their order. What was corrected since the list was made is
    given as the list had it, or as it is now where that is shown to nobody again; what is not
    public any more is left out. Two queries, and a third where something changed."""
    listed = set(ListedIncident.objects.order_by().filter(pk__in=part).values_list("pk", flat=True))
    made = {each.pk: each for each in with_guarded(Publication.objects.filter(pk__in=part))}
    ended = [each for key, each in made.items() if key not in listed]
    now = _now({each.reference for each in ended}) if ended else {}
    for each in ended:
        if each.reference not in now:
            del made[each.pk]
        elif is_guarded(each) or not each.content:
            made[each.pk] = now[each.reference]
    return [(key, made[key]) for key in part if key in made]


def _now(references: set[str]) -> dict[str, Publication]:
    """What is listed of these incidents."""
    rows = ListedIncident.objects.order_by().filter(reference__in=references)
    return {row.reference: row.publication for row in rows.select_related("publication")}
