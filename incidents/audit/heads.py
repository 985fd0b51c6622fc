"""Heads: what leaves the database each day, so that a rewritten chain does not match it.

The Merkle root is that of RFC 9162 (section 2.1.1) over the entries' hashes: it lets a single entry
be proved to be in the chain without showing the others.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from incidents.audit.chain import FIRST
from incidents.canonical import digest


@dataclass(frozen=True)
class Head:
    """The chain's state at a moment: how many entries, the last one's hash, the Merkle root of all
    of them, and the digest of the head before."""

    count: int
    hash: str
    merkle_root: str
    previous: str = FIRST


def head_digest(head: Head) -> str:
    """What is stamped and published: SHA-256 of the head's canonical JSON."""
    return digest(
        {
            "count": head.count,
            "hash": head.hash,
            "merkle_root": head.merkle_root,
            "previous": head.previous,
        }
    )


def merkle_root(hashes: Iterable[str]) -> str:
    """The root over the hashes in order, in one pass and in memory of the order of log(count).

    Of none: SHA-256 of nothing, as RFC 9162 has it.
    """
    peaks: list[tuple[int, bytes]] = []
    for value in hashes:
        level, node = 0, hashlib.sha256(b"\x00" + bytes.fromhex(value)).digest()
        while peaks and peaks[-1][0] == level:
            node = hashlib.sha256(b"\x01" + peaks.pop()[1] + node).digest()
            level += 1
        peaks.append((level, node))
    if not peaks:
        return hashlib.sha256(b"").hexdigest()
    root = peaks.pop()[1]
    while peaks:
        root = hashlib.sha256(b"\x01" + peaks.pop()[1] + root).digest()
    return root.hex()
