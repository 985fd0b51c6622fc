"""Whether JSON-LD says only what schema.org has words for: types that exist, properties of these
types, values that these properties take. The table is ``data/schema_org.json``."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

TABLE = json.loads((Path(__file__).parent / "data" / "schema_org.json").read_text("utf-8"))
TYPES: dict[str, list[str]] = TABLE["types"]
PROPERTIES: dict[str, dict[str, list[str]]] = TABLE["properties"]
MEMBERS: dict[str, list[str]] = TABLE["members"]
HERE = "https://schema.org/"
KEYWORDS = {"@type", "@id"}


def kinds(name: str) -> set[str]:
    """A type and all that it is a kind of."""
    return {name}.union(*(kinds(parent) for parent in TYPES[name]))


def faults(document: dict[str, Any]) -> list[str]:
    """What is wrong, each with its place; [] for a document that fits the vocabulary."""
    found = [] if document.get("@context") == "https://schema.org" else ["no context"]
    nodes = document["@graph"]
    known = {node["@id"]: node["@type"] for node in nodes}
    for node in nodes:
        found += _of_node(node, node.get("@type", "?"), known)
    return found


def _of_node(node: dict[str, Any], place: str, known: dict[str, str]) -> Iterator[str]:
    kind = node.get("@type")
    if kind not in TYPES:
        yield f"{place}: {kind} is no type of the table"
        return
    for name, value in node.items():
        if name in KEYWORDS:
            continue
        if name not in PROPERTIES:
            yield f"{place}.{name}: no property of the table"
            continue
        if not kinds(kind) & set(PROPERTIES[name]["domains"]):
            yield f"{place}.{name}: not a property of {kind}"
        for each in value if isinstance(value, list) else [value]:
            yield from _of_value(each, f"{place}.{name}", PROPERTIES[name]["ranges"], known)


def _of_value(value: Any, place: str, ranges: list[str], known: dict[str, str]) -> Iterator[str]:
    if isinstance(value, dict):
        kind = known.get(value["@id"]) if set(value) == {"@id"} else value.get("@type")
        if kind is None:
            yield f"{place}: leads nowhere"
        elif kind in TYPES and not kinds(kind) & set(ranges):
            yield f"{place}: takes no {kind}"
        if set(value) != {"@id"}:
            yield from _of_node(value, place, known)
    elif not any(_is(value, kind) for kind in ranges):
        yield f"{place}: {value!r} is none of {ranges}"


def _is(value: Any, kind: str) -> bool:
    match kind, value:
        case ("Boolean", bool()):
            return True
        case ("Number", int()):
            return not isinstance(value, bool)
        case ("Text", str()):
            return value != ""
        case ("URL", str()):
            return urlsplit(value).scheme in ("http", "https")
        case ("Date", str()):
            return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value)) and bool(date.fromisoformat(value))
        case ("DateTime", str()):
            return "T" in value and datetime.fromisoformat(value).tzinfo is not None
        case (_, str()) if kind in MEMBERS:
            return value.removeprefix(HERE) in MEMBERS[kind] and value.startswith(HERE)
    return False
