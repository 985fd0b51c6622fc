"""Every field of a public document, with its type, unit and meaning.

The words are in ``dictionary.toml``; a test walks documents with it, so that it cannot say less,
or more, than the projection does. Pages, the API's description and the dumps read it here.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("dictionary.toml")

Bilingual = dict[str, str]


@dataclass(frozen=True)
class Field:
    """One field. `codes` is the list of the codebook that its values come from, "" where there is
    none; `record`, the record that it holds, "" for a plain value."""

    name: str
    type: str
    unit: str
    meaning: Bilingual
    codes: str = ""
    record: str = ""


@dataclass(frozen=True)
class Record:
    """One record with its fields, in the order of documents."""

    name: str
    meaning: Bilingual
    fields: Sequence[Field]


@cache
def records() -> tuple[Record, ...]:
    """Every record, the document first."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))["record"]
    names = {each["name"] for each in read}
    fields = {each["name"]: [_field(f, names) for f in each["field"]] for each in read}
    return tuple(
        Record(
            each["name"],
            _both(each),
            [*fields[each["name"]], *fields.get(each.get("like", ""), ())],
        )
        for each in read
    )


def _field(read: dict[str, Any], names: set[str]) -> Field:
    words = read["type"].removesuffix(", optional").split()
    of_list = next((words[i + 1] for i, word in enumerate(words) if word in {"code", "term"}), "")
    record = next((word for word in words if word in names), "")
    return Field(read["name"], read["type"], read.get("unit", ""), _both(read), of_list, record)


def _both(read: dict[str, Any]) -> Bilingual:
    return {"fr": read["fr"], "en": read["en"]}
