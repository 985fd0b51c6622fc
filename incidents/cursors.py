"""Cursors of pages: where a page of a list begins, as an address holds it. Pure."""

import re
from datetime import UTC, datetime

from incidents.input_error import InputError, gettext_noop

MOMENT = r"[0-9T:.+-]{10,40}Z?"


class CursorError(InputError):
    """A cursor that this site never wrote, or wrote for another order."""


def place(direction: str, at: datetime, name: str) -> str:
    """The cursor of what comes before or after a row."""
    return f"{direction}~{at.isoformat()}~{name}"


def read_place(cursor: str, name: str, whole: str = "") -> tuple[str, datetime, str]:
    """Direction, moment and name of a cursor; ``name`` is the pattern of the last. Raises
    CursorError naming the value, or the ``whole`` of which it is a part."""
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
        raise unreadable(whole or cursor) from None
    return match[1], at, match[3]


def unreadable(cursor: str) -> CursorError:
    """What a cursor is that this site never wrote."""
    return CursorError(gettext_noop("“%(value)s” is not a page of this list"), value=cursor[:80])
