"""A person's text as terms: words, phrases, beginnings, alternatives, exclusions. Pure.

Whatever stands in it, it is only ever words: a word is a run of letters and digits, and every
other sign parts words (``vigie_spaced`` says the same in the database). Read are, outside words:
quotation marks in pairs, a minus sign before what is excluded, ``OR`` or ``OU`` in capitals
between alternatives, and ``*`` at the end of a word for its beginning.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from incidents.input_error import InputError, gettext_noop

LONGEST = 200
"""Characters of a text."""
MOST = 16
"""Words of a text, those of phrases and exclusions counted: fewer than stand apart in a vector."""
SHORTEST_BEGINNING = 2
WORD = re.compile(r"[^\W_]+")
BEGINS = re.compile(r"[^\W_]\*[\s,.;:!?)]*$")
EITHER = {"OR", "OU"}
MINUS = "-\N{MINUS SIGN}"
PIECE = re.compile(
    rf"""(?P<minus>(?<!\S)[{MINUS}])?
    (?: "(?P<straight>[^"]*)" | “(?P<curly>[^“”]*)” | «(?P<angle>[^«»]*)» | „(?P<low>[^„“”]*)[“”]
      | ["“”«»„]? (?P<plain>[^\s"“”«»„]+) )""",
    re.VERBOSE,
)


class QueryError(InputError):
    """A text that asks for nothing, or for too much."""


@dataclass(frozen=True)
class Asked:
    """Words that follow one another; ``begins``: the last is only the beginning of a word."""

    words: tuple[str, ...]
    begins: bool = False

    @property
    def text(self) -> str:
        """The words as one text."""
        return " ".join(self.words)


@dataclass(frozen=True)
class Reading:
    """What a text asks for: of each term any alternative, and nothing of what is excluded."""

    terms: tuple[tuple[Asked, ...], ...]
    excluded: tuple[Asked, ...]


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text, in their order."""
    return tuple(WORD.findall(unicodedata.normalize("NFKC", text)))


def read(text: str) -> Reading:
    """The terms of a text. Raises QueryError where it is too long, has too many words, or none."""
    if len(text) > LONGEST:
        raise QueryError(
            gettext_noop("At most %(most)d characters can be searched for; this has %(count)d."),
            most=LONGEST,
            count=len(text),
        )
    terms, excluded = list[tuple[Asked, ...]](), list[Asked]()
    joined = False
    for asked, minus in _pieces(text):
        if asked is None:
            joined = bool(terms)
        elif minus:
            excluded.append(asked)
            joined = False
        elif joined:
            terms[-1] = (*terms[-1], asked)
            joined = False
        else:
            terms.append((asked,))
    reading = Reading(tuple(terms), tuple(excluded))
    _check(text, reading)
    return reading


def _pieces(text: str) -> Iterator[tuple[Asked | None, bool]]:
    """Each piece and whether it is excluded; None is a sign of alternatives."""
    for match in PIECE.finditer(text):
        minus, plain = match["minus"] is not None, match["plain"]
        if plain in EITHER and not minus:
            yield None, False
            continue
        quoted = (match[name] for name in ("straight", "curly", "angle", "low"))
        said = next((text for text in (*quoted, plain) if text is not None), "")
        if words := words_in(said):
            yield Asked(words, begins=BEGINS.search(said) is not None), minus


def _check(text: str, reading: Reading) -> None:
    asked = [*(each for term in reading.terms for each in term), *reading.excluded]
    if not asked:
        raise QueryError(
            gettext_noop("“%(text)s” has no letter and no digit to search for."), text=text[:80]
        )
    count = sum(len(each.words) for each in asked)
    if count > MOST:
        raise QueryError(
            gettext_noop("At most %(most)d words can be searched for at once; this has %(count)d."),
            most=MOST,
            count=count,
        )
    for each in asked:
        if each.begins and len(each.words[-1]) < SHORTEST_BEGINNING:
            raise QueryError(
                gettext_noop("“%(text)s*” needs at least two letters before the star."),
                text=each.words[-1],
            )
