"""Which words of a shown text are those that were asked for; decided by the rule of the index."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connection

from incidents.search.asking import Query
from incidents.search.reading import Asked

TOKEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
"""A word as it stands in a text, accents that are characters of their own within it."""
ANYTHING = -1
"""Stands for a word of a phrase that is too common to be indexed."""
MATCHES = """
WITH asked AS MATERIALIZED (
    SELECT place, CASE WHEN begins THEN vigie_begun(word) ELSE vigie_asked(word) END AS expression
    FROM unnest(%s::text[], %s::boolean[]) WITH ORDINALITY AS each(word, begins, place)
)
SELECT place, NULL FROM asked WHERE numnode(expression) = 0
UNION ALL
SELECT place, token FROM unnest(%s::text[]) AS token
CROSS JOIN LATERAL (SELECT vigie_words(token) AS words OFFSET 0) AS indexed
JOIN asked ON numnode(expression) > 0 AND words @@ expression
"""

Pieces = list[tuple[str, bool]]
"""A text cut up; True: this piece was asked for."""


@dataclass(frozen=True)
class Marks:
    """What of a text was asked for: groups of words, by the numbers of their words, and by word of
    a text which of these it is."""

    groups: tuple[tuple[int, ...], ...] = ()
    known: dict[str, set[int]] = field(default_factory=dict)

    def places(self, tokens: Sequence[str]) -> dict[int, set[int]]:
        """By place among the words of a text, the groups of which it is a part."""
        found: dict[int, set[int]] = {}
        numbers = [self.known.get(_plain(token), set[int]()) for token in tokens]
        for number, group in enumerate(self.groups):
            for begin in range(len(tokens) - len(group) + 1 if group else 0):
                run = numbers[begin : begin + len(group)]
                if all(w == ANYTHING or w in held for w, held in zip(group, run, strict=True)):
                    for place in range(begin, begin + len(group)):
                        found.setdefault(place, set()).add(number)
        return found

    def pieces(self, text: str) -> Pieces:
        """The text in pieces; neighbours that were asked for are one with what parts them."""
        tokens = list(TOKEN.finditer(text))
        places = self.places([token[0] for token in tokens])
        return cut(text, [token.span() for token in tokens], places)


def cut(text: str, spans: Sequence[tuple[int, int]], places: Collection[int]) -> Pieces:
    """A text in pieces, given where its words stand and which of them were asked for."""
    pieces, end = list[tuple[str, bool]](), 0
    for place, (first, last) in enumerate(spans):
        if place in places:
            if between := text[end:first]:
                joins = place - 1 in places and between.isspace()
                pieces.append((between, joins))
            pieces.append((text[first:last], True))
            end = last
    if rest := text[end:]:
        pieces.append((rest, False))
    return _joined(pieces)


def _joined(pieces: Pieces) -> Pieces:
    joined = list[tuple[str, bool]]()
    for text, asked in pieces:
        if joined and joined[-1][1] == asked:
            joined[-1] = (joined[-1][0] + text, asked)
        else:
            joined.append((text, asked))
    return joined


def marks_in(query: Query, texts: Iterable[str]) -> Marks:
    """The marks for these texts; one query, whatever their number."""
    words = list(dict.fromkeys(word for asked in query.asked for word in _each(asked)))
    if not words:
        return Marks()
    begin = {_initial(word) for word, _begins in words}
    tokens = {_plain(token) for text in texts for token in TOKEN.findall(text)}
    if "" not in begin:  # no stemmer changes the first letter of a word
        tokens = {token for token in tokens if _initial(token) in begin | {""}}
    with connection.cursor() as cursor:
        cursor.execute(MATCHES, [[w for w, _ in words], [b for _, b in words], sorted(tokens)])
        found = cursor.fetchall()
    known: dict[str, set[int]] = {}
    for place, token in found:
        if token is not None:
            known.setdefault(token, set()).add(place - 1)
    common = {place - 1 for place, token in found if token is None}
    numbers = {word: ANYTHING if n in common else n for n, word in enumerate(words)}
    return Marks(tuple(_group(each, numbers) for each in query.asked), known)


def _group(asked: Asked, numbers: dict[tuple[str, bool], int]) -> tuple[int, ...]:
    """The words of a phrase from the first that says something to the last."""
    group = [numbers[word] for word in _each(asked)]
    saying = [place for place, number in enumerate(group) if number != ANYTHING]
    return tuple(group[saying[0] : saying[-1] + 1]) if saying else ()


def _each(asked: Asked) -> Iterator[tuple[str, bool]]:
    *whole, last = asked.words
    yield from ((word, False) for word in whole)
    yield last, asked.begins


def _plain(token: str) -> str:
    return unicodedata.normalize("NFKC", token)


def _initial(word: str) -> str:
    """The first letter without its accents; "" for one that is more than a letter."""
    first = unicodedata.normalize("NFKD", word[0])[0].lower()
    return first if first.isascii() else ""
