"""Keyset pages of what is listed by one key: registers by their addresses, passages by position."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from incidents.cursors import unreadable

NUMBER = "[0-9]{1,9}"
ADDRESS = "[A-Za-z0-9_-]{1,80}"


@dataclass(frozen=True)
class Page:
    """Some rows, and the cursors of the pages beside them (empty: there is none)."""

    rows: Sequence[Any]
    next: str = ""
    previous: str = ""


def page(rows: QuerySet[Any], key: str, cursor: str, size: int, pattern: str = ADDRESS) -> Page:
    """The page of rows, ordered by a key, that a cursor asks for; the first one where it is empty.
    ``-key``: the greatest first. One query. Raises CursorError naming the value."""
    name, descending = key.removeprefix("-"), key.startswith("-")
    forward, at = read_cursor(cursor, pattern) if cursor else (True, None)
    down = descending == forward
    if at is not None:
        rows = rows.filter(**{f"{name}__{'lt' if down else 'gt'}": at})
    found = list(rows.order_by(f"-{name}" if down else name)[: size + 1])
    more, found = len(found) > size, found[:size]
    if not found:
        return Page([])
    if not forward:
        found.reverse()
    after, before = (more, at is not None) if forward else (True, more)
    return Page(
        found,
        f"after~{getattr(found[-1], name)}" if after else "",
        f"before~{getattr(found[0], name)}" if before else "",
    )


def read_cursor(cursor: str, pattern: str) -> tuple[bool, str]:
    """Whether a cursor goes forward, and the key it goes from. Raises CursorError."""
    match = re.fullmatch(f"(after|before)~({pattern})", cursor, re.ASCII)
    if match is None:
        raise unreadable(cursor)
    return match[1] == "after", match[2]
