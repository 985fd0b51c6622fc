"""Heads: what leaves the database each day, so that a rewritten chain does not match it.

The Merkle root is that of RFC 9162 (section 2.1.1) over the entries' hashes: it lets a single entry
be proved to be in the chain without showing the others.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from incidents.audit.chain import FIRST
from incidents.canonical import canonical_json

TAG = "vigie-audit-head-1"


@dataclass(frozen=True)
class Head:
    """The chain's state at a moment: how many entries, the last one's hash, the Merkle root of all
    of them, the moment (UTC, as in an entry), and the digest of the head before."""

    count: int
    hash: str
    merkle_root: str
    at: str
    previous: str = FIRST


@dataclass(frozen=True)
class Point:
    """Less than a head: what a report prints. So many entries, and the last one's hash."""

    count: int
    hash: str


def head_bytes(head: Head) -> bytes:
    """What is stamped, published and kept outside: canonical JSON, without a line end."""
    return canonical_json({"tag": TAG, **asdict(head)}).encode()


def head_digest(head: Head) -> str:
    """SHA-256 of the head's bytes; the next head names it."""
    return hashlib.sha256(head_bytes(head)).hexdigest()


class MerkleTree:
    """A tree that grows by one leaf at a time, in memory of the order of log(count)."""

    def __init__(self) -> None:
        self._peaks: list[tuple[int, bytes]] = []
        self.count = 0

    def add(self, value: str) -> None:
        """One more leaf: the hash of an entry, hexadecimal."""
        level, node = 0, hashlib.sha256(b"\x00" + bytes.fromhex(value)).digest()
        while self._peaks and self._peaks[-1][0] == level:
            node = hashlib.sha256(b"\x01" + self._peaks.pop()[1] + node).digest()
            level += 1
        self._peaks.append((level, node))
        self.count += 1

    def root(self) -> str:
        """The root over what was added so far; of nothing: SHA-256 of nothing, as RFC 9162 says."""
        if not self._peaks:
            return hashlib.sha256(b"").hexdigest()
        *others, (_level, root) = self._peaks
        for _level, peak in reversed(others):
            root = hashlib.sha256(b"\x01" + peak + root).digest()
        return root.hex()


def merkle_root(hashes: Iterable[str]) -> str:
    """The root over the hashes in order, in one pass."""
    tree = MerkleTree()
    for value in hashes:
        tree.add(value)
    return tree.root()
