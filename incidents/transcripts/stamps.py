"""Times at the beginning of a line.

The rule, for stamps glued to their text too:

* one to three digits, a colon, exactly two digits: ``MM:SS``; what follows is text, even digits
  (``00:3326 membres`` is 00:33 + "26 membres");
* where a colon and two more digits follow at once, the stamp is ``H:MM:SS`` (``1:02:0319h`` is
  1:02:03 + "19h"): no text begins with a colon and two digits;
* then a fraction: a point or comma and three digits; or a point and one or two digits with a blank
  behind them. "00:00..." has none.

Blanks before the stamp are skipped; invisible marks before it go to the text. A time further inside
a line is text. A stamp that no clock shows (``02:71``) and a time range (``00:01 --> 00:04``) are
`BadStamp`: what they time must not be filed under another second.
"""

import re
from dataclasses import dataclass

from incidents import timecode
from incidents.input_error import InputError, gettext_noop

_STAMP = re.compile(
    r"([\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*)"
    r"(([0-9]{1,3}):([0-9]{2})(?::([0-9]{2}))?(?:\.([0-9]{1,2})(?=\s|\Z)|[.,]([0-9]{3}))?)"
)
_RANGE = re.compile(r"\s*-{1,2}>|,[0-9]{1,2}:[0-9]{2}")
_FOURTH = re.compile(r":[0-9]")
_ALMOST = re.compile(r"\s*[0-9]{1,4}:[0-9]{1,2}(?::[0-9])?(?=[\s:]|\Z)")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time and the text behind it, blanks around it cut."""

    start_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class BadStamp:
    """A line that begins like a timed one and cannot be filed under a second."""

    error: InputError
    column: int


def find_stamp(line: str) -> Stamp | BadStamp | None:
    """The stamp at the beginning of a line; None where it does not begin with one."""
    match = _STAMP.match(line)
    if match is None:
        return None
    invisible, shown, first, second, third, short, long = match.groups()
    rest = line[match.end() :]
    hours, minutes, seconds = (first, second, third) if third else (None, first, second)
    try:
        if _RANGE.match(rest):
            raise timecode.TimecodeError(
                gettext_noop("%(value)s begins a time range, as in subtitle files"), value=shown
            )
        if _FOURTH.match(rest):
            raise timecode.TimecodeError(
                gettext_noop("time %(value)s is not written as MM:SS or H:MM:SS"),
                value=shown + rest[:3],
            )
        start = timecode.from_fields(hours, minutes, seconds, short or long, shown=shown)
        if start > timecode.MAX_MS:
            raise timecode.TimecodeError(
                gettext_noop("time %(value)s is longer than any recording"), value=shown
            )
    except timecode.TimecodeError as error:
        return BadStamp(error, match.start(2) + 1)
    return Stamp(start, (invisible.strip() + rest).strip())


def has_stamp(line: str) -> bool:
    """Does the line begin with a sound stamp?"""
    return isinstance(find_stamp(line), Stamp)


def is_nearly_stamp(line: str) -> bool:
    """Does a line without stamp begin with what may be meant as one, such as ``1:2:03``?"""
    return _ALMOST.match(line) is not None
