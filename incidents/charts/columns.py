"""Columns in the order of time, one or two to a place, on one scale from zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from incidents.charts.drawing import Drawing, Palette, line, rect, text, width_of

HEIGHT = 190
TOP = 26
FOOT = 44
LEGEND = 26
TICKS = 14
"""So many places are named along the bottom, evenly."""
BOLD = 1.25
"""Bold names, in fonts wider than the pinned one, are so much wider at most."""
NUMBERED = 26
"""With more places than this their numbers are left to the axis and the table."""


@dataclass(frozen=True)
class Column:
    """One place along the bottom: its name, a name that several share (the year of months), and
    a number for each series."""

    label: str
    group: str
    values: tuple[int, ...]


def columns(
    places: Sequence[Column], palette: Palette, width: int, series: Sequence[str]
) -> Drawing:
    """Draw them; of two series the second is hollow, and both are named above. Raises ValueError
    without places or with a negative number."""
    if not places:
        raise ValueError("a chart needs at least one column")
    for place in places:
        if min(place.values) < 0:
            raise ValueError(f"{place.label}: {min(place.values)} is negative; a count cannot be")
    step = _step(max(max(place.values) for place in places))
    highest = step * max(1, ceil(max(max(place.values) for place in places) / step))
    left = 12 + width_of(_number(highest), 12)
    top = TOP + (LEGEND if len(series) > 1 else 0)
    body = _axis(step, highest, (left, top, width), palette)
    room = (width - left) / len(places)
    for number, place in enumerate(places):
        body += _place(place, left + number * room, room, top, highest, palette, len(places))
    body += _names(places, left, room, top + HEIGHT)
    if len(series) > 1:
        body += _legend(series, palette)
    return Drawing(width, top + HEIGHT + FOOT, body)


def _step(highest: int) -> int:
    """A round step (1, 2 or 5 of some power of ten) that gives at most five lines."""
    rough = max(1.0, highest / 4)
    power = int(10 ** floor(log10(rough)))
    return int(next(power * each for each in (1, 2, 5, 10) if power * each >= rough))


def _number(value: int) -> str:
    return f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def _axis(step: int, highest: int, place: tuple[float, float, float], palette: Palette) -> str:
    left, top, width = place
    found = ""
    for value in range(0, highest + 1, step):
        y = top + HEIGHT * (1 - value / highest)
        found += line(left, y, width, y, palette.faint)
        found += text(left - 6, y + 4, _number(value), "end", size=12, fill=palette.faint)
    return found


def _place(
    place: Column,
    x: float,
    room: float,
    top: float,
    highest: int,
    palette: Palette,
    places: int,
) -> str:
    each = min(46.0, room * 0.74 / len(place.values))
    start = x + (room - each * len(place.values)) / 2
    found = ""
    for number, value in enumerate(place.values):
        height = HEIGHT * value / highest
        left, y = start + number * each, top + HEIGHT - height
        hollow = number > 0
        fill, stroke = (palette.paper, palette.bar) if hollow else (palette.bar, palette.bar)
        if value:
            found += rect(left, y, f"{each * 0.92:.2f}", round(height, 2), fill, stroke)
        if value and places <= NUMBERED and len(place.values) == 1:
            found += text(left + each * 0.46, y - 5, _number(value), "middle", weight=600, size=12)
    return found


def _names(places: Sequence[Column], left: float, room: float, base: float) -> str:
    """The names along the bottom, every so many; a group's name under its first place, within the
    picture, where the one before leaves room for it."""
    every = ceil(len(places) / TICKS)
    found, free, end = "", 0.0, left + len(places) * room
    for number, place in enumerate(places):
        middle = left + (number + 0.5) * room
        if number % every == 0:
            found += text(middle, base + 17, place.label, "middle", size=12)
        first = number == 0 or places[number - 1].group != place.group
        wide = width_of(place.group, 12) * BOLD
        under = min(middle, end - wide / 2)
        start = under - wide / 2
        if first and place.group and start >= free:
            found += text(under, base + 34, place.group, "middle", size=12, weight=600)
            free = start + wide + 10
    return found


def _legend(series: Sequence[str], palette: Palette) -> str:
    found, x = "", 0.0
    for number, name in enumerate(series):
        fill = palette.paper if number else palette.bar
        found += rect(x + 1, 4, "12", 12, fill, palette.bar)
        found += text(x + 20, 15, name, size=13)
        x += 44 + width_of(name, 13)
    return found
