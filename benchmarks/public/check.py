"""Whether the first page of a search is the best there is: compared with a ranking of every match
by another way, text by text, which knows nothing of the tables that the site searches.

And what Datasette finds for the same words: it neither stems nor joins words of several texts.
"""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from urllib.parse import quote_plus

import psycopg

from benchmarks.public.ground import Ground
from benchmarks.public.limit import PAGE, WEIGHTS
from benchmarks.public.questions import WORDS
from benchmarks.public.targets import Server

REFERENCE = re.compile(r'href="/fr/incidents/(INC-\d{4}-\d+)/[^"]*"')
TEXTS = """
CREATE TEMP TABLE every_text AS
SELECT publication_id AS key, 1 AS tier, vigie_words(text) AS words
  FROM incidents_listedincident, unnest(ARRAY[title_fr, title_en]) AS text
UNION ALL SELECT publication_id, 2, vigie_words(text)
  FROM incidents_listedincident, unnest(ARRAY[summary_fr, summary_en]) AS text
UNION ALL SELECT id, 3, vigie_words(text #>> '{}') FROM incidents_publication,
  LATERAL (SELECT jsonb_path_query(content, '$.**.actor.name.*') UNION
    SELECT jsonb_path_query(content, '$.**.about[*].name.*') UNION
    SELECT jsonb_path_query(content, '$.procedures[*].authority.name.*') UNION
    SELECT jsonb_path_query(content, '$.sources[*].publisher.name.*') UNION
    SELECT jsonb_path_query(content, '$.appearances[*].platform.name.*') UNION
    SELECT jsonb_path_query(content, '$.**.quote') UNION
    SELECT jsonb_path_query(content, '$.claims[*].summary.*')) AS texts(text)
UNION ALL SELECT publication_id, 4, vigie_words(text)
  FROM incidents_listedincident, unnest(sources) AS public_id
  JOIN incidents_listedsegment ON source_id = public_id
"""
RANKED = """
WITH asked AS MATERIALIZED (
  SELECT word, vigie_asked(word) AS query FROM unnest(%(words)s::text[]) AS word
), terms AS (
  SELECT word, key, max({weight}) AS score FROM asked JOIN every_text ON words @@ query
  GROUP BY word, key
), found AS (
  SELECT key, sum(score) AS score FROM terms
  GROUP BY key HAVING count(*) = cardinality(%(words)s::text[])
)
SELECT reference FROM found JOIN incidents_listedincident ON publication_id = key
ORDER BY score DESC, key DESC
"""
FOUND_BY_DATASETTE = """
SELECT count(DISTINCT incident_id) FROM (
  SELECT rowid AS incident_id FROM incident_fts WHERE incident_fts MATCH :q
  UNION ALL SELECT incident_id FROM claim_fts JOIN claim ON claim.id = claim_fts.rowid
    WHERE claim_fts MATCH :q
  UNION ALL SELECT incident_id FROM passage_fts JOIN passage ON passage.id = passage_fts.rowid
    WHERE passage_fts MATCH :q)
"""


@dataclass(frozen=True)
class Checked:
    """What a search should find, what its first page shows, how many Datasette finds."""

    words: str
    matches: int
    best: Sequence[str]
    shown: Sequence[str]
    datasette: int

    @property
    def is_equal(self) -> bool:
        """Whether the first page is whole, and the beginning of the whole ranking."""
        is_whole = len(self.shown) >= min(self.matches, PAGE)
        return is_whole and list(self.shown) == list(self.best[: len(self.shown)])


def check(place: Ground, site: Server) -> list[Checked]:
    """Every search that is measured. Reads each text of the database once: for a small size."""
    with psycopg.connect(place.site, autocommit=True) as connection:
        connection.execute(TEXTS)
        weight = " ".join(f"WHEN {tier} THEN {weight}" for tier, weight in WEIGHTS.items())
        ranking = RANKED.format(weight=f"CASE tier {weight} END")
        return [
            Checked(
                words,
                len(found := _references(connection, ranking, words)),
                found[:100],
                first_page(site, words),
                _found_by_datasette(place.sqlite, words),
            )
            for words in chain.from_iterable(WORDS.values())
        ]


def first_page(site: Server, words: str) -> list[str]:
    """The references on the first page, in their order."""
    return site.references(f"/fr/incidents/?q={quote_plus(words)}", REFERENCE)


def _references(connection: psycopg.Connection[tuple[str]], ranking: str, words: str) -> list[str]:
    return [row[0] for row in connection.execute(ranking, {"words": words.split()})]


def _found_by_datasette(database: Path, words: str) -> int:
    asked = " ".join(f'"{word}"' for word in words.split())
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return int(connection.execute(FOUND_BY_DATASETTE, {"q": asked}).fetchone()[0])
    finally:
        connection.close()
