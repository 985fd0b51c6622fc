"""A chart that travels alone: with its title, what it counts, its source, its date, its filter."""

from collections.abc import Sequence
from dataclasses import dataclass

from incidents.charts.drawing import (
    LETTER,
    LIGHT,
    Drawing,
    described,
    moved,
    rect,
    text,
    wrapped,
)

MARGIN = 28
TITLE, WORDS, FOOT = 21, 14, 12


@dataclass(frozen=True)
class Frame:
    """The words around a chart: above it a title and lines that say what is counted, below it
    lines that say where it is from. ``says`` is what it shows, for whoever does not see it."""

    title: str
    above: Sequence[str]
    below: Sequence[str]
    says: str


def framed(drawing: Drawing, frame: Frame) -> bytes:
    """The whole picture, on paper of its own: it is read anywhere."""
    width = drawing.width + 2 * MARGIN
    body, y = "", float(MARGIN)
    for words, size, weight in (
        (frame.title, TITLE, 600),
        *((each, WORDS, 400) for each in frame.above),
    ):
        for each in wrapped(words, int(drawing.width / (size * LETTER))):
            y += size * 1.3
            body += text(MARGIN, y - size * 0.3, each, size=size, weight=weight)
    y += 18
    body += moved(drawing, MARGIN, y)
    y += drawing.height + 14
    for words in frame.below:
        for each in wrapped(words, int(drawing.width / (FOOT * LETTER))):
            y += FOOT * 1.4
            body += text(MARGIN, y - FOOT * 0.3, each, size=FOOT, fill=LIGHT.faint)
    height = round(y) + MARGIN
    paper = rect(0, 0, f"{width:g}", height, LIGHT.paper)
    whole = Drawing(width, height, paper + body)
    return described(whole, LIGHT, frame.title, frame.says).encode("utf-8")
