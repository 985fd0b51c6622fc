"""The markup inside SubRip text: what is removed, what is text, and how text is written safely.

Removed: ``<i> <b> <u> <s> <font ...>`` and their ends, also with blanks in them; style overrides
(``{\\an8}``) and ``{b} {i} {u}``. ``<br>`` ends a line. Anything else between angle brackets is
text ("<3", "a < b", "<LAUGHS>"). Entities of HTML are decoded (``entities``).
"""

import re

from incidents.transcripts.entities import ENTITY, decoded

_TAG = re.compile(
    r"<[^\S\n]{0,9}/?[^\S\n]{0,9}(?:[bius]|font)(?:[^\S\n]+[a-z-]{1,20}[^\S\n]*=[^<>\n]*)?"
    r"[^\S\n]{0,9}/?>",
    re.I,
)
_FONT = re.compile(r"<[^\S\n]{0,9}font[^\S\n][^<>\n]*>", re.I)
_BREAK = re.compile(r"<br[^\S\n]{0,9}/?>", re.I)
_STYLE = re.compile(r"\{\\[^{}\n]*\}|\{/?[biu]\}", re.I)


def plain(text: str) -> str:
    """The text of a cue without markup, its lines stripped, without blank ones."""
    if "<" in text:
        text = _BREAK.sub("\n", _TAG.sub("", _FONT.sub("", text)))
    if "{" in text:
        text = _STYLE.sub("", text)
    text = decoded(text)
    return "\n".join([line for part in text.split("\n") if (line := part.strip())])


def escaped(text: str) -> str:
    """The text such that `plain` gives it back: unchanged unless it holds what looks like markup.

    Then every sign that opens markup is written as an entity, as hiding an inner one alone may make
    markup of what stands around it.
    """
    if not any(markup.search(text) for markup in (_TAG, _FONT, _BREAK, _STYLE, ENTITY)):
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("{", "&#123;")
