"""A person's name in a text, however it is spelt there. Pure.

One rule for what is refused before publication and for what an erasure takes out. Words are
compared in either order, accents and case folded, also inside percent-encoded addresses; a name of
six letters or more is also looked for run together, as in a hashtag or a handle.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any, Self
from urllib.parse import unquote

from incidents import names_in_sql
from incidents.transcripts.folding import words

RUN_TOGETHER = 6
"""Fewer letters are found inside too many other words."""
LETTER = r"[^\W_]"
BETWEEN = r"[\W_]+"


@dataclass(frozen=True)
class Folded:
    """A text as words, and as runs of letters between white space."""

    spaced: str
    runs: str

    @classmethod
    def of(cls, text: str) -> Self:
        decoded = _decoded(text)
        runs = ("".join(words(run)) for run in decoded.split())
        return cls(f" {' '.join(words(decoded))} ", " ".join(runs))

    def names(self, needle: Self) -> bool:
        """Whether the words of ``needle`` stand here."""
        return (
            needle.spaced in self.spaced
            or needle.turned in self.spaced
            or (len(needle.together) >= RUN_TOGETHER and needle.together in self.runs)
        )

    @property
    def together(self) -> str:
        return self.runs.replace(" ", "")

    @property
    def turned(self) -> str:
        """The same words in the other order."""
        return f" {' '.join(reversed(self.spaced.split()))} "


class Names:
    """Names to look for; those without a letter or a digit are left out."""

    def __init__(self, names: Iterable[str]) -> None:
        self.texts = sorted({name for name in names if words(name)})
        self._needles = [Folded.of(text) for text in self.texts]
        self._hints = {
            each
            for needle in self._needles
            for each in (needle.together, needle.turned.replace(" ", ""))
        }

    def __bool__(self) -> bool:
        return bool(self._needles)

    def in_text(self, text: str) -> bool:
        """Whether any of the names stands in a text."""
        together = "".join(words(_decoded(text)))
        if not any(hint in together for hint in self._hints):
            return False
        folded = Folded.of(text)
        return any(folded.names(needle) for needle in self._needles)

    @cached_property
    def in_sql(self) -> str:
        """What every text matches in which one of them stands, for PostgreSQL; "" where the
        database cannot tell."""
        return names_in_sql.pattern(self._hints)

    def inside(self, value: Any) -> bool:
        """Whether any of them stands in a text, or anywhere in a list or a JSON value."""
        if isinstance(value, str):
            return self.in_text(value)
        if isinstance(value, Mapping):
            return any(self.inside(each) for pair in value.items() for each in pair)
        if isinstance(value, list | tuple):
            return any(self.inside(each) for each in value)
        return False

    def replaced(self, text: str, label: str) -> str:
        """The text with ``label`` in the place of each name; the label alone where a name is
        spelt so that its letters cannot be told from those around."""
        if not self.in_text(text):
            return text
        folded, places = _with_places(text)
        found = [match.span() for match in self._pattern.finditer(folded)]
        kept, after = [], 0
        for first, last in found:
            kept += [text[after : places[first]], label]
            after = places[last - 1] + 1
        shown = "".join(kept) + text[after:]
        return label if not found or self.in_text(shown) else shown

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        ways: set[str] = set()
        for needle in self._needles:
            for order in (needle.spaced.split(), needle.turned.split()):
                ways.add(f"(?<!{LETTER}){BETWEEN.join(order)}(?!{LETTER})")
            if len(needle.together) >= RUN_TOGETHER:
                ways.add(r"(?:_|[^\w\s])*".join(needle.together))
        return re.compile("|".join(sorted(ways, key=len, reverse=True)))


def _decoded(text: str) -> str:
    """As a browser would show it: percent signs and character references, also one in the other."""
    for _layer in range(3):
        text = unescape(unquote(text))
    return text


def _with_places(text: str) -> tuple[str, list[int]]:
    """The text folded letter by letter, and of each letter where in the text it came from."""
    folded: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        plain = "".join(words(letter)) or ("" if _is_mark(letter) else letter)
        folded.append(plain)
        places += [place] * len(plain)
    return "".join(folded), places


def _is_mark(letter: str) -> bool:
    """A combining mark or an invisible character: part of the letter before it."""
    return words(f"a{letter}b") == ["ab"]
