"""Reading a chain from its first entry to its last, and saying where it is not what it was."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from incidents.audit.chain import FIRST, Entry, commitment, entry_hash
from incidents.audit.heads import Head, MerkleTree, Point, head_digest

SALT = re.compile(r"[0-9a-f]{64}\Z")
HASH = re.compile(r"[0-9a-f]{64}\Z")


class FindingKind(StrEnum):
    """What is wrong at one place."""

    GAP = "gap"
    BROKEN_LINK = "broken_link"
    CHANGED = "changed"
    PAYLOAD_CHANGED = "payload_changed"
    ERASURE_UNDONE = "erasure_undone"
    TIME_GOES_BACK = "time_goes_back"
    CUT = "cut"
    NOT_THE_HEAD = "not_the_head"
    HEADS_BROKEN = "heads_broken"


@dataclass(frozen=True)
class Finding:
    """One place that does not hold: the sequence at which it was seen, and what stands there."""

    kind: FindingKind
    sequence: int
    said: str

    def __str__(self) -> str:
        return f"entry {self.sequence}: {self.kind}: {self.said}"


def verify(
    entries: Iterable[Entry],
    heads: Sequence[Head | Point] = (),
    erased: frozenset[int] = frozenset(),
    tree: MerkleTree | None = None,
) -> Iterator[Finding]:
    """Everything that is wrong, in the order of the chain; nothing for an intact one.

    ``entries`` come in the order of their sequence and are read once. ``heads`` are those held
    outside the database and those stored in it: each must stand in the chain at its count, with
    its Merkle root. ``erased``: the sequences whose payload was lawfully erased; any other without
    its payload was tampered with. ``tree``: an empty one, which is filled on the way.
    """
    tree = MerkleTree() if tree is None else tree
    wanted: dict[int, list[Head | Point]] = defaultdict(list)
    for head in heads:
        wanted[head.count].append(head)
    last, at, previous = 0, "", FIRST
    yield from _against_heads(wanted.pop(0, []), FIRST, tree)
    for entry in entries:
        yield from _against_the_one_before(entry, last, previous, at)
        yield from _itself(entry, erased)
        if HASH.match(entry.hash):
            tree.add(entry.hash)
        yield from _against_heads(wanted.pop(entry.sequence, []), entry.hash, tree)
        last, at, previous = entry.sequence, entry.at, entry.hash
    for count in sorted(wanted):
        said = f"a head counts {count} entries; the chain ends at {last}"
        if count < last:
            said = f"a head counts {count} entries; the chain has no entry {count}"
        yield Finding(FindingKind.CUT, min(count, last), said)


def verify_heads(stored: Sequence[Head], outside: Sequence[Head] = ()) -> Iterator[Finding]:
    """What is wrong among the heads themselves: each names the one before it, counts more than it
    and is no older; one that is held outside was not taken away here."""
    before, digest = Head(0, FIRST, "", ""), FIRST
    for head in stored:
        if head.previous != digest:
            said = f"names {head.previous[:12]}… as the head before, which is {digest[:12]}…"
            yield Finding(FindingKind.HEADS_BROKEN, head.count, said)
        if head.count <= before.count or head.at < before.at:
            said = f"{head.count} entries at {head.at} follow {before.count} at {before.at}"
            yield Finding(FindingKind.HEADS_BROKEN, head.count, said)
        before, digest = head, head_digest(head)
    here = {head_digest(head) for head in stored}
    for head in outside:
        if head_digest(head) not in here:
            said = "a head held outside is not among those of the database"
            yield Finding(FindingKind.HEADS_BROKEN, head.count, said)


def _against_heads(heads: list[Head | Point], stands: str, tree: MerkleTree) -> Iterator[Finding]:
    for head in heads:
        if head.hash != stands:
            said = f"a head says {head.hash[:12]}…, the chain {stands[:12]}…"
            yield Finding(FindingKind.NOT_THE_HEAD, head.count, said)
        elif isinstance(head, Head) and head.merkle_root != (root := tree.root()):
            said = f"a head has the Merkle root {head.merkle_root[:12]}…, the chain {root[:12]}…"
            yield Finding(FindingKind.NOT_THE_HEAD, head.count, said)


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
        if entry.sequence not in erased or entry.payload != entry.salt:
            said = "its payload is gone, and no erasure says so"
            yield Finding(FindingKind.PAYLOAD_CHANGED, entry.sequence, said)
        return
    if entry.sequence in erased:
        said = "its payload was erased, and is there again"
        yield Finding(FindingKind.ERASURE_UNDONE, entry.sequence, said)
    # A salt of another length could have given characters to the payload, or taken them.
    if not SALT.match(entry.salt) or commitment(entry.salt, entry.payload) != entry.commitment:
        said = "its payload is not what the chain commits to"
        yield Finding(FindingKind.PAYLOAD_CHANGED, entry.sequence, said)
