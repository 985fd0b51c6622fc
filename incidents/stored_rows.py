"""Whether the rows are what their last entries in the audit say.

A row that was changed while its triggers were off has no entry of the change: the chain holds, and
says something else than the row. Each table is compared inside the database, entry by entry; only
what differs leaves it, never a value. Of an erased payload nothing is known: columns that no later
entry names are passed over.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection

from incidents.stored_guards import PASSAGES, Expected, expected

Progress = Callable[[str], None]

ROWS = r"""
WITH entry AS (
    SELECT e.row_key, e.sequence, e.operation, p.payload::jsonb -> 'after' AS after,
        p.payload IS NULL AS erased
    FROM incidents_auditentry AS e JOIN incidents_auditpayload AS p ON p.id = e.payload_id
    WHERE e.table_name = '{table}' AND e.operation IN ('insert', 'update', 'delete')
), standing AS (
    SELECT row_key, max(sequence) AS last, max(sequence) FILTER (WHERE erased) AS erased,
        max(sequence) FILTER (WHERE operation = 'delete') AS deleted
    FROM entry GROUP BY row_key
), said AS (
    SELECT row_key, jsonb_object_agg(key, jsonb_build_array(value, sequence) ORDER BY sequence)
        AS words
    FROM entry, jsonb_each(after) GROUP BY row_key
), live AS (
    SELECT r.{key}::text AS row_key,
        vigie_audit_shown(to_jsonb(s), '{digested}', '{ignored}') AS now
    FROM {table} AS r, LATERAL (SELECT {columns}) AS s
)
SELECT row_key, '', last, CASE WHEN now IS NULL THEN 'gone' ELSE 'back' END
FROM standing LEFT JOIN live USING (row_key)
WHERE (now IS NULL) <> (deleted IS NOT NULL AND deleted = last)
UNION ALL
SELECT row_key, key, (value ->> 1)::bigint, 'changed'
FROM standing JOIN live USING (row_key) JOIN said USING (row_key), jsonb_each(words)
WHERE now ? key AND now -> key IS DISTINCT FROM value -> 0
    AND (value ->> 1)::bigint > coalesce(erased, 0)
    AND NOT CASE WHEN now ->> key ~ '{moment}' AND value ->> 0 ~ '{moment}'
        THEN (now ->> key)::timestamptz = (value ->> 0)::timestamptz ELSE false END
ORDER BY 1, 2
"""
MOMENT = r"^\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d(:\d\d)?$"
"""A moment is one moment in whichever time zone the session wrote it."""

SPOKEN = """
WITH entry AS (
    SELECT e.row_key::bigint AS transcript_id, e.sequence, e.operation,
        p.payload::jsonb -> 'after' AS after, p.payload IS NULL AS erased
    FROM incidents_auditentry AS e JOIN incidents_auditpayload AS p ON p.id = e.payload_id
    WHERE e.table_name = 'incidents_segment' AND e.operation IN ('insert', 'update')
), voice AS (
    SELECT transcript_id, (each ->> 0)::int AS position, (array_agg(each -> 1 ORDER BY sequence))[1]
        AS first, (array_agg(each -> 2 ORDER BY sequence DESC))[1] AS last
    FROM entry, jsonb_array_elements(after -> 'speaker_ids') AS each GROUP BY 1, 2
), fixed AS (
    SELECT * FROM entry AS i WHERE operation = 'insert' AND NOT erased AND NOT EXISTS (
        SELECT FROM entry AS u WHERE u.transcript_id = i.transcript_id
        AND (u.erased OR u.after ? 'changed_positions'))
), live AS (
    SELECT i.sequence, count(s.id) AS passages, encode(sha256(string_agg(sha256(convert_to((
            CASE WHEN v.first IS NULL THEN to_jsonb(s)
            ELSE to_jsonb(s) || jsonb_build_object('speaker_id', v.first) END
        )::text, 'UTF8')), ''::bytea ORDER BY s.position)), 'hex') AS digest
    FROM fixed AS i LEFT JOIN incidents_segment AS s ON s.transcript_id = i.transcript_id
        AND s.position BETWEEN (i.after ->> 'first_position')::int
            AND (i.after ->> 'last_position')::int
        LEFT JOIN voice AS v ON v.transcript_id = s.transcript_id AND v.position = s.position
    GROUP BY i.sequence
)
SELECT i.transcript_id::text, 'passages', i.sequence, 'changed'
FROM fixed AS i JOIN live USING (sequence)
WHERE live.passages <> (i.after ->> 'passages')::bigint OR live.digest <> i.after ->> 'sha256'
UNION ALL
SELECT s.transcript_id::text, 'speaker_id of passage ' || s.position, max(e.sequence), 'changed'
FROM voice AS v JOIN incidents_segment AS s
    ON s.transcript_id = v.transcript_id AND s.position = v.position
    JOIN entry AS e ON e.transcript_id = s.transcript_id AND e.after ? 'speaker_ids'
WHERE to_jsonb(s) -> 'speaker_id' IS DISTINCT FROM v.last
GROUP BY s.transcript_id, s.position
ORDER BY 1, 2
"""
"""Passages as they were taken in, voices set back to the first: their digest is in the entry."""

WORDS = {
    "gone": "the row is gone, and no entry says so",
    "back": "the row is there, and its last entry deleted it",
    "changed": "not what the audit says",
}


@dataclass(frozen=True)
class Altered:
    """One column of one row, or the row whole; ``sequence`` is the entry that says otherwise."""

    table: str
    row: str
    column: str
    sequence: int
    how: str

    def __str__(self) -> str:
        place = " ".join(filter(None, (self.table, self.row, self.column)))
        return f"{place}: {WORDS[self.how]} (entry {self.sequence})"


def altered(progress: Progress = lambda line: None) -> Iterator[Altered]:
    """Table by table, all that differs. Call it inside ``stored_audit.still``."""
    wanted, present = expected(), set(connection.introspection.table_names())
    tables = sorted(wanted.tables() & present)
    for number, table in enumerate(tables, start=1):
        sql = SPOKEN if table == PASSAGES[0] else _rows(table, wanted)
        with connection.cursor() as cursor:
            cursor.execute(sql)
            for row in cursor:
                yield Altered(table, *row)
        progress(f"rows of {table} compared ({number} of {len(tables)})")


def _rows(table: str, wanted: Expected) -> str:
    key, digested, ignored, columns = wanted.arguments[table]
    shown = ", ".join(f"r.{column}" for column in filter(None, columns.split(","))) or "r.*"
    return ROWS.format(
        table=table, key=key, digested=digested, ignored=ignored, columns=shown, moment=MOMENT
    )
