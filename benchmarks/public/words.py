"""Made-up French texts with a few frequent words, many rarer ones and a long tail of names.

Word number r of its class comes with a weight of 1 / (r + 2) to some power, which is how words of a
language are spread: so that common, middling and rare queries exist at every size. The same seed
gives the same texts.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

from benchmarks.public import lexicon

BATCH = 2000
NAMES = 30_000
PATTERNS = (
    "NVNA",
    "NAVNpN",
    "GNVN",
    "SVNApN",
    "GNpNVN",
    "NpPVN",
    "SVNpP",
    "GSVNA",
    "NVNpNA",
    "GNAVSpP",
)
"""Sentences by classes of words: noun, verb, adjective, link, surname, preposition, place."""


@dataclass(frozen=True)
class Falling:
    """Things by falling frequency, the most frequent first."""

    things: Sequence[str]
    summed: Sequence[float]

    def draws(self, random: Random) -> Callable[[], str]:
        """One more with each call, without end."""
        return self._endless(random).__next__

    def _endless(self, random: Random) -> Iterator[str]:
        while True:
            yield from random.choices(self.things, cum_weights=self.summed, k=BATCH)


def falling(things: Sequence[str], power: float = 1.0) -> Falling:
    """Things in the order of their frequency."""
    return Falling(things, list(accumulate((rank + 2) ** -power for rank in range(len(things)))))


@cache
def vocabulary(seed: int) -> dict[str, Falling]:
    """The words of each class by the letter that stands for it in a pattern."""
    random = Random(seed)
    nouns, verbs, adjectives = _nouns(), _verbs(), _adjectives()
    for words in (nouns, verbs, adjectives):
        random.shuffle(words)
    return {
        "N": falling(nouns),
        "V": falling(verbs),
        "A": falling(adjectives),
        "G": falling([_spaced(link) for link in lexicon.LINKS]),
        "P": falling(lexicon.PLACES),
        "S": falling(_names(random), 0.9),
        "p": falling(lexicon.PREPOSITIONS),
    }


def rare_names(seed: int) -> list[str]:
    """Four names of the long tail."""
    names = vocabulary(seed)["S"].things
    return [names[place] for place in (2_000, 5_000, 9_000, 14_000)]


class Texts:
    """Sentences from one source of chance."""

    def __init__(self, seed: int, random: Random) -> None:
        self.random = random
        self.word = {kind: words.draws(random) for kind, words in vocabulary(seed).items()}

    def sentence(self, least: int, most: int) -> str:
        """So many patterns one after the other."""
        word = self.word
        patterns = self.random.choices(PATTERNS, k=self.random.randint(least, most))
        text = " ".join([word[kind]() for pattern in patterns for kind in pattern])
        return f"{text[0].upper()}{text[1:]}."


def _nouns() -> list[str]:
    found = []
    for article, one, these, words in (
        ("le ", "un", "ce", lexicon.MASCULINE),
        ("la ", "une", "cette", lexicon.FEMININE),
    ):
        for noun in words:
            the = "l'" if noun[0] in lexicon.VOWELS else article
            found += [f"{the}{noun}", f"{one} {noun}", f"les {noun}s", f"{these} {noun}"]
    return [_spaced(noun) for noun in found]


def _verbs() -> list[str]:
    found = []
    for verb in lexicon.VERBS:
        stem = verb[:-2]
        found += [f"{stem}{ending}" for ending in ("e", "ait", "ent", "era")]
        found += [f"a {stem}é", f"ont {stem}é", f"veut {verb}", f"n'a pas {stem}é"]
    return found


def _adjectives() -> list[str]:
    return [f"{adjective}{ending}" for adjective in lexicon.ADJECTIVES for ending in ("", "s")]


def _names(random: Random) -> list[str]:
    """Invented, each a word that no language has."""
    made = set[str]()
    while len(made) < NAMES:
        syllables = "".join(random.choices(lexicon.SYLLABLES, k=random.randint(3, 4)))
        made.add(syllables.capitalize() + random.choice(lexicon.ENDINGS))
    found = sorted(made)
    random.shuffle(found)
    return found


def _spaced(words: str) -> str:
    return words.replace("_", " ")
