"""Readings of private identities: each leaves an entry in the audit, before anything is shown."""

from collections.abc import Collection

from django.db import connection

from incidents.models import PrivateIdentity
from incidents.models.base import Person
from incidents.recorded import recorded

READ = "SELECT vigie_audit_read(%s, key) FROM unnest(%s::text[]) AS key"


@recorded
def note(*, identities: Collection[int], by: Person) -> None:
    """``by`` is about to be shown these private identities: one entry for each, in one query.

    Called by whatever shows them, before it answers: where the entry can't be written, nothing is
    shown.
    """
    if not identities:
        return
    keys = [str(key) for key in sorted(set(identities))]
    with connection.cursor() as cursor:
        cursor.execute(READ, [PrivateIdentity._meta.db_table, keys])
