"""The audit as numbers and texts: how an entry is hashed, how a chain is checked, what a head says.

Pure (no Django). The database writes entries by the same rules (``models/audit_sql.py``); what is
here reads them without asking it.
"""

from incidents.audit.chain import FIRST, Entry, commitment, entry_hash
from incidents.audit.heads import Head, MerkleTree, Point, head_bytes, head_digest, merkle_root
from incidents.audit.verify import Finding, FindingKind, verify, verify_heads

__all__ = [
    "FIRST",
    "Entry",
    "Finding",
    "FindingKind",
    "Head",
    "MerkleTree",
    "Point",
    "commitment",
    "entry_hash",
    "head_bytes",
    "head_digest",
    "merkle_root",
    "verify",
    "verify_heads",
]
