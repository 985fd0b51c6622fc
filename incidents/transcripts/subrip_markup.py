"""The markup inside SubRip text: what is removed, what is text, and how text is written safely.

Removed: ``<i> <b> <u> <s> <font ...>`` and their ends, also with blanks in them; style overrides
(``{\\an8}``) and ``{b} {i} {u}``. ``<br>`` ends a line. Anything else between angle brackets is
text ("<3", "a < b", "<LAUGHS>"). HTML entities are decoded where they end with a semicolon, except
those of control characters.
"""

import html
import re
import unicodedata

_TAG = re.compile(
    r"<[^\S\n]{0,9}/?[^\S\n]{0,9}(?:[bius]|font)(?:[^\S\n]+[a-z-]{1,20}[^\S\n]*=[^<>\n]*)?"
    r"[^\S\n]{0,9}/?>",
    re.I,
)
_FONT = re.compile(r"<[^\S\n]{0,9}font[^\S\n][^<>\n]*>", re.I)
_BREAK = re.compile(r"<br[^\S\n]{0,9}/?>", re.I)
_STYLE = re.compile(r"\{\\[^{}\n]*\}|\{/?[biu]\}", re.I)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_OPENING = re.compile("[<{&]")


def plain(text: str) -> str:
    """The text of a cue without markup, its lines stripped, without blank ones."""
    if "<" in text:
        text = _BREAK.sub("\n", _TAG.sub("", _FONT.sub("", text)))
    if "{" in text:
        text = _STYLE.sub("", text)
    if "&" in text:
        text = decoded(text)
    return "\n".join([line for part in text.split("\n") if (line := part.strip())])


def decoded(text: str) -> str:
    """The text with its entities as characters; what is no entity stays as it is."""
    return _ENTITY.sub(_character, text)


def escaped(text: str) -> str:
    """The text such that `plain` gives it back: only what would be taken for markup is changed."""
    return _OPENING.sub(_entity, text)


def _character(entity: re.Match[str]) -> str:
    decoded = html.unescape(entity[0])
    if any(unicodedata.category(char) in {"Cc", "Cs"} for char in decoded):
        return entity[0]
    return decoded or entity[0]


def _entity(opening: re.Match[str]) -> str:
    known = {"<": (_TAG, _FONT, _BREAK), "{": (_STYLE,), "&": (_ENTITY,)}[opening[0]]
    if any(markup.match(opening.string, opening.start()) for markup in known):
        return {"<": "&lt;", "{": "&#123;", "&": "&amp;"}[opening[0]]
    return opening[0]
