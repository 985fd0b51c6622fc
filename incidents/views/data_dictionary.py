"""The data dictionary: every field of a public document, with its type, unit and meaning.

The words are in ``data_dictionary.toml``; a test walks documents with it, so that it cannot say
less, or more, than the projection does.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from incidents import derived
from incidents.views.codebook import table
from incidents.views.data_dictionary_words import type_in_words, unit_in_words
from incidents.views.page import show

FILE = Path(__file__).with_suffix(".toml")
COLUMNS = ("record", "field", "type", "unit", "meaning_fr", "meaning_en")

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

    @property
    def type_said(self) -> SafeString:
        """Its type in words."""
        return type_in_words(self.type)

    @property
    def unit_said(self) -> str:
        """Its unit in words, "" where there is none."""
        return unit_in_words(self.unit)


@dataclass(frozen=True)
class Record:
    """One record with its fields, in the order of documents."""

    name: str
    meaning: Bilingual
    fields: Sequence[Field]


@require_safe
def data_dictionary(request: HttpRequest) -> HttpResponse:
    """The page: each field has an anchor, #RECORD-FIELD."""
    return show(request, "data_dictionary.html", "method", records=records(), schema=derived.SCHEMA)


@require_safe
def data_json(request: HttpRequest) -> HttpResponse:
    """The same, to be read by programs."""
    body = {
        "schema": derived.SCHEMA,
        "licence": settings.DATA_LICENCE,
        "records": [asdict(each) for each in records()],
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


@require_safe
def data_csv(request: HttpRequest) -> HttpResponse:
    """The same, a field a line."""
    rows = [
        (record.name, field.name, field.type, field.unit, field.meaning["fr"], field.meaning["en"])
        for record in records()
        for field in record.fields
    ]
    return table(COLUMNS, rows, "vigie-data-dictionary")


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
