"""Datasette's database: the same rows in SQLite, with full-text tables over titles, summaries,
claims and every passage, and its canned queries.

It folds accents (`remove_diacritics 2`); stemming French is beyond its tokenizers. The search ranks
every match by bm25, the best row of each incident counts, and only the first page is given
snippets: the quickest way we know to ask this of SQLite.
"""

import csv
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.public.columns import COLUMNS, files_of

PAGE = 25
FACETS = ("platform_id", "party_id", "technique_id", "verdict")
WORDS = {
    "incident": ("title_fr", "title_en", "summary"),
    "claim": ("speaker", "summary", "quote"),
    "passage": ("text",),
}
"""The columns of each full-text table."""
INDEXES = (
    "incident(reference)",
    "incident(platform_id)",
    "incident(party_id)",
    "incident(technique_id)",
    "incident(verdict)",
    "incident(first_published_at)",
    "claim(incident_id)",
    "legal_step(incident_id)",
    "source(incident_id)",
    "passage(incident_id, cited)",
)
SEARCH = f"""
WITH hits AS (
  SELECT rowid AS incident_id, NULL AS passage_id, 2 * bm25(incident_fts) AS rank
    FROM incident_fts WHERE incident_fts MATCH escape_fts(:q)
  UNION ALL SELECT c.incident_id, NULL, bm25(claim_fts)
    FROM claim_fts JOIN claim c ON c.id = claim_fts.rowid
    WHERE claim_fts MATCH escape_fts(:q)
  UNION ALL SELECT p.incident_id, p.id, bm25(passage_fts)
    FROM passage_fts JOIN passage p ON p.id = passage_fts.rowid
    WHERE passage_fts MATCH escape_fts(:q)
), best AS (
  SELECT incident_id, passage_id, min(rank) AS rank FROM hits
    GROUP BY incident_id ORDER BY rank LIMIT {PAGE}
)
SELECT i.reference, i.title_fr, i.first_published_at, p.start_ms, coalesce(
    (SELECT snippet(passage_fts, 0, '<b>', '</b>', '…', 20) FROM passage_fts
      WHERE passage_fts MATCH escape_fts(:q) AND rowid = best.passage_id),
    (SELECT snippet(incident_fts, -1, '<b>', '</b>', '…', 20) FROM incident_fts
      WHERE incident_fts MATCH escape_fts(:q) AND rowid = best.incident_id),
    i.summary) AS words, best.rank
  FROM best JOIN incident i ON i.id = best.incident_id LEFT JOIN passage p ON p.id = best.passage_id
  ORDER BY best.rank
"""
WHOLE = """
WITH it AS (SELECT * FROM incident WHERE reference = :reference)
SELECT 'incident' AS part, it.title_fr AS first, it.summary AS second,
    p.name || ' ' || y.name || ' ' || t.name || ' ' || it.verdict || ' ' || it.status AS third,
    it.first_published_at AS moment
  FROM it JOIN platform p ON p.id = platform_id JOIN party y ON y.id = party_id
  JOIN technique t ON t.id = technique_id
UNION ALL SELECT 'claim', c.speaker, c.summary, c.quote, c.said_on
  FROM claim c JOIN it ON it.id = c.incident_id
UNION ALL SELECT 'legal step', l.kind, l.note, l.authority, l.happened_on
  FROM legal_step l JOIN it ON it.id = l.incident_id
UNION ALL SELECT 'source', s.title, s.publisher, s.url, s.published_on
  FROM source s JOIN it ON it.id = s.incident_id
UNION ALL SELECT 'passage', p.speaker, p.text, '', p.start_ms
  FROM passage p JOIN it ON it.id = p.incident_id WHERE p.cited
"""


def make(files: Path, database: Path, metadata: Path) -> None:
    """Fill the database from the peers' files, and say beside it what Datasette should offer."""
    database.unlink(missing_ok=True)
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    for table, columns in COLUMNS.items():
        connection.execute(f"CREATE TABLE {table} ({', '.join(_columns(columns))})")
        _load(connection, table, files_of(files, table))
        print(f"  datasette: {table}", flush=True)
    for index in INDEXES:
        name = "_".join(index.replace("(", " ").replace(")", " ").replace(",", " ").split())
        connection.execute(f"CREATE INDEX {name} ON {index}")
    for table, columns in WORDS.items():
        _index_words(connection, table, columns)
        print(f"  datasette: words of {table}", flush=True)
    connection.execute("ANALYZE")
    connection.close()
    metadata.write_text(json.dumps(_offered(), indent=1))


def _columns(columns: tuple[str, ...]) -> Iterator[str]:
    """Whole numbers are such, so that the row's number is its key."""
    for column in columns:
        if column == "id":
            yield "id INTEGER PRIMARY KEY"
        elif column.endswith("_id"):
            yield f"{column} INTEGER REFERENCES {column.removesuffix('_id')}(id)"
        elif column.endswith("_ms") or column in ("views", "cited", "position"):
            yield f"{column} INTEGER"
        else:
            yield f"{column} TEXT"


def _load(connection: sqlite3.Connection, table: str, paths: list[Path]) -> None:
    marks = ", ".join("?" for _column in COLUMNS[table])
    for path in paths:
        with path.open(newline="", encoding="utf-8") as file:
            connection.execute("BEGIN")
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", csv.reader(file))
            connection.execute("COMMIT")


def _index_words(connection: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> None:
    connection.execute(
        f"CREATE VIRTUAL TABLE {table}_fts USING fts5({', '.join(columns)}, content='{table}', "
        "content_rowid='id', tokenize='unicode61 remove_diacritics 2')"
    )
    connection.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")
    connection.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('optimize')")


def _offered() -> dict[str, Any]:
    labels = {table: {"label_column": "name"} for table in ("platform", "party", "technique")}
    queries = {"search": {"sql": SEARCH}, "whole": {"sql": WHOLE}}
    return {"databases": {"vigie": {"tables": labels, "queries": queries}}}
