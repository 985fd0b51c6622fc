"""Rows as no statement of the application could make them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def forging() -> Iterator[None]:
    """No trigger runs, and none refuses: only the suite, which owns its server, may say so."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = origin")
