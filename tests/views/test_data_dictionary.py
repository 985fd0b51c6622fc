"""The data dictionary says what documents hold: no field less, none more, each of its type."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from incidents import derived
from incidents.codes import Scheme
from incidents.data_dictionary import Field, records
from incidents.documents import Document
from incidents.labels.public import PUBLIC
from incidents.models import Incident, Publication
from incidents.projection import document
from incidents.templatetags.data_types import type_in_words
from tests.views import published
from tests.whole_incident import whole_incident

RECORDS = {record.name: {field.name: field for field in record.fields} for record in records()}
PLAIN: dict[str, type | tuple[type, ...]] = {"text": str, "number": int, "yes_no": bool}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Place = tuple[str, str]


class Walk:
    """A document read with the dictionary: what does not fit, and which fields were met."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.met: set[Place] = set()

    def record(self, name: str, value: Any, where: str) -> None:
        fields = RECORDS[name]
        needed = {f for f, field in fields.items() if not field.type.endswith(", optional")}
        if not isinstance(value, dict) or not needed <= set(value) <= set(fields):
            self.wrong.append(f"{where}: {name} {sorted(value)}")
            return
        for field, content in value.items():
            self.met.add((name, field))
            self.of_type(fields[field].type.removesuffix(", optional"), content, f"{where}.{field}")

    def of_type(self, kind: str, value: Any, where: str) -> None:
        if kind.endswith(" or null"):
            if value is not None:
                self.of_type(kind.removesuffix(" or null"), value, where)
        elif kind.endswith(" or empty"):
            if value != "":
                self.of_type(kind.removesuffix(" or empty"), value, where)
        elif kind.startswith("list of "):
            for each in value:
                self.of_type(kind.removeprefix("list of "), each, where)
        elif kind.startswith("term "):
            self.record("term", value, where)
        elif kind in RECORDS:
            self.record(kind, value, where)
        elif not _plain(kind, value):
            self.wrong.append(f"{where}: {value!r} is no {kind}")


def _plain(kind: str, value: Any) -> bool:
    if kind.startswith("code "):
        return value in {code.value for code in PUBLIC[kind.removeprefix("code ")]}
    if kind == "day":
        return isinstance(value, str) and DAY.fullmatch(value) is not None
    if kind == "moment":
        return isinstance(value, str) and DAY.match(value) is not None
    return isinstance(value, PLAIN[kind]) and (kind == "yes_no" or not isinstance(value, bool))


def every_field() -> Iterator[tuple[str, Field]]:
    for record in records():
        for field in record.fields:
            yield record.name, field


def walked(*documents: Document) -> Walk:
    walk = Walk()
    for each in documents:
        walk.record("document", each, "document")
    return walk


RARE = {("redaction", "transcript"), ("redaction", "positions")}


@pytest.mark.django_db
def test_every_document_is_what_the_dictionary_says() -> None:
    whole = document(Incident.objects.get(pk=whole_incident().pk))
    made = Publication.objects.get(pk=published.publish().pk).content

    walk = walked(whole, made)

    assert "\n".join(walk.wrong) == ""
    assert made["schema"] == derived.SCHEMA
    known = {(record, field.name) for record, field in every_field()}
    in_citations = {("incident_citation", f) for f in RECORDS["citation"]}
    assert sorted(known - walk.met - in_citations - NEVER_IN_THESE) == []


NEVER_IN_THESE = {
    *RARE,
    *(("newer", field) for field in RECORDS["newer"]),
    *(("deadline", field) for field in RECORDS["deadline"]),
    *(("follow_up", field) for field in RECORDS["follow_up"]),
    *(("timing", field) for field in RECORDS["timing"]),
}
"""Records that need a later version, a redaction, a term or a notice: their shapes are asserted
where they are derived, and walked below from the demo's scenes."""


def test_types_name_lists_that_exist() -> None:
    lists = {*PUBLIC, *(scheme.value for scheme in Scheme)}

    assert {field.codes for _record, field in every_field()} - lists == {""}


def test_a_field_that_is_missing_or_of_another_type_is_found() -> None:
    walk = Walk()
    walk.record("verdict", {"code": "nonsense", "basis": {"fr": "", "en": ""}, "on": "soon"}, "v")
    walk.record("date", {"earliest": None, "latest": None}, "d")

    assert len(walk.wrong) == 3


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_and_its_files(client: Client, language: str) -> None:
    page = client.get(f"/{language}/method/data/")
    table = client.get(f"/{language}/method/data.csv")
    data = client.get(f"/{language}/method/data.json").json()

    assert page.status_code == 200
    assert 'id="claim-stance"' in page.text
    assert f'href="/{language}/method/codebook/#stance"' in page.text
    assert table.text.splitlines()[0] == "\ufeffrecord,field,type,unit,meaning_fr,meaning_en"
    assert len(table.text.splitlines()) == len(list(every_field())) + 1
    assert {each["name"] for each in data["records"]} == set(RECORDS)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("list of code role", "list of codes of the list <code>role</code>"),
        ("number or null", "number or null"),
        ("list of list of number", "list of pairs of numbers"),
        ("actor or null", "record <code>actor</code> or null"),
        ("list of text, optional", "list of texts (may be absent)"),
    ],
)
def test_types_are_said_in_words(kind: str, words: str) -> None:
    with translation.override("en"):
        assert type_in_words(kind) == words


def test_every_type_has_words() -> None:
    assert all(type_in_words(field.type) for _record, field in every_field())
