"""Keyset pages of the public list: newest first publication first, stable under additions."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q, QuerySet

from incidents.input_error import InputError, gettext_noop
from incidents.models import ListedIncident
from incidents.search import Place, Ranking

MOMENT = r"[0-9T:.+-]{10,40}Z?"
NUMBERS = r"(after|before)~([0-9]{1,4})~([0-9]{1,9})"
REFERENCE = r"INC-[0-9]{4}-[0-9]{4,9}"


class CursorError(InputError):
    """A cursor that this site never wrote."""


@dataclass(frozen=True)
class Page:
    """Some rows, and the cursors of the pages beside them (empty: there is none)."""

    rows: list[ListedIncident]
    next: str
    previous: str


def page(queryset: QuerySet[ListedIncident], cursor: str, size: int) -> Page:
    """The page of a list that a cursor asks for; the first one where it is empty. One query.

    Raises CursorError naming the value.
    """
    if not cursor:
        found = list(_ordered(queryset)[: size + 1])
        rows = found[:size]
        return Page(rows, _cursor("after", rows[-1]) if len(found) > size else "", "")
    direction, at, reference = read_place(cursor, REFERENCE)
    if direction == "after":
        beyond = Q(first_published_at__lt=at) | Q(first_published_at=at, reference__lt=reference)
        found = list(_ordered(queryset.filter(beyond))[: size + 1])
        rows, more_after, more_before = found[:size], len(found) > size, bool(found)
    else:
        beyond = Q(first_published_at__gt=at) | Q(first_published_at=at, reference__gt=reference)
        found = list(_ordered(queryset.filter(beyond)).reverse()[: size + 1])
        rows, more_after, more_before = found[:size][::-1], bool(found), len(found) > size
    return Page(
        rows,
        _cursor("after", rows[-1]) if more_after else "",
        _cursor("before", rows[0]) if more_before else "",
    )


def ranked_page(ranking: Ranking, cursor: str, size: int) -> Page:
    """The page of a ranking that a cursor asks for; the first one where it is empty. One query.

    Raises CursorError naming the value.
    """
    match = re.fullmatch(NUMBERS, cursor, re.ASCII)
    if cursor and match is None:
        raise CursorError(gettext_noop("“%(value)s” is not a page of this list"), value=cursor[:80])
    if match is None:
        places = ranking.after(None, size + 1)
        return _ranked(places[:size], before=False, after=len(places) > size)
    at = int(match[2]), int(match[3])
    if match[1] == "after":
        places = ranking.after(at, size + 1)
        return _ranked(places[:size], before=bool(places), after=len(places) > size)
    places = ranking.before(at, size + 1)
    return _ranked(places[-size:], before=len(places) > size, after=bool(places))


def _ranked(places: list[Place], *, before: bool, after: bool) -> Page:
    rows = ListedIncident.objects.in_bulk([key for _score, key in places])
    return Page(
        [rows[key] for _score, key in places if key in rows],
        "after~{}~{}".format(*places[-1]) if after else "",
        "before~{}~{}".format(*places[0]) if before else "",
    )


def _ordered(queryset: QuerySet[ListedIncident]) -> QuerySet[ListedIncident]:
    return queryset.order_by("-first_published_at", "-reference")


def _cursor(direction: str, row: ListedIncident) -> str:
    return place(direction, row.first_published_at, row.reference)


def place(direction: str, at: datetime, name: str) -> str:
    """The cursor of what comes before or after a row."""
    return f"{direction}~{at.isoformat()}~{name}"


def read_place(cursor: str, name: str) -> tuple[str, datetime, str]:
    """Direction, moment and name of a cursor; ``name`` is the pattern of the last. Raises
    CursorError naming the value."""
    match = re.fullmatch(f"(before|after)~({MOMENT})~({name})", cursor.replace(" ", "+"), re.ASCII)
    try:
        if match is None:
            raise ValueError
        at = datetime.fromisoformat(match[2])
        if at.tzinfo is None:
            raise ValueError
        # Python reads offsets that the database does not, fractions of a second among them.
        at = at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise CursorError(
            gettext_noop("“%(value)s” is not a page of this list"), value=cursor[:80]
        ) from None
    return match[1], at, match[3]
