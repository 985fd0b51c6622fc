"""Horizontal bars on one scale from zero, the first row on top, the number after each bar."""

from collections.abc import Sequence
from dataclasses import dataclass

from incidents.charts.drawing import (
    FONT_SIZE,
    Drawing,
    Palette,
    rect,
    text,
    width_of,
    wrapped,
)

GAP = 8
ROW = 32
LINE = 17
BAR_HEIGHT = 16
LABEL_LENGTH = 31
WIDER = 1.12
"""Fonts of a reader's system are so much wider than the pinned one, about."""


@dataclass(frozen=True)
class Bar:
    """One row; ``shown`` is its number as it is printed."""

    label: str
    value: float
    shown: str


@dataclass(frozen=True)
class Shape:
    """How wide a drawing is, and what becomes of labels longer than ``letters``: with ``cut`` they
    end in an ellipsis, else they go on in another line."""

    width: int
    letters: int
    cut: bool = False


CUT = Shape(440, LABEL_LENGTH, cut=True)
WHOLE = Shape(670, 46)
CUT_LABELS = 198
CUT_NUMBERS = 30


def bars(rows: Sequence[Bar], palette: Palette, shape: Shape = CUT) -> Drawing:
    """Draw them. Raises ValueError without rows or with a negative number: there is nothing to
    draw."""
    if not rows:
        raise ValueError("a chart needs at least one row")
    for row in rows:
        if row.value < 0:
            raise ValueError(f"{row.label}: {row.value} is negative; a count cannot be")
    labels = [_lines(row.label, shape) for row in rows]
    left, numbers = _columns(labels, rows, shape)
    track = shape.width - left - numbers
    scale = track / (max(row.value for row in rows) or 1)
    body, top = [], 0
    for row, lines in zip(rows, labels, strict=True):
        height = max(ROW, LINE * len(lines) + ROW - LINE)
        body.append(_row(row, lines, palette, (left, top, height), (track, numbers, scale)))
        top += height
    return Drawing(shape.width, top, "".join(body))


def _lines(label: str, shape: Shape) -> list[str]:
    if not shape.cut:
        return wrapped(label, shape.letters)
    if len(label) <= shape.letters:
        return [label]
    return [label[: shape.letters - 1].rstrip() + "…"]


def _columns(
    labels: Sequence[Sequence[str]], rows: Sequence[Bar], shape: Shape
) -> tuple[float, float]:
    """Where the bars begin, and the room for the numbers after them."""
    if shape.cut:
        return CUT_LABELS + GAP, CUT_NUMBERS
    longest = max(width_of(line) for lines in labels for line in lines)
    numbers = max(CUT_NUMBERS, 2 * GAP + max(width_of(row.shown) for row in rows))
    return round(longest * WIDER) + 2 * GAP, round(numbers * WIDER)


def _row(
    row: Bar,
    lines: Sequence[str],
    palette: Palette,
    place: tuple[float, float, float],
    room: tuple[float, float, float],
) -> str:
    (left, top, height), (track, numbers, scale) = place, room
    base = top + height / 2 + FONT_SIZE * 0.34
    first = base - LINE * (len(lines) - 1) / 2
    bar = top + (height - BAR_HEIGHT) / 2
    return (
        "".join(text(0, first + LINE * place, each) for place, each in enumerate(lines))
        + rect(left, bar, f"{track:g}", BAR_HEIGHT, palette.track)
        + rect(left, bar, f"{row.value * scale:.2f}", BAR_HEIGHT, palette.bar)
        + text(left + track + numbers, base, row.shown, "end", weight=600)
    )
