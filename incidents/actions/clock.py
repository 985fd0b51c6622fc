"""The one clock by which things happen at a moment: the database's, whichever machine asks."""

from datetime import datetime

from django.db import connection


def now() -> datetime:
    """The database's time as this statement runs, not as its transaction began."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
        return found
