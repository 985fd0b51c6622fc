"""Entities of HTML in a text that is not HTML: only what is one to the last letter is decoded.

``&amp;``, ``&#39;``, ``&#x27;`` are; "AT&T", "?a=1&copy=2", "&notit;" are text. So are entities of
control characters and of half surrogate pairs, which no text holds.
"""

import re
import unicodedata
from html import unescape
from html.entities import html5

ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([a-zA-Z][a-zA-Z0-9]{1,31}));")


def decoded(text: str) -> str:
    """The text with its entities as characters."""
    return ENTITY.sub(_character, text) if "&" in text else text


def _character(entity: re.Match[str]) -> str:
    name = entity[1]
    character = html5.get(f"{name};", entity[0]) if name else unescape(entity[0])
    if any(unicodedata.category(char) in {"Cc", "Cs"} for char in character):
        return entity[0]
    return character or entity[0]
