"""What the database shows at one moment: read within it, and named, so that what was made of it may
be given again under the same name.

A snapshot says which transactions are seen. Two equal ones see the same rows, and whatever is
written, by whomever, gives another (PostgreSQL, "System Information Functions",
``pg_current_snapshot``). A standby is left out: there a snapshot does not name what still runs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

SNAPSHOT = "SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_current_snapshot()::text END"
ONE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
_within_one: ContextVar[bool] = ContextVar("within_one", default=False)


@contextmanager
def one_moment() -> Iterator[None]:
    """Whatever is read within is as it was at one moment, and nothing can be written. Not inside a
    transaction."""
    token = _within_one.set(True)
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(ONE)
            yield
    finally:
        _within_one.reset(token)


def now() -> str | None:
    """The name; None where nothing may be kept: on a standby, and inside a transaction that may
    write, because what it has written may never become true."""
    if connection.in_atomic_block and not _within_one.get():
        return None
    with connection.cursor() as cursor:
        cursor.execute(SNAPSHOT)
        name: str | None = cursor.fetchone()[0]
    return name
