"""Records as one JSON object, a record at a time; or an object a line."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def pieces(
    head: Mapping[str, Any],
    name: str,
    records: Iterable[Mapping[str, Any]],
    *,
    counted: bool = True,
) -> Iterator[str]:
    """An object with the members of ``head``, then the records as the array ``name``, then how many
    they are (``count``), unless the format has no place for it. A file that ends without its last
    line is not whole."""
    written = (f"{text(record)}\n" for record in records)
    return wrapped(head, name, written, counted=counted)


def wrapped(
    head: Mapping[str, Any], name: str, written: Iterable[str], *, counted: bool = True
) -> Iterator[str]:
    """The same of records that are written already: each piece is one or more lines of an object
    each."""
    members = "".join(f"{json.dumps(key)}: {text(value)},\n" for key, value in head.items())
    yield f"{{{members}{json.dumps(name)}: ["
    count = 0
    for piece in written:
        if not piece:
            continue
        yield f"{',' if count else ''}\n" + piece.removesuffix("\n").replace("\n", ",\n")
        count += piece.count("\n")
    yield f'\n],\n"count": {count}}}\n' if counted else "\n]}\n"


def lines(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """An object a line (NDJSON)."""
    return (f"{text(record)}\n" for record in records)


def text(value: Any) -> str:
    """One value; a line of its own, whatever stands in it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
