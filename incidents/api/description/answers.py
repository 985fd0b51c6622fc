"""Component schemas: the public document, what the API answers around it, and every list of codes.

The document's are made from the data dictionary. The rest is written in ``answers.toml`` in the
same language of types, so that the page shows both alike.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from incidents import data_dictionary, labels
from incidents.api.description.types import Schema, code_component, component, schema_of
from incidents.data_dictionary import Record
from incidents.labels.public import PUBLIC

FILE = Path(__file__).with_name("answers.toml")


@cache
def answers() -> tuple[Record, ...]:
    """What the API answers around documents."""
    return data_dictionary.read(FILE, beside=data_dictionary.records())


@cache
def every_record() -> Mapping[str, Record]:
    """Both, by the name of their component."""
    return {component(each.name): each for each in (*data_dictionary.records(), *answers())}


def said(both: Mapping[str, Any]) -> str:
    """A text of ours in the language that is active."""
    return str(both["fr" if (get_language() or "").startswith("fr") else "en"])


def components() -> dict[str, Schema]:
    """All of them, by name, in the language that is active."""
    return dict(sorted([*_records(), *_codes()]))


def _records() -> Iterator[tuple[str, Schema]]:
    for name, record in every_record().items():
        fields = {
            field.name: schema_of(field.type) | {"description": said(field.meaning)}
            for field in record.fields
        }
        found: Schema = {"type": "object", "description": said(record.meaning)}
        required = [
            field.name
            for field in record.fields
            if field.since == 1 and not field.type.endswith(", optional")
        ]
        found |= {"properties": fields} | ({"required": required} if required else {})
        yield name, found


def _codes() -> Iterator[tuple[str, Schema]]:
    """The codes of the enums. Terms are rows, which may come to more: no enum names them."""
    for name, enum in PUBLIC.items():
        lines = [f"* `{code.value}`: {labels.label(code)}" for code in enum]
        found = {
            "type": "string",
            "enum": [code.value for code in enum],
            "description": "\n".join(lines),
        }
        yield code_component(name), found
