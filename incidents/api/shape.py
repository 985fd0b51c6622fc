"""Items with the fields that were asked for and no others."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Item = dict[str, Any]
BESIDE = ("accusation", "answered_by", "beside")
"""What an item that accuses has whatever is asked for: nobody reads the one without the other."""

CITED = "cited_by"
"""What a passage has whatever is asked for: what cites it is where its answers are."""


def shaped(
    item: Item, fields: Sequence[str], along: Sequence[str] = (), *, order: Iterable[str]
) -> Item:
    """The item in the order of its kind, as it is or only these of its fields and what is given
    ``along``; ``name.part`` is one part of a field that has parts, and nothing of one that is
    null."""
    found = _only(item, fields, along) if fields else item
    return {name: found[name] for name in order if name in found} | found


def _only(item: Item, fields: Sequence[str], along: Sequence[str]) -> dict[str, Any]:
    kept = {*fields, *along, CITED, *(BESIDE if item.get("accusation") else ())}
    found = {}
    for name, value in item.items():
        parts = [each.partition(".")[2] for each in fields if each.startswith(f"{name}.")]
        if name in kept:
            found[name] = value
        elif parts:
            found[name] = _parts(value, parts)
    return found


def _parts(value: Any, parts: Sequence[str]) -> Any:
    if isinstance(value, Mapping):
        return {part: value[part] for part in value if part in parts}
    return value
