"""The last touch of a typesetter on the page: spaces that hold, names that stay whole.

Each text by the rules of its own language, that of the nearest ``lang`` around it. No letter is
changed: a blank becomes one at which no line is broken, and a name is marked so that it is not
hyphenated. Attributes, addresses and what stands outside of the body are left as they are.
"""

import re
from collections.abc import Iterator

PIECES = re.compile(r"(<[^>]*>)")
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
LANG = re.compile(r'\slang="([^"]*)"')
VOID = frozenset(("br", "col", "hr", "img", "link", "meta", "wbr"))
WHOLE = frozenset(("a", "h1", "h2", "h3", "h4", "th"))
"""Elements whose text is never hyphenated: nothing in them needs a mark."""

NARROW, WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
SIGNS = re.compile(r"[ \u00a0]+([;!?])")
COLONS = re.compile(r" +([:%€»])")
OPENING = re.compile(r"« +")
COUNTED = re.compile(r"(?<![\w.,:])(\d{1,2}|1er) (?=[^\W\d])")
HOURS = re.compile(r"(\d)[ \u00a0]h (?=\d)")
DASHES = re.compile(r" +([·–—])(?= |$)")
NAMES = re.compile(r"(?<![\w&#])[A-ZÀ-ÖØ-Þ][\w’-]{7,17}(?![\w’-])")
"""Short enough for the narrowest column: a longer one is hyphenated, and cut where it must be."""


def typeset(html: str) -> str:
    """The page with its texts set; what it holds before the body is not touched."""
    begin = html.find("<body")
    if begin < 0:
        return html
    said = LANG.search(html[:begin])
    return html[:begin] + "".join(_set(html[begin:], said[1] if said else ""))


def _set(html: str, language: str) -> Iterator[str]:
    opened = [("html", language, False)]
    for piece in PIECES.split(html):
        if piece.startswith("<"):
            _follow(piece, opened)
            yield piece
        elif piece.strip():
            _, spoken, whole = opened[-1]
            text = _spaced(piece, spoken)
            yield text if whole else NAMES.sub(_named, text)
        else:
            yield piece


def _follow(tag: str, opened: list[tuple[str, str, bool]]) -> None:
    """Keep the open elements, each with the language and the wholeness of what stands in it."""
    found = TAG.match(tag)
    if not found or found[2] in VOID:
        return
    if not found[1]:
        _, language, whole = opened[-1]
        said = LANG.search(tag)
        opened.append((found[2], said[1] if said else language, whole or found[2] in WHOLE))
    elif any(name == found[2] for name, _, _ in opened[1:]):
        while opened.pop()[0] != found[2]:
            pass


def _spaced(text: str, language: str) -> str:
    if language == "fr":
        text = SIGNS.sub(NARROW + r"\1", text)
        text = OPENING.sub("«" + WIDE, COLONS.sub(WIDE + r"\1", text))
        text = HOURS.sub(r"\1" + WIDE + "h" + WIDE, text)
    return DASHES.sub(WIDE + r"\1", COUNTED.sub(r"\1" + WIDE, text))


def _named(found: re.Match[str]) -> str:
    return f'<span class="name">{found[0]}</span>'
