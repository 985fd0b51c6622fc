"""Texts that no database holds: those with a NUL, or with half of a pair of characters."""

import re

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def is_storable(text: str) -> bool:
    """Whether a database holds it as it is."""
    return _UNSTORABLE.search(text) is None


def storable(text: str) -> str:
    """What can be kept of it, to say where it stood: never a record's own text."""
    return _UNSTORABLE.sub("\ufffd", text)
