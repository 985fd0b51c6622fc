"""Limits on guessing and on sending, counted in the database: all server processes are one.

An attempt is paid for before it is evaluated and given back when it was right: whoever sends many
at once gets no more evaluated than who sends them one by one. The counts are rows of
``accounts_signincount``, whose model belongs to the layer above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

PAY = """
INSERT INTO accounts_signincount AS held (key, failures, ends_at) VALUES (%(key)s, 1, %(ends)s)
ON CONFLICT (key) DO UPDATE SET
    failures = CASE WHEN held.ends_at <= %(at)s THEN 1 ELSE held.failures + 1 END,
    ends_at = CASE WHEN held.ends_at <= %(at)s THEN excluded.ends_at ELSE held.ends_at END
RETURNING failures
"""
GIVE_BACK = """
UPDATE accounts_signincount SET failures = failures - 1 WHERE key = %(key)s AND failures > 0
"""
FORGET = """
DELETE FROM accounts_signincount WHERE key = %(key)s
"""
SWEEP = """
DELETE FROM accounts_signincount WHERE key IN (
    SELECT key FROM accounts_signincount WHERE ends_at <= %(at)s LIMIT 100 FOR UPDATE SKIP LOCKED
)
"""


@dataclass(frozen=True)
class Limit:
    """At most ``most`` failures under one key, in the time that begins with the first of them.

    ``shared``: others pay under it too, so a success of one clears nothing of theirs.
    """

    key: str
    most: int
    window: timedelta
    shared: bool = False


def key(*parts: str) -> str:
    """What a count is kept under: neither name nor address can be read or found from it."""
    return salted_hmac("vigie.limits", "\0".join(parts), algorithm="sha256").hexdigest()


def address(request: HttpRequest) -> str:
    """The address that the API's limit counts by too: see NUM_PROXIES in the settings."""
    return str(BaseThrottle().get_ident(Request(request)))


def pay(limits: Sequence[Limit], at: datetime) -> bool:
    """Count one attempt under every key and say yes; or count none, where one key has no more.

    Keys always come in the same order, the person's before the shared ones: no two attempts wait
    for each other.
    """
    with transaction.atomic():
        for limit in limits:
            if _run(PAY, key=limit.key, at=at, ends=at + limit.window) > limit.most:
                transaction.set_rollback(True)
                return False
        _run(SWEEP, at=at)
    return True


def forgive(limits: Sequence[Limit]) -> None:
    """The attempt was right: the person's own count begins anew, a shared one gets it back.

    A shared one keeps its other failures: guessing at others is not paid for with an account of
    one's own.
    """
    for limit in limits:
        if limit.shared:
            _run(GIVE_BACK, key=limit.key)
        else:
            _run(FORGET, key=limit.key)


def _run(sql: str, **values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.fetchone()[0]) if cursor.description else 0
