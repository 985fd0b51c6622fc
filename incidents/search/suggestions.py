"""What a person who types may want: pages of names, incidents by their titles, words to go on with.

Every word but the last must stand in a name or a title, and one must begin with the last. All of
it comes from indexes, and little of it: as quick at a million incidents as at ten.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.fields import BooleanField

from incidents.models import (
    ListedActor,
    ListedElection,
    ListedIncident,
    ListedWord,
    Platform,
)
from incidents.search.marks import TOKEN
from incidents.search.reading import LONGEST, SHORTEST_BEGINNING, words_in

REFERENCE = r"INC-[0-9]{4}-[0-9]{4,9}"
MOST = 5
"""Of each kind."""
LOOKED_AT = 30
"""Words to go on with, of which those that find the same are one."""
MOST_TEXTS = 20_000
"""A beginning that stands in more texts than these says nothing of any title yet."""
GOING_ON = f"""
SELECT word, ts_lexize('french_stem', vigie_ended(folded)), sum(texts) OVER ()
FROM {ListedWord._meta.db_table}
WHERE folded LIKE vigie_folded(%s) || '%%' ORDER BY texts DESC, word LIMIT {LOOKED_AT}
"""
BEGINNING = "(vigie_all(%s::text[]) && vigie_begun(%s))"
NAMED = f"vigie_names(content) @@ {BEGINNING}"
PLATFORM_NAMED = f"vigie_texts(ARRAY[name_fr::text, name_en::text]) @@ {BEGINNING}"
SEEN_ON = f"""
EXISTS (SELECT FROM {ListedIncident._meta.db_table} AS seen
    WHERE seen.platforms @> ARRAY[{Platform._meta.db_table}.code]::varchar[])
"""
TITLED = f"SELECT vigie_titled({BEGINNING}, {MOST})"


@dataclass(frozen=True)
class Suggestions:
    """Of each kind a few; ``completions`` are whole texts to search for."""

    actors: Sequence[ListedActor] = ()
    elections: Sequence[ListedElection] = ()
    platforms: Sequence[Platform] = ()
    incidents: Sequence[ListedIncident] = ()
    completions: Sequence[str] = ()

    def __bool__(self) -> bool:
        return any((self.actors, self.elections, self.platforms, self.incidents, self.completions))


def suggest(text: str) -> Suggestions:
    """What begins as the last word of a text does, two letters of it at least. Five queries."""
    words = words_in(text[:LONGEST])
    if not words or len(words[-1]) < SHORTEST_BEGINNING:
        return Suggestions()
    *whole, last = words
    asked = [whole, last]
    completions, texts = _going_on(text[:LONGEST], last)
    return Suggestions(
        actors=_where(ListedActor.objects.order_by("slug"), NAMED, asked),
        elections=_where(ListedElection.objects.order_by("slug"), NAMED, asked),
        platforms=_where(
            Platform.objects.filter(RawSQL(SEEN_ON, [], BooleanField())).order_by("code"),
            PLATFORM_NAMED,
            asked,
        ),
        incidents=_named(text) or (_titled(asked) if texts <= MOST_TEXTS else []),
        completions=completions,
    )


def naming(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Of actors or elections those with all words of a text in a name, of the last word at least
    the beginning; none where the text has no word."""
    words = words_in(text[:LONGEST])
    if not words:
        return rows.none()
    return rows.filter(RawSQL(NAMED, [list(words[:-1]), words[-1]], BooleanField()))


def _where(rows: QuerySet[Any], condition: str, asked: list[Any]) -> list[Any]:
    return list(rows.filter(RawSQL(condition, asked, BooleanField()))[:MOST])


def _named(text: str) -> list[ListedIncident]:
    """The incident whose reference the text is."""
    reference = text.strip().upper()
    if not re.fullmatch(REFERENCE, reference):
        return []
    return list(ListedIncident.objects.filter(reference=reference))


def _titled(asked: list[Any]) -> list[ListedIncident]:
    rows = ListedIncident.objects.filter(pk__in=RawSQL(TITLED, asked))
    return list(rows.order_by("-pk"))


def _going_on(text: str, last: str) -> tuple[list[str], int]:
    """The text with its last word as the most usual words that begin so, none of them a stop word
    or another's form; and in how many texts such words stand."""
    begin = [match.start() for match in TOKEN.finditer(text)][-1]
    with connection.cursor() as cursor:
        cursor.execute(GOING_ON, [last])
        found = cursor.fetchall()
    words: dict[str, str] = {}
    for word, stems, _texts in found:
        if stems and word != last.lower():
            words.setdefault(stems[0], word)
    whole = [text[:begin] + word for word in list(words.values())[:MOST]]
    return whole, int(found[0][2]) if found else 0
