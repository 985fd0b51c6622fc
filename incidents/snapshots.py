"""What the database shows at this moment, named: what was made of it may be given again under the
same name.

A snapshot says which transactions are seen. Two equal ones see the same rows, and whatever is
written, by whomever, gives another (PostgreSQL, "System Information Functions",
``pg_current_snapshot``).
"""

from django.db import DatabaseError, connection

SNAPSHOT = "SELECT pg_current_snapshot()::text"


def now() -> str | None:
    """The name; None where nothing may be kept: inside a transaction, because what it has written
    may never become true, and where the database does not answer, which whoever reads on finds
    out."""
    if connection.in_atomic_block:
        return None
    try:
        with connection.cursor() as cursor:
            cursor.execute(SNAPSHOT)
            return str(cursor.fetchone()[0])
    except DatabaseError:
        return None
