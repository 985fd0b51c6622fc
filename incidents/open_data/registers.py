"""The rows of registers: actors and elections of incidents asked for, and what has no filter."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db.models import Func, QuerySet

from incidents.change_log import Change, page
from incidents.models import ListedActor, ListedElection, Platform, Term
from incidents.open_data.asked import Asked, release
from incidents.tables import Table
from incidents.tables.registers import ACTORS, CHANGES, ELECTIONS, PLATFORMS, TERMS, register_row

Record = dict[str, Any]
AT_ONCE = 100


def actors(asked: Asked) -> Iterator[Record]:
    """Each actor with an address that the incidents name."""
    rows = ListedActor.objects.order_by("slug")
    if asked.narrowed:
        named = asked.rows.order_by().annotate(named=Func("actors", function="unnest"))
        rows = rows.filter(slug__in=named.values("named"))
    yield from _contents(rows, ACTORS)


def elections(asked: Asked) -> Iterator[Record]:
    """Each election that the incidents touch."""
    rows = ListedElection.objects.order_by("slug")
    if asked.narrowed:
        rows = rows.filter(slug__in=asked.rows.order_by().values("election"))
    yield from _contents(rows, ELECTIONS)


def _contents(rows: QuerySet[Any], table: Table) -> Iterator[Record]:
    """A register is read whole: it is as long as there are names, not incidents."""
    found = list(rows.values_list("content", flat=True))
    release()
    return (register_row(table, content) for content in found)


def platforms(_asked: Asked) -> Iterator[Record]:
    """Every platform of the register."""
    found = list(Platform.objects.values(*PLATFORMS.names))
    release()
    yield from map(_plain, found)


def terms(_asked: Asked) -> Iterator[Record]:
    """Every term of every vocabulary."""
    found = list(Term.objects.select_related("replaced_by"))
    release()
    for term in found:
        own = {name: getattr(term, name) for name in TERMS.names if name != "replaced_by"}
        yield _plain(own) | {"replaced_by": term.replaced_by.code if term.replaced_by else ""}


def _plain(record: Record) -> Record:
    """Days as they stand in documents: in every format the same text."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in record.items()
    }


def changes(_asked: Asked) -> Iterator[Record]:
    """The log of what changed after publication, newest first; a page at a time."""
    cursor = ""
    while True:
        found = page(None, cursor=cursor, size=AT_ONCE)
        release()
        yield from map(_change, found.changes)
        cursor = found.next
        if not cursor:
            return


def _change(change: Change) -> Record:
    notice = {} if change.is_guarded else change.notice or {}
    return {
        "reference": change.reference,
        "kind": change.kind,
        "at": change.at.isoformat(),
        "number": change.number or None,
        "class": change.reason["code"] if change.reason else "",
        "notice_fr": notice.get("fr", ""),
        "notice_en": notice.get("en", ""),
        "merged_into": change.into,
    }


READERS: dict[str, Callable[[Asked], Iterator[Record]]] = {
    ACTORS.name: actors,
    ELECTIONS.name: elections,
    PLATFORMS.name: platforms,
    TERMS.name: terms,
    CHANGES.name: changes,
}
WITHOUT_FILTER = frozenset({PLATFORMS.name, TERMS.name, CHANGES.name})
"""Registers that belong to no incident."""
