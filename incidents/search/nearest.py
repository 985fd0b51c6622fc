"""What a misspelt word may have meant: the nearest word of the published texts.

Only words that stand nowhere in them are misspelt; a word that only a draft has is one. Of the
words alike in their letters the one with the fewest slips is chosen, then the more usual one.
"""

from collections.abc import Iterator

from django.db import connection

from incidents.models import ListedWord
from incidents.search.asking import Query, parse
from incidents.search.marks import TOKEN
from incidents.search.reading import Asked, QueryError

ALIKE = 40
"""How many words alike are looked at."""
SHORTEST = 3
MISSING = """
SELECT word, vigie_folded(word) FROM unnest(%s::text[]) WITH ORDINALITY AS each(word, place)
WHERE NOT EXISTS (SELECT FROM vigie_keys(vigie_asked(word))) ORDER BY place
"""
NEAREST = f"""
SELECT asked, alike.word, alike.folded, alike.texts FROM unnest(%s::text[]) AS asked
CROSS JOIN LATERAL (
    SELECT word, folded, texts FROM {ListedWord._meta.db_table}
    ORDER BY folded <-> asked LIMIT {ALIKE}
) AS alike
"""


def nearest(query: Query) -> Query | None:
    """The same query with each word that stands nowhere as the word it may have meant; None where
    every word stands somewhere, or one is like no other. Three queries."""
    words = dict.fromkeys(word for asked in query.asked for word in _spelt(asked))
    missing = _missing(list(words))
    meant = _meant(list(missing.values())) if missing else {}
    if not missing or missing.values() - meant.keys():
        return None

    def spelt(word: str) -> str:
        return meant[missing[word]] if word in missing else word

    try:
        return parse(TOKEN.sub(lambda match: spelt(match[0]), query.text))
    except QueryError:
        return None


def _spelt(asked: Asked) -> Iterator[str]:
    """The words that may be misspelt: whole ones, without a digit."""
    whole = asked.words[:-1] if asked.begins else asked.words
    return (word for word in whole if len(word) >= SHORTEST and word.isalpha())


def _missing(words: list[str]) -> dict[str, str]:
    """By word that stands nowhere, what it is without accents."""
    with connection.cursor() as cursor:
        cursor.execute(MISSING, [words])
        return dict(cursor.fetchall())


def _meant(folded: list[str]) -> dict[str, str]:
    best: dict[str, tuple[int, int, str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [folded])
        for asked, word, alike, texts in cursor:
            most = 1 if len(asked) <= 4 else 2 if len(asked) <= 8 else 3
            count = slips(asked, alike)
            found = (count, -texts, word)
            if count <= most and len(alike) >= SHORTEST and found < best.get(asked, (9, 0, "")):
                best[asked] = found
    return {asked: word for asked, (_count, _texts, word) in best.items()}


def slips(ours: str, theirs: str) -> int:
    """How many letters were left out, added, mistaken, or exchanged with their neighbour."""
    before, last = list[int](), list(range(len(theirs) + 1))
    for row, letter in enumerate(ours, 1):
        this = [row]
        for column, other in enumerate(theirs, 1):
            same = letter == other
            cost = min(last[column] + 1, this[column - 1] + 1, last[column - 1] + (not same))
            if row > 1 < column and letter == theirs[column - 2] and other == ours[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            this.append(cost)
        before, last = last, this
    return last[-1]
