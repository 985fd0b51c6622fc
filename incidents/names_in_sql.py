"""What the database can say of a name before Python reads the text. Pure.

A regular expression of PostgreSQL that every text matches in which ``Names`` finds a name, and few
others do: the letters of the name in their order, each in any of its forms, with anything that is
no letter between them. A text with something that only Python unfolds (percent signs, character
references, rare letters) matches as well: it is passed on. The same holds of JSON as the database
writes it, whose escapes count as nothing, or as the letters that they are written with.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from incidents.transcripts.folding import words

PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789"
COMMON = 0x17F
"""The last of the letters with marks that are looked for here; others are rare, and passed on."""
LAST = 0x20000
"""Above stand ideographs, tags and private letters: nothing that folds to a plain letter."""
LIGATURES = {"oe": "œŒ", "ae": "æÆ"}
"""Letters for two, which French texts are full of. None begins with what another ends with."""
ENCODED = (r"%[0-9A-Fa-f]{2}", r"&[#A-Za-z]", r"\\u[0-9A-Fa-f]{4}")
ESCAPED = r"\\[bfnrt]"


def pattern(hints: Iterable[str]) -> str:
    """For folded names without their spaces. Letters outside a-z are no help to the database: of
    such a name the others are looked for, and where it has none every text matches."""
    plain = sorted({"".join(c for c in hint if c in PLAIN) for hint in hints})
    if not all(plain):
        return ""
    return "|".join([*map(_spelt, plain), *ENCODED, f"[{_tables().rare}]"])


def _spelt(letters: str) -> str:
    return _between().join(_parts(letters))


def _between() -> str:
    """What may stand between two letters of a name."""
    return f"(?:{ESCAPED}|[^{_tables().every}])*"


def _parts(letters: str) -> Iterator[str]:
    """One part for each letter, or for two that may be written as one. A name may begin or end in
    the middle of a ligature."""
    place, last = 0, len(letters) - 1
    while place <= last:
        letter, pair = letters[place], letters[place : place + 2]
        if pair in LIGATURES:
            first, second = (_tables().forms[each] for each in pair)
            yield f"(?:[{first}]{_between()}[{second}]|[{LIGATURES[pair]}])"
            place += 2
            continue
        edges = [one for two, one in LIGATURES.items() if place == 0 and two[1] == letter]
        edges += [one for two, one in LIGATURES.items() if place == last and two[0] == letter]
        yield f"[{_tables().forms[letter]}{''.join(edges)}]"
        place += 1


class _Tables:
    """What each character becomes when it is folded, as the bodies of bracket expressions."""

    def __init__(self) -> None:
        ligatures = "".join(LIGATURES.values())
        forms: dict[str, list[str]] = defaultdict(list)
        rare: list[str] = []
        for character, becomes in _folded():
            if len(becomes) == 1 and ord(character) <= COMMON:
                forms[becomes].append(character)
            elif character not in ligatures:
                rare.append(character)
        self.forms = {letter: "".join(each) for letter, each in forms.items()}
        self.every = "".join(_ranges(sorted("".join(self.forms.values()) + ligatures)))
        self.rare = "".join(_ranges(rare))


@cache
def _tables() -> _Tables:
    return _Tables()


def _folded() -> Iterator[tuple[str, str]]:
    """Every character of which folding leaves a plain letter or digit, and which."""
    for code in range(1, LAST):
        becomes = re.sub("[^a-z0-9]", "", "".join(words(chr(code))))
        if becomes:
            yield chr(code), becomes


def _ranges(characters: Iterable[str]) -> Iterator[str]:
    """Characters in ascending order, those that follow each other as a range."""
    first = last = ""
    for each in characters:
        if last and ord(each) == ord(last) + 1:
            last = each
            continue
        if last:
            yield first if first == last else f"{first}-{last}"
        first = last = each
    if last:
        yield first if first == last else f"{first}-{last}"
