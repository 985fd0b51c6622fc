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
    none; `record`, the record that it holds, "" for a plain value; `since`, the schema from which
    documents have it."""

    name: str
    type: str
    unit: str
    meaning: Bilingual
    codes: str = ""
    record: str = ""
    since: int = 1


@dataclass(frozen=True)
class Record:
    """One record with its fields, in the order of documents."""

    name: str
    meaning: Bilingual
    fields: Sequence[Field]


@cache
def records() -> tuple[Record, ...]:
    """Every record, the document first."""
    return read(FILE)


def read(file: Path, beside: Sequence[Record] = ()) -> tuple[Record, ...]:
    """The records of a file. Those ``beside`` it may be named by its types, and be like its own."""
    found = tomllib.loads(file.read_text(encoding="utf-8"))["record"]
    names = {each["name"] for each in found} | {record.name for record in beside}
    fields = {record.name: list(record.fields) for record in beside}
    fields |= {each["name"]: [_field(f, names) for f in each.get("field", ())] for each in found}
    return tuple(
        Record(
            each["name"],
            _both(each),
            [*fields[each["name"]], *fields.get(each.get("like", ""), ())],
        )
        for each in found
    )


def _field(found: dict[str, Any], names: set[str]) -> Field:
    words = found["type"].removesuffix(", optional").split()
    of_list = next((words[i + 1] for i, word in enumerate(words) if word in {"code", "term"}), "")
    record = next((word for word in words if word in names), "")
    return Field(
        found["name"],
        found["type"],
        found.get("unit", ""),
        _both(found),
        of_list,
        record,
        found.get("since", 1),
    )


def _both(found: dict[str, Any]) -> Bilingual:
    return {"fr": found["fr"], "en": found["en"]}
