"""Component schemas: the public document, what the API answers around it, and every list of codes.

The document's are made from the data dictionary, items from ``items.py``, which says what they
hold; the rest is written in ``answers.toml``, with what everything means, in the same language of
types, so that the page shows all of it alike.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from incidents import labels
from incidents.api.description.types import Schema, code_component, component, schema_of
from incidents.api.items import ITEMS, Item
from incidents.codes import ReportKind, SubmissionState
from incidents.data_dictionary import Field, Record, records
from incidents.labels.public import PUBLIC

FILE = Path(__file__).with_name("answers.toml")
CODES: Mapping[str, type[StrEnum]] = {
    **PUBLIC,
    "report_kind": ReportKind,
    "submission_state": SubmissionState,
}
"""Lists of codes by name: those of documents and filters, and those of answers alone."""
ENTRY = "_entry"
"""The end of the name of an item that is called as a record of documents is."""


class DescriptionError(Exception):
    """The description lacks what the code has, or the other way round."""


@cache
def answers() -> tuple[Record, ...]:
    """What the API answers around documents. Raises DescriptionError."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    told = {each["name"]: each for each in read["record"]}
    if missing := ITEMS.keys() - told.keys():
        raise DescriptionError(f"answers.toml does not tell of {', '.join(sorted(missing))}")
    return tuple(_record(each, read["common"]) for each in read["record"])


@cache
def every_record() -> Mapping[str, Record]:
    """Both, by the name of their component."""
    return {component(each.name): each for each in (*records(), *answers())}


def said(both: Mapping[str, Any]) -> str:
    """A text of ours in the language that is active."""
    return str(both["fr" if (get_language() or "").startswith("fr") else "en"])


def entry(item: str) -> str:
    """The name of the record that an item is."""
    return f"{item}{ENTRY}" if _of_documents(item) is not None else item


def components() -> dict[str, Schema]:
    """All of them, by name, in the language that is active."""
    return dict(sorted([*_records(), *_codes()]))


def _record(told: Mapping[str, Any], common: Mapping[str, Any]) -> Record:
    """A record of ``answers.toml``, as ``items.py`` has it where it is an item."""
    name = told["name"]
    item = ITEMS.get(name, Item((), told.get("like", "")))
    words = {each["name"]: each for each in told.get("field", ())}
    kinds = dict(item.own) or {each: words[each]["type"] for each in words}
    if beyond := words.keys() - kinds.keys():
        raise DescriptionError(f"{name} has no {', '.join(sorted(beyond))}")
    own = [_field(name, each, kind, words.get(each), common) for each, kind in kinds.items()]
    inherited = [
        field
        for field in _fields(item.record)
        if field.name not in kinds and field.name not in item.left_out
    ]
    return Record(entry(name), {"fr": told["fr"], "en": told["en"]}, [*own, *inherited])


def _field(
    record: str, name: str, kind: str, words: Mapping[str, Any] | None, common: Mapping[str, Any]
) -> Field:
    found = words or common.get(name)
    if found is None:
        raise DescriptionError(f"answers.toml does not say what {name} of {record} means")
    kind = found.get("type", kind).replace(", or null", " or null")
    return Field(name, kind, "", {"fr": found["fr"], "en": found["en"]})


def _fields(record: str) -> Sequence[Field]:
    found = _of_documents(record)
    return found.fields if found is not None else ()


def _of_documents(name: str) -> Record | None:
    return next((each for each in records() if each.name == name), None)


def _records() -> Iterator[tuple[str, Schema]]:
    for name, record in every_record().items():
        fields = {
            field.name: schema_of(field.type) | {"description": said(field.meaning)}
            for field in record.fields
        }
        found: Schema = {"type": "object", "description": said(record.meaning)}
        required = required_of(record)
        found |= {"properties": fields} | ({"required": required} if required else {})
        yield name, found


def required_of(record: Record) -> list[str]:
    """Fields that every one has: not those that came with a later schema of documents."""
    return [
        field.name
        for field in record.fields
        if field.since == 1 and not field.type.endswith(", optional")
    ]


def _codes() -> Iterator[tuple[str, Schema]]:
    """The codes of the enums. Terms are rows, which may come to more: no enum names them."""
    for name, enum in CODES.items():
        lines = [f"* `{code.value}`: {labels.label(code)}" for code in enum]
        found = {
            "type": "string",
            "enum": [code.value for code in enum],
            "description": "\n".join(lines),
        }
        yield code_component(name), found
