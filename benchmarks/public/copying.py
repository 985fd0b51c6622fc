"""Writes many rows by COPY, with the triggers of the database off.

Only a superuser may do that, and only here: the benchmark's own database, never one of the site.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, transaction
from django.db.models import AutoField, JSONField, Model

TRIGGERS_OFF = "SET LOCAL session_replication_role = replica"
TRIGGERS_ON = "SET LOCAL session_replication_role = origin"
INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisunique
"""


@contextmanager
def without_triggers() -> Iterator[None]:
    """One transaction in which no trigger fires and nothing waits for the disk."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{TRIGGERS_OFF}; SET LOCAL synchronous_commit = off")
        yield
        cursor.execute(TRIGGERS_ON)


def copy_in(model: type[Model], rows: Iterable[dict[str, Any]]) -> None:
    """Append rows, given by attribute; an automatic key that is None is left to the database."""
    rows = list(rows)
    if not rows:
        return
    fields = [
        field
        for field in model._meta.concrete_fields
        if not (isinstance(field, AutoField) and rows[0].get(field.attname) is None)
    ]
    names = ", ".join(f'"{field.column}"' for field in fields)
    written = [
        (field.attname, _as_json if isinstance(field, JSONField) else _as_array(field))
        for field in fields
    ]
    with connection.cursor() as cursor:
        statement = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'
        with cursor.copy(statement) as copied:
            for row in rows:
                copied.write_row([write(row[name]) for name, write in written])


def _as_json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _as_array(field: Any) -> Any:
    return list if isinstance(field, ArrayField) else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def take_indexes(models: Iterable[type[Model]]) -> list[str]:
    """Drop what only makes reading quick; give the statements that bring it back."""
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        cursor.execute(INDEXES, [tables])
        found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f"DROP INDEX {name}")
    return [definition for _name, definition in found]


def bring_back(definitions: Iterable[str]) -> None:
    """Make the indexes again, each in one go."""
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for definition in definitions:
            cursor.execute(definition)
        cursor.execute("RESET maintenance_work_mem")


def after_all(models: Iterable[type[Model]]) -> None:
    """Let sequences go on after the keys that were given."""
    with connection.cursor() as cursor:
        for model in models:
            key, table = model._meta.pk, model._meta.db_table
            if isinstance(key, AutoField):
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', '{key.column}'), "
                    f'greatest(1, (SELECT max("{key.column}") FROM "{table}")))'
                )


def vacuum() -> None:
    """Leave the tables as autovacuum would, a while later."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
