"""Charts: data in, SVG out. Pure.

A chart stands beside a table that says the same, never alone. The same data give the same bytes.
The SVG has no script, no style sheet and no reference to anything outside it, so that it may stand
in a page under a strict Content-Security-Policy as well as in the PDF. Units are pixels of the
drawing, which scales as a whole.
"""

from collections.abc import Sequence

from incidents.charts.bars import CUT, LABEL_LENGTH, WHOLE, Bar, bars
from incidents.charts.columns import Column, columns
from incidents.charts.dots import dots
from incidents.charts.drawing import IN_PAGE, LIGHT, Drawing, alone, inline
from incidents.charts.framed import Frame, framed

__all__ = [
    "CUT",
    "IN_PAGE",
    "LABEL_LENGTH",
    "LIGHT",
    "WHOLE",
    "Bar",
    "Column",
    "Drawing",
    "Frame",
    "alone",
    "bars",
    "columns",
    "dots",
    "framed",
    "inline",
    "of_report",
]


def of_report(rows: Sequence[tuple[str, int]], *, whole: bool = False) -> bytes:
    """The bars of a report: rows of the height of the rows of the table beside them, labels cut
    where they do not fit, as the table has them whole; ``whole``, where the table stands below: as
    wide as the page, labels in as many lines as they need."""
    shape = WHOLE if whole else CUT
    drawn = bars([Bar(label, value, str(value)) for label, value in rows], LIGHT, shape)
    return alone(drawn, LIGHT).encode("utf-8")
