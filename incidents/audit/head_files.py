"""Heads that are held outside the database, read back from files."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from incidents.audit.heads import TAG, Head, Point, head_digest
from incidents.input_error import InputError

HASH = re.compile(r"[0-9a-f]{64}\Z")
COUNT = re.compile(r"[0-9]{1,18}\Z")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z\Z")
KEYS = ("hash", "merkle_root", "previous")


class HeadFileError(InputError):
    """A file that should hold heads, and can't be read as such."""


def name_of(head: Head) -> str:
    """The name of a head's file, without its ending; names sort by count."""
    return f"{head.count:012d}-{head_digest(head)[:16]}"


def read_heads(paths: Iterable[Path]) -> list[Head]:
    """The heads of these files; of a folder, those of its ``.json`` files.

    A file holds one head as ``anchor_audit`` writes it, or what the API answers. Raises
    HeadFileError, with the file and what is wrong.
    """
    found: list[Head] = []
    for path in paths:
        files = sorted(path.glob("*.json")) if path.is_dir() else [path]
        if not files:
            raise HeadFileError("%(path)s: no head (*.json) is there", path=path)
        for file in files:
            found += _file(file)
    return found


def read_point(text: str) -> Point:
    """``COUNT:HASH``, as a report prints it, spaces left out. Raises HeadFileError."""
    count, _colon, value = "".join(text.split()).partition(":")
    if not COUNT.match(count) or not HASH.match(value.lower()):
        raise HeadFileError("“%(text)s” is not COUNT:HASH with 64 hexadecimal digits", text=text)
    return Point(int(count), value.lower())


def _file(path: Path) -> list[Head]:
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise HeadFileError("%(path)s: %(reason)s", path=path, reason=reason) from error
    except (ValueError, RecursionError) as error:
        raise HeadFileError("%(path)s: not JSON", path=path) from error
    if isinstance(content, dict) and isinstance(content.get("heads"), list):
        content = content["heads"]
    rows = content if isinstance(content, list) else [content]
    return [_head(path, row) for row in rows]


def _head(path: Path, row: Any) -> Head:
    if not isinstance(row, dict) or row.get("tag") != TAG:
        raise HeadFileError("%(path)s: not a head of the audit", path=path)
    for key in KEYS:
        if not isinstance(row.get(key), str) or not HASH.match(row[key]):
            raise HeadFileError("%(path)s: “%(key)s” is not a SHA-256", path=path, key=key)
    for key, shape in (("count", COUNT), ("at", MOMENT)):
        if isinstance(row.get(key), bool) or not shape.match(str(row.get(key))):
            raise HeadFileError("%(path)s: “%(key)s” is missing or wrong", path=path, key=key)
    head = Head(int(row["count"]), row["hash"], row["merkle_root"], row["at"], row["previous"])
    if row.get("digest", head_digest(head)) != head_digest(head):
        raise HeadFileError("%(path)s: the digest is not that of its head", path=path)
    return head
