"""The stored audit, read as the pure layer wants it: entries in order, in pieces, from one moment.

What is read inside ``still`` is one state of the database, however long it takes: entries that are
appended meanwhile, and erasures, are not seen half.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from django.db import connection, transaction

from incidents.audit import FIRST, Entry, Finding, Head, MerkleTree, Point, verify, verify_heads
from incidents.models import AuditEntry, AuditHead, AuditOperation, AuditStamp

PIECE = 2000
TOLD_EVERY = 50_000
COLUMNS = (
    *("sequence", "previous", "at", "person", "way", "role", "table_name", "row_key"),
    *("operation", "commitment", "hash", "payload__salt", "payload__payload"),
)
Progress = Callable[[str], None]

KEPT = 200
"""Findings that are kept; of a chain that is wrong everywhere the others are only counted."""


@dataclass(frozen=True)
class Checked:
    """What reading the whole chain gave."""

    findings: Sequence[Finding]
    found: int
    count: int
    hash: str
    merkle_root: str
    heads: int


@contextmanager
def still() -> Iterator[None]:
    """One state of the database. Inside another transaction: that one's."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def entries(progress: Progress = lambda line: None) -> Iterator[Entry]:
    """Every entry by its sequence, through a cursor of the server: never the whole table."""
    rows = AuditEntry.objects.order_by("sequence").values_list(*COLUMNS)
    total = AuditEntry.objects.count()
    for number, row in enumerate(rows.iterator(chunk_size=PIECE), start=1):
        yield _entry(row)
        if number % TOLD_EVERY == 0:
            progress(f"{number} of {total} entries")


def as_entry(row: AuditEntry) -> Entry:
    """One stored entry as it is hashed."""
    return _entry(attrgetter(*(column.replace("__", ".") for column in COLUMNS))(row))


def _entry(row: Sequence[Any]) -> Entry:
    sequence, previous, at, *others = row
    return Entry(sequence, previous, moment(at), *others)


def moment(at: datetime) -> str:
    """UTC to the microsecond, as it is hashed."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def erased() -> frozenset[int]:
    """Sequences whose payload was lawfully erased: a later entry of the chain says so."""
    rows = AuditEntry.objects.filter(
        operation=AuditOperation.ERASE, table_name=AuditEntry._meta.db_table
    ).values_list("sequence", "row_key")
    return frozenset(int(key) for sequence, key in rows if key.isdecimal() and int(key) < sequence)


def heads() -> list[Head]:
    """The stored heads, oldest first."""
    return [as_head(row) for row in AuditHead.objects.order_by("count")]


def as_head(row: AuditHead) -> Head:
    """What is stamped, published and compared, of a stored head."""
    return Head(row.count, row.hash, row.merkle_root, moment(row.made_at), row.previous)


def unstamped_since() -> datetime | None:
    """When the first head was made that neither has a stamp nor is followed by one that has; None
    where the newest head is stamped, or there is none."""
    stamped = AuditStamp.objects.order_by("-head_id").values_list("head_id", flat=True).first() or 0
    rows = AuditHead.objects.filter(count__gt=stamped).order_by("count")
    return rows.values_list("made_at", flat=True).first()


def tail() -> Point | None:
    """Where the chain ends now: so many entries, and the last one's hash; None while it is
    empty."""
    row = AuditEntry.objects.order_by("-sequence").values_list("sequence", "hash").first()
    return Point(*row) if row else None


def holds(point: Point) -> bool:
    """Whether the entry with this number has this hash today, as it had when somebody noted it."""
    return AuditEntry.objects.filter(sequence=point.count, hash=point.hash).exists()


def check(outside: Sequence[Head | Point] = (), progress: Progress = lambda line: None) -> Checked:
    """Read the chain from its first entry, against the stored heads and those held outside. Call it
    inside ``still``."""
    stored, tree = heads(), MerkleTree()
    whole = [head for head in outside if isinstance(head, Head)]
    findings = list(verify_heads(stored, whole))
    found = len(findings)
    for finding in verify(entries(progress), [*stored, *outside], erased(), tree):
        found += 1
        if len(findings) < KEPT:
            findings.append(finding)
    last = tail() or Point(0, FIRST)
    return Checked(findings, found, last.count, last.hash, tree.root(), len(stored))
