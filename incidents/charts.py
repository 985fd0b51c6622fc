"""Bar charts: data in, SVG bytes out. Pure.

A chart stands beside a table that says the same, never alone. The same data give the same bytes.
The SVG has no script, no style sheet and no reference to anything outside it, so that it may stand
in a page under a strict Content-Security-Policy as well as in the PDF. Units are pixels of the
drawing, which scales as a whole.
"""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

INK = "#1b2733"
BAR = "#1f4e79"
TRACK = "#edf1f5"
FONT = "Vigie Sans, Source Sans Pro, sans-serif"

WIDTH = 440
LABELS = 198
GAP = 8
NUMBERS = 30
ROW = 32
BAR_HEIGHT = 16
FONT_SIZE = 14
LABEL_LENGTH = 31


def bars(rows: Sequence[tuple[str, int]]) -> bytes:
    """Horizontal bars on one scale from zero, first row on top, the number after each bar.

    Labels longer than ``LABEL_LENGTH`` are cut with an ellipsis: the table has them whole. Raises
    ValueError without rows or with a negative number: there is nothing to draw.
    """
    if not rows:
        raise ValueError("a chart needs at least one row")
    for label, value in rows:
        if value < 0:
            raise ValueError(f"{label}: {value} is negative; a count cannot be")
    scale = (WIDTH - LABELS - GAP - NUMBERS) / max(1, *(value for _, value in rows))
    drawn = [_bar(row, label, value, scale) for row, (label, value) in enumerate(rows)]
    return _svg(ROW * len(rows), "".join(drawn)).encode("utf-8")


def _bar(row: int, label: str, value: int, scale: float) -> str:
    left = LABELS + GAP
    top = row * ROW + (ROW - BAR_HEIGHT) / 2
    width = value * scale
    base = row * ROW + ROW / 2 + FONT_SIZE * 0.34
    full = WIDTH - left - NUMBERS
    return (
        _text(0, base, _cut(label), "start")
        + f'<rect x="{left}" y="{top:g}" width="{full}" height="{BAR_HEIGHT}" fill="{TRACK}"/>'
        + f'<rect x="{left}" y="{top:g}" width="{width:.2f}" height="{BAR_HEIGHT}" fill="{BAR}"/>'
        + _text(left + full + NUMBERS, base, str(value), "end", weight=600)
    )


def _text(x: float, y: float, text: str, anchor: str, weight: int = 400) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-weight="{weight}">'
        f"{escape(text)}</text>"
    )


def _cut(label: str) -> str:
    if len(label) <= LABEL_LENGTH:
        return label
    return label[: LABEL_LENGTH - 1].rstrip() + "…"


def _svg(height: int, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" font-family={quoteattr(FONT)} '
        f'font-size="{FONT_SIZE}" fill="{INK}">{body}</svg>'
    )
