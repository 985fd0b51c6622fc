"""What the report's font can print, and what stands in for the rest.

Fonts of the operating system are never used: they differ from host to host, and a document for the
archive must not point to a glyph that is missing. A character that the pinned font lacks (emoji,
right-to-left script, control character) is therefore printed as its Unicode number, ``[U+1F5F3]``:
visible, unambiguous, the same everywhere.
"""

import re
import unicodedata
from collections.abc import Set
from functools import cache
from pathlib import Path

import font_source_sans_pro
from fontTools.ttLib import TTFont

FACES = {
    "light": "SourceSansPro-Light.ttf",
    "regular": "SourceSansPro-Regular.ttf",
    "semibold": "SourceSansPro-Semibold.ttf",
    "bold": "SourceSansPro-Bold.ttf",
}
LAYOUT = frozenset(map(ord, "\n\t\r "))


def font_file(name: str) -> Path:
    """Path of a face by its file name. Raises KeyError for any other name."""
    if name not in FACES.values():
        raise KeyError(f"{name} is not a face of the report")
    return Path(font_source_sans_pro.font_directory) / name


@cache
def covered() -> Set[int]:
    """Code points that every face of the report can print."""
    printable = set.intersection(*map(_characters, FACES.values()))
    return frozenset(c for c in printable if unicodedata.category(chr(c))[0] != "C") | LAYOUT


def _characters(name: str) -> set[int]:
    with TTFont(font_file(name), lazy=True) as face:
        return set(face.getBestCmap() or {})


def printable(text: str) -> str:
    """The text composed (NFC), each run of characters that cannot be printed by its numbers."""
    return _unprintable().sub(_numbers, unicodedata.normalize("NFC", text))


@cache
def _unprintable() -> re.Pattern[str]:
    known = "".join(map(re.escape, map(chr, sorted(covered()))))
    return re.compile(f"[^{known}]+")


def _numbers(found: re.Match[str]) -> str:
    return "[" + " ".join(f"U+{ord(character):04X}" for character in found.group()) + "]"
