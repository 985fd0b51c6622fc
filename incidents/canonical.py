"""Canonical JSON and its digest: the same content gives the same bytes. Pure.

Keys sorted by code point, no white space, UTF-8, no ASCII escapes: for the values used here
(strings, integers, booleans, null) this is the form of RFC 8785.
"""

import hashlib
import json
from typing import Any


def canonical_json(content: Any) -> str:
    """The one text of a content. Raises TypeError for a value JSON does not know, ValueError for
    NaN and infinities."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest(content: Any) -> str:
    """SHA-256 of the canonical JSON, lower-case hexadecimal."""
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()
