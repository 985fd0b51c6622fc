"""Times as subtitle files write them: ``HH:MM:SS,mmm`` and its shorter and odder spellings; pure.

Hours may be missing (``07:03,920``) or pass 99; the fraction, behind a comma or a point, may be
missing or short (``,5`` is 500 ms). Digits finer than a millisecond are cut. Frames
(``01:13:27:14``) are no fraction of a second without their rate: refused.
"""

import re

from incidents import timecode
from incidents.input_error import gettext_noop

_USUAL = re.compile(r"([0-9]{2}):([0-5][0-9]):([0-5][0-9])[,.]([0-9]{3})")
_ANY = re.compile(r"(?:([0-9]{1,4}):)?([0-9]{1,3}):([0-9]{1,2})(?:[.,]([0-9]{1,9}))?")


def read_time(value: str) -> int:
    """Milliseconds of one time, without blanks in it; `timecode.TimecodeError` names the value."""
    if usual := _USUAL.fullmatch(value):
        hours, minutes, seconds, rest = usual.groups()
        return int(hours) * 3_600_000 + int(minutes) * 60_000 + int(seconds) * 1_000 + int(rest)
    found = _ANY.fullmatch(value)
    if found is None or (found[1] and len(found[2]) > 2):
        raise timecode.TimecodeError(
            gettext_noop("time %(value)s is not written as HH:MM:SS,mmm"), value=_short(value)
        )
    fraction = (found[4] or "0")[:3]
    time = timecode.from_fields(found[1], found[2], found[3], fraction, shown=value)
    if time > timecode.MAX_MS:
        raise timecode.TimecodeError(
            gettext_noop("time %(value)s is longer than any recording"), value=value
        )
    return time


def is_usual(value: str) -> bool:
    """Is a sound time written with all its digits, and none finer than a millisecond?"""
    last = re.split("[:,.]", value)
    whole = last[:-1] if "," in value or "." in value else last
    return len(whole[-1]) == len(whole[-2]) == 2 and (whole is last or len(last[-1]) <= 3)


def _short(value: str) -> str:
    return value if len(value) <= 40 else value[:39] + "…"
