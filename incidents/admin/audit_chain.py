"""One entry's place in the chain: the entries beside it, and whether it holds by the chain's rules.

Only this place is looked at: whether the whole chain holds, and matches a head held outside the
database, is for ``verify_audit``.
"""

from dataclasses import dataclass

from incidents import audit
from incidents.models import AuditEntry, AuditOperation
from incidents.stored_audit import as_entry


@dataclass(frozen=True)
class Place:
    """``content``: the hash is that of what the entry says. ``link``: it names the hash of the one
    before. ``values``: they are what the entry commits to; None once they are erased."""

    before: int | None
    after: int | None
    content: bool
    link: bool
    values: bool | None

    @property
    def holds(self) -> bool:
        """Nothing is wrong at this place."""
        return self.content and self.link and self.values is not False


def place_in_chain(entry: AuditEntry) -> Place:
    """Reads the entries beside it and, where its values are gone, their erasure: two queries."""
    beside = AuditEntry.objects.filter(sequence__in=(entry.sequence - 1, entry.sequence + 1))
    hashes = dict(beside.values_list("sequence", "hash"))
    before = entry.sequence - 1 if entry.sequence - 1 in hashes else None
    return Place(
        before=before,
        after=entry.sequence + 1 if entry.sequence + 1 in hashes else None,
        content=audit.entry_hash(as_entry(entry)) == entry.hash,
        link=entry.previous == (hashes[before] if before else audit.FIRST)
        and (before is not None or entry.sequence == 1),
        values=_values_hold(entry),
    )


def _values_hold(entry: AuditEntry) -> bool | None:
    salt, payload = entry.payload.salt, entry.payload.payload
    if salt is not None and payload is not None:
        return audit.commitment(salt, payload) == entry.commitment
    erased = AuditEntry.objects.filter(
        table_name=AuditEntry._meta.db_table,
        row_key=str(entry.sequence),
        operation=AuditOperation.ERASE,
    )
    return None if erased.exists() else False
