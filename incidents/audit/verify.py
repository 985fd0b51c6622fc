"""Reading a chain from its first entry to its last, and saying where it is not what it was."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from incidents.audit.chain import FIRST, Entry, commitment, entry_hash
from incidents.audit.heads import Head


class FindingKind(StrEnum):
    """What is wrong at one place."""

    GAP = "gap"
    BROKEN_LINK = "broken_link"
    CHANGED = "changed"
    PAYLOAD_CHANGED = "payload_changed"
    TIME_GOES_BACK = "time_goes_back"
    CUT = "cut"
    NOT_THE_HEAD = "not_the_head"


@dataclass(frozen=True)
class Finding:
    """One place that does not hold: the sequence at which it was seen, and what stands there."""

    kind: FindingKind
    sequence: int
    said: str


def verify(
    entries: Iterable[Entry], heads: Sequence[Head] = (), erased: frozenset[int] = frozenset()
) -> Iterator[Finding]:
    """Everything that is wrong, in the order of the chain; nothing for an intact one.

    ``entries`` come in the order of their sequence and are read once. ``heads`` are those held
    outside the database: each must stand in the chain at its count. ``erased``: the sequences
    whose payload was lawfully erased; any other without its payload was tampered with.
    """
    expected = {head.count: head.hash for head in heads if head.count}
    last, at, previous = 0, "", FIRST
    for entry in entries:
        yield from _against_the_one_before(entry, last, previous, at)
        yield from _itself(entry, erased)
        wanted = expected.pop(entry.sequence, entry.hash)
        if wanted != entry.hash:
            said = f"a head says {wanted[:12]}…, the chain {entry.hash[:12]}…"
            yield Finding(FindingKind.NOT_THE_HEAD, entry.sequence, said)
        last, at, previous = entry.sequence, entry.at, entry.hash
    for count in sorted(expected):
        said = f"a head counts {count} entries, the chain ends at {last}"
        yield Finding(FindingKind.CUT, last, said)


def _against_the_one_before(entry: Entry, last: int, previous: str, at: str) -> Iterator[Finding]:
    if entry.sequence != last + 1:
        said = f"{entry.sequence} follows {last}"
        yield Finding(FindingKind.GAP, entry.sequence, said)
    if entry.previous != previous:
        said = f"names {entry.previous[:12]}… as the one before, which is {previous[:12]}…"
        yield Finding(FindingKind.BROKEN_LINK, entry.sequence, said)
    if entry.at < at:
        yield Finding(FindingKind.TIME_GOES_BACK, entry.sequence, f"{entry.at} follows {at}")


def _itself(entry: Entry, erased: frozenset[int]) -> Iterator[Finding]:
    should = entry_hash(entry)
    if entry.hash != should:
        said = f"its content hashes to {should[:12]}…, it holds {entry.hash[:12]}…"
        yield Finding(FindingKind.CHANGED, entry.sequence, said)
    if entry.payload is None or entry.salt is None:
        if entry.sequence not in erased:
            said = "its payload is gone, and no erasure says so"
            yield Finding(FindingKind.PAYLOAD_CHANGED, entry.sequence, said)
    elif commitment(entry.salt, entry.payload) != entry.commitment:
        said = "its payload is not what the chain commits to"
        yield Finding(FindingKind.PAYLOAD_CHANGED, entry.sequence, said)
