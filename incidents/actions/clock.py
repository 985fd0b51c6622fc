"""The one clock by which things happen at a moment: the database's, whichever machine asks; and
the order in which they happen to a Publication, whatever clocks say."""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from incidents.models import Publication


def now() -> datetime:
    """The database's time as this statement runs, not as its transaction began."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
        return found


def following(current: Publication | None, at: datetime | None = None) -> datetime:
    """The moment of what comes after a current Publication: ``at``, or now; never before that one
    began. To be asked under the lock under which nothing else becomes public."""
    moment = at or timezone.now()
    return max(moment, current.published_at) if current is not None else moment
