"""One SHA-256 chain: each entry holds the hash of the one before it.

The text that is hashed is a JSON array: domain tag, previous hash, sequence, moment, person,
way, database role, table, row, operation, commitment. The commitment stands for the payload
(old values, new values, reason): SHA-256 of a random salt followed by the payload's text. Erasing
payload and salt leaves a chain that still verifies, and a commitment that nobody can guess back.
"""

import hashlib
import json
from dataclasses import dataclass

TAG = "vigie-audit-1"
FIRST = "0" * 64
"""What stands before the first entry."""


@dataclass(frozen=True)
class Entry:
    """One entry as it is stored.

    ``at``: UTC, ``2026-11-26T08:00:00.000000Z``, the moment it was appended. ``person``: the key of
    the account, or None for a command or for plain SQL. ``way``: the action, page or command.
    ``role``: the database role of the session. ``salt`` and ``payload`` are None once erased.
    """

    sequence: int
    previous: str
    at: str
    person: int | None
    way: str
    role: str
    table: str
    row: str
    operation: str
    commitment: str
    hash: str
    salt: str | None
    payload: str | None


def entry_hash(entry: Entry) -> str:
    """The hash that this entry must have, lower-case hexadecimal."""
    parts = [
        TAG,
        entry.previous,
        entry.sequence,
        entry.at,
        entry.person,
        entry.way,
        entry.role,
        entry.table,
        entry.row,
        entry.operation,
        entry.commitment,
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def commitment(salt: str, payload: str) -> str:
    """What the chain holds in the payload's place."""
    return hashlib.sha256((salt + payload).encode()).hexdigest()
