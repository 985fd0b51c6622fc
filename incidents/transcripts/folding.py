"""Text reduced to what the quote check compares: words without accents, case or punctuation."""

import re
import sys
import unicodedata
from functools import cache

_WORD = re.compile(r"[^\W_]+")
_SPELT_OUT = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}


def words(text: str) -> list[str]:
    """The words of a text: compatibility forms resolved, case folded, marks and punctuation gone.

    An apostrophe or a hyphen parts two words, in the quote as in the transcript.
    """
    folded = text.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded).translate(_table()).casefold()
    return _WORD.findall(folded)


@cache
def _table() -> dict[int, str | None]:
    """Every combining mark and invisible character to nothing; letters that do not decompose."""
    table: dict[int, str | None] = {
        code: None
        for code in range(0x300, sys.maxunicode)
        if unicodedata.category(chr(code)) in {"Mn", "Cf"}
    }
    table[0xAD] = None  # soft hyphen
    table.update({ord(letter): spelt for letter, spelt in _SPELT_OUT.items()})
    return table
