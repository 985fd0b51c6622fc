"""Times of a recording: ``MM:SS``, ``H:MM:SS``, ``HH:MM:SS``, each with an optional ``.mmm``; pure.

A time is an integer number of milliseconds from the start of the recording everywhere else.
"""

import re

from incidents.input_error import InputError, gettext_noop

MS_PER_SECOND = 1_000
MS_PER_MINUTE = 60 * MS_PER_SECOND
MS_PER_HOUR = 60 * MS_PER_MINUTE
MAX_MS = 2**31 - 1
"""The longest time that is kept, nearly 25 days: what the database's integer holds."""

_WHOLE = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-9]{2})(?:[.,]([0-9]{1,3}))?\Z")


class TimecodeError(InputError):
    """A text that is not a time, or a time that no clock shows."""


def to_ms(text: str) -> int:
    """Read one whole time; blanks around it are ignored.

    Without hours, minutes may pass 59 (``100:05`` is 1 h 40 min 5 s), as players without an hour
    field write it. With hours, minutes end at 59. Seconds always end at 59. A fraction is of a
    second: ``.5`` is 500 ms.
    """
    match = _WHOLE.match(text.strip())
    if match is None or (match[1] and len(match[2]) != 2):
        raise TimecodeError(
            gettext_noop("time %(value)s is not written as MM:SS or H:MM:SS"), value=_short(text)
        )
    return from_fields(match[1], match[2], match[3], match[4], shown=match[0])


def from_fields(
    hours: str | None, minutes: str, seconds: str, fraction: str | None, *, shown: str
) -> int:
    """Milliseconds of a time already taken apart into its digits; `shown` is named in the error."""
    if int(seconds) > 59:
        raise TimecodeError(
            gettext_noop("time %(value)s has %(seconds)d seconds"),
            value=shown,
            seconds=int(seconds),
        )
    if hours is not None and int(minutes) > 59:
        raise TimecodeError(
            gettext_noop("time %(value)s has %(minutes)s minutes"), value=shown, minutes=minutes
        )
    return (
        int(hours or 0) * MS_PER_HOUR
        + int(minutes) * MS_PER_MINUTE
        + int(seconds) * MS_PER_SECOND
        + int((fraction or "0").ljust(3, "0"))
    )


def display(ms: int) -> str:
    """The second of a time, for readers: ``01:04``, ``1:02:03``; cut, not rounded."""
    hours, minutes, seconds, _ = _fields(ms)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def exact(ms: int) -> str:
    """The whole value, as subtitle files write it: ``00:01:04.500``. `to_ms` reads it back."""
    hours, minutes, seconds, rest = _fields(ms)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"


def _fields(ms: int) -> tuple[int, int, int, int]:
    if ms < 0:
        raise TimecodeError(gettext_noop("time of %(ms)d ms is before the start"), ms=ms)
    seconds, rest = divmod(ms, MS_PER_SECOND)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return hours, minutes, seconds, rest


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
