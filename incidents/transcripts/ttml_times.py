"""Time expressions of TTML, and the parameters of the document they depend on.

Values are exact milliseconds. By TTML2 (12.3 time expressions, annex on their semantics): frames
and sub-frames count at the effective rate, ticks at the tick rate; with the time base `smpte` whole
seconds are counted in frames too, and drop modes leave labels out.

Also read, with a warning: one digit of hours, a comma before the fraction, and the ``M:SS.fff`` and
``S.fff`` of lyrics files. Without a fraction such short times could mean several things.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from incidents.input_error import InputError, gettext_noop
from incidents.transcripts.xml_parts import Rational, number

_DIGITS = "[0-9]{1,15}"
_CLOCK = re.compile(
    rf"(?P<hours>{_DIGITS}):(?P<minutes>[0-9]{{2}}):(?P<seconds>[0-9]{{2}})"
    rf"(?:(?P<point>[.,])(?P<fraction>[0-9]+)"
    rf"|:(?P<frames>[0-9]{{2,15}})(?:\.(?P<sub>{_DIGITS}))?)?\Z"
)
_OFFSET = re.compile(rf"({_DIGITS})(?:\.([0-9]+))?(h|ms|m|s|f|t)\Z")
_SHORT = re.compile(r"(?:([0-9]{1,3}):(?=[0-9]{2}[.]))?([0-9]{1,15})\.([0-9]+)\Z")
_MS = {"h": 3_600_000, "m": 60_000, "s": 1_000, "ms": 1}


class BadTime(InputError):
    """A text that is no time expression, or a time that no clock shows."""


class Time(NamedTuple):
    """Milliseconds, and whether the expression is written as TTML has it."""

    ms: Rational
    regular: bool = True


@dataclass(frozen=True, slots=True)
class Clock:
    """The timing parameters of a document, by their defaults."""

    frame_rate: Rational = 30
    multiplier: Rational = 1
    sub_frame_rate: Rational = 1
    tick_rate: Rational = 1
    time_base: str = "media"
    drop_mode: str = "nonDrop"

    def read(self, expression: str) -> Time:
        """One time expression, or BadTime."""
        expression = expression.strip()
        if clock := _CLOCK.match(expression):
            regular = len(clock["hours"]) > 1 and clock["point"] != ","
            return Time(self._clock_time(clock), regular)
        if offset := _OFFSET.match(expression):
            return Time(self._offset_time(offset))
        if short := _SHORT.match(expression):
            ms = number(short[2], short[3], 1_000)
            if short[1] and ms >= 60_000:
                raise _no_time(expression)
            return Time(int(short[1] or 0) * 60_000 + ms, regular=False)
        raise _no_time(expression)

    def _offset_time(self, match: re.Match[str]) -> Rational:
        match match[3]:
            case "f":
                return number(match[1], match[2], 1_000) / Fraction(
                    self.frame_rate * self.multiplier
                )
            case "t":
                return number(match[1], match[2], 1_000) / Fraction(self.tick_rate)
            case metric:
                return number(match[1], match[2], _MS[metric])

    def _clock_time(self, match: re.Match[str]) -> Rational:
        hours, minutes, seconds = int(match["hours"]), int(match["minutes"]), int(match["seconds"])
        frames: Rational = int(match["frames"] or 0)
        if minutes > 59 or seconds > 60 or frames >= self.frame_rate > 1:
            raise BadTime(
                gettext_noop("time %(value)s does not exist at %(rate)s frames a second"),
                value=match[0][:40],
                rate=_shown(self.frame_rate),
            )
        whole = 3_600 * hours + 60 * minutes + seconds
        ms = number("0", match["fraction"], 1_000)
        if self.time_base == "smpte":
            frames += whole * self.frame_rate - self._dropped(hours, minutes)
        else:
            ms += 1_000 * whole
        if match["sub"]:
            frames += int(match["sub"]) / Fraction(self.sub_frame_rate)
        if not frames:
            return ms
        return ms + 1_000 * frames / Fraction(self.frame_rate * self.multiplier)

    def _dropped(self, hours: int, minutes: int) -> int:
        match self.drop_mode:
            case "dropNTSC":
                return (hours * 54 + minutes - minutes // 10) * 2
            case "dropPAL":
                return (hours * 27 + minutes // 2 - minutes // 20) * 4
            case _:
                return 0


def _no_time(expression: str) -> BadTime:
    return BadTime(
        gettext_noop("“%(value)s” is not a time as TTML writes it"),
        value=expression if len(expression) <= 40 else expression[:39] + "…",
    )


def _shown(rate: Rational) -> str:
    return f"{float(rate):g}"
