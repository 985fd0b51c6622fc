"""A table of numbers drawn as dots: the area of a dot is its number, which stands in it."""

from collections.abc import Sequence
from math import sqrt
from xml.sax.saxutils import quoteattr

from incidents.charts.drawing import Drawing, Palette, line, text, width_of, wrapped

ROW = 46
LINE = 16
CELL = 98
LARGEST = 20
HEAD_LETTERS = 13
LABEL_LETTERS = 34


def dots(
    heads: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], palette: Palette
) -> Drawing:
    """Draw them: rows down, ``heads`` across; nothing stands for zero. Raises ValueError without
    rows or heads, with a negative number, or where a row has not a number for each head."""
    if not rows or not heads:
        raise ValueError("a chart needs at least one row and one column")
    for label, values in rows:
        if len(values) != len(heads):
            raise ValueError(f"{label}: {len(values)} numbers for {len(heads)} columns")
        if min(values) < 0:
            raise ValueError(f"{label}: {min(values)} is negative; a count cannot be")
    labels = [wrapped(label, LABEL_LETTERS) for label, _values in rows]
    left = 16 + max(width_of(each) for lines in labels for each in lines)
    named = [wrapped(head, HEAD_LETTERS) for head in heads]
    top = LINE * max(map(len, named)) + 12
    width = left + CELL * len(heads)
    scale = LARGEST / sqrt(max(1, *(max(values) for _label, values in rows)))
    body = _heads(named, left, top)
    for number, (lines, (_label, values)) in enumerate(zip(labels, rows, strict=True)):
        y = top + number * ROW
        body += line(0, y, width, y, palette.faint)
        body += _row(lines, values, left, y + ROW / 2, scale, palette)
    return Drawing(round(width), top + ROW * len(rows) + 4, body)


def _heads(named: Sequence[Sequence[str]], left: float, top: float) -> str:
    found = ""
    for number, lines in enumerate(named):
        first = top - 12 - LINE * (len(lines) - 1)
        for place, words in enumerate(lines):
            middle = left + (number + 0.5) * CELL
            found += text(middle, first + LINE * place, words, "middle", size=12.5, weight=600)
    return found


def _row(
    lines: Sequence[str],
    values: Sequence[int],
    left: float,
    middle: float,
    scale: float,
    palette: Palette,
) -> str:
    first = middle + 5 - LINE * (len(lines) - 1) / 2
    found = "".join(text(0, first + LINE * place, each) for place, each in enumerate(lines))
    for number, value in enumerate(values):
        if value:
            x = left + (number + 0.5) * CELL
            radius = max(3.0, scale * sqrt(value))
            found += (
                f'<circle cx="{x:g}" cy="{middle:g}" r="{radius:.2f}" '
                f"fill={quoteattr(palette.track)} stroke={quoteattr(palette.bar)}/>"
            )
            shown = f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
            found += text(x, middle + 5, shown, "middle", weight=600)
    return found
