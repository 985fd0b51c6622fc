"""What every drawing is made of: colours, texts, and the picture around them."""

import re
import textwrap
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

FONT = "Vigie Sans, Source Sans Pro, sans-serif"
FONT_SIZE = 14
LETTER = 0.53
"""Mean width of a letter of the pinned font, in parts of its size; other fonts are a little wider,
which the margins take up."""


NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters with which no XML can be read."""


def written(words: str) -> str:
    """A text escaped for XML: it is never markup, and what XML cannot hold is a replacement."""
    return escape(NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", words))


@dataclass(frozen=True)
class Palette:
    """Colours of a drawing. What they tell is told by shape and word too."""

    ink: str
    faint: str
    bar: str
    track: str
    paper: str


LIGHT = Palette("#1b2733", "#46555f", "#1f4e79", "#edf1f5", "#ffffff")
IN_PAGE = Palette("currentColor", "currentColor", "var(--link)", "var(--sunken)", "var(--surface)")
"""The colours of the page a drawing stands in, which follow the reader's scheme."""


@dataclass(frozen=True)
class Drawing:
    """Elements of SVG, and the room they take."""

    width: float
    height: float
    body: str


def text(
    x: float,
    y: float,
    words: str,
    anchor: str = "start",
    *,
    weight: int = 400,
    size: float = 0,
    fill: str = "",
) -> str:
    """A line of text."""
    more = f' font-size="{size:g}"' if size else ""
    more += f" fill={quoteattr(fill)}" if fill else ""
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-weight="{weight}"{more}>'
        f"{written(words)}</text>"
    )


def rect(x: float, y: float, width: str, height: float, fill: str, stroke: str = "") -> str:
    """A box; ``width`` is written as it is given."""
    more = f" stroke={quoteattr(stroke)}" if stroke else ""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width}" height="{height:g}" fill={quoteattr(fill)}'
        f"{more}/>"
    )


def line(x1: float, y1: float, x2: float, y2: float, stroke: str) -> str:
    """A thin straight line."""
    return (
        f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke={quoteattr(stroke)} '
        f'stroke-width="1" stroke-opacity="0.22"/>'
    )


def moved(drawing: Drawing, x: float, y: float) -> str:
    """A drawing at another place."""
    return f'<g transform="translate({x:g} {y:g})">{drawing.body}</g>'


def wrapped(words: str, letters: int) -> list[str]:
    """A text in lines of at most so many letters; nothing of it is lost."""
    return textwrap.wrap(words, letters, break_on_hyphens=False) or [""]


def width_of(words: str, size: float = FONT_SIZE) -> float:
    """About how wide a line is."""
    return len(words) * LETTER * size


def alone(drawing: Drawing, palette: Palette) -> str:
    """A picture of its own."""
    return _svg(drawing, palette, 'xmlns="http://www.w3.org/2000/svg"', "")


def inline(drawing: Drawing, palette: Palette, says: str) -> str:
    """A picture inside a page; ``says`` tells whoever does not see it what it shows."""
    named = f'class="chart__picture" role="img" aria-label={quoteattr(says)}'
    return _svg(drawing, palette, named, "")


def described(drawing: Drawing, palette: Palette, title: str, says: str) -> str:
    """A picture of its own that carries its title and what it shows in words."""
    head = f"<title>{written(title)}</title><desc>{written(says)}</desc>"
    return _svg(drawing, palette, 'xmlns="http://www.w3.org/2000/svg" role="img"', head)


def _svg(drawing: Drawing, palette: Palette, named: str, head: str) -> str:
    return (
        f'<svg {named} viewBox="0 0 {drawing.width:g} {drawing.height:g}" '
        f'width="{drawing.width:g}" height="{drawing.height:g}" '
        f"font-family={quoteattr(FONT)} "
        f'font-size="{FONT_SIZE}" fill="{palette.ink}">{head}{drawing.body}</svg>'
    )
