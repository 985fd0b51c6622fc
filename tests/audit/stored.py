"""The chain in the test's database: brought up to date, and overwritten as an owner could."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from incidents.audit import Entry, Head, head_digest

TABLES = tuple(f"incidents_audit{name}" for name in ("entry", "payload", "head", "stamp"))


def chained() -> None:
    """What was written in the test's transaction is in the chain, as after a commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def overwrite(entries: Sequence[Entry], heads: Sequence[Head]) -> None:
    """Put these in the place of what is stored, with the triggers disabled."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for table in TABLES[::-1]:
            cursor.execute(f"DELETE FROM {table}")
        cursor.executemany(
            "INSERT INTO incidents_auditpayload (id, header, salt, payload) VALUES (%s,"
            " jsonb_build_object('person', %s::bigint, 'way', %s::text, 'role', %s::text,"
            " 'table', %s::text, 'row', %s::text, 'operation', %s::text), %s, %s)",
            [
                (n, e.person, e.way, e.role, e.table, e.row, e.operation, e.salt, e.payload)
                for n, e in enumerate(entries, start=1)
            ],
        )
        cursor.executemany(
            "INSERT INTO incidents_auditentry (sequence, previous, at, person, way, role,"
            " table_name, row_key, operation, commitment, hash, payload_id)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                (
                    *(
                        e.sequence,
                        e.previous,
                        datetime.fromisoformat(e.at),
                        e.person,
                        e.way,
                        e.role,
                    ),
                    *(e.table, e.row, e.operation, e.commitment, e.hash, n),
                )
                for n, e in enumerate(entries, start=1)
            ],
        )
        cursor.executemany(
            "INSERT INTO incidents_audithead (count, hash, merkle_root, made_at, previous, digest)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            [(h.count, h.hash, h.merkle_root, h.at, h.previous, head_digest(h)) for h in heads],
        )
