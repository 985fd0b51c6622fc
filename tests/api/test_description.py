"""The description of the API is valid, whole, and says what the code does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern
from django.utils import translation
from drf_spectacular.drainage import GENERATOR_STATS
from jsonschema_rs import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from incidents import derived
from incidents.api.base import Nowhere
from incidents.api.description.answers import answers, every_record
from incidents.api.description.generator import document
from incidents.api.description.operations import table
from incidents.api.description.responses import HEADERS, OF_CODE, RECORDS
from incidents.api.items import ITEMS
from incidents.api.problem_kinds import KINDS
from incidents.api.urls import urlpatterns
from incidents.data_dictionary import records
from tests.views.published import publish

ROOT = "/api/v1/"
ANYWHERE = {"method-not-allowed", "other"}
"""Told of on the page, and at no address: a method that an address does not have is no operation of
it, and the other is what no address is known to answer."""


def operations(found: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_it_is_valid_and_lacks_nothing_that_it_names() -> None:
    """``make check`` asks drf-spectacular the same, and for its warnings."""
    found = document("en")

    assert not GENERATOR_STATS
    assert sorted(_invalid(found)) == []
    assert found["openapi"].startswith("3.1")
    used = set(_references(found["paths"])) | set(_references(found["components"]))
    assert used >= {f"#/components/schemas/{name}" for name in ("Document", "VerdictCode")}
    for each in used:
        *_rest, kind, name = each.split("/")
        assert name in found["components"][kind], each


def _invalid(found: dict[str, Any]) -> Iterator[str]:
    return (error.message for error in OpenAPIV31SpecValidator(found).iter_errors())


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "$ref":
                yield inner
            elif name not in {"example", "examples"}:
                yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def test_every_route_is_in_it_and_it_names_no_other() -> None:
    described = {path for path, _method, _operation in operations(document("en"))}
    routes = {
        ROOT + _template(pattern)
        for pattern in urlpatterns
        if getattr(pattern.callback, "cls", None) is not Nowhere
    }

    assert described == routes


def _template(pattern: URLPattern) -> str:
    return re.sub(r"<\w+:(\w+)>", r"{\1}", str(pattern.pattern))


def test_every_kind_of_problem_is_declared_where_it_can_occur() -> None:
    declared = set()
    for _path, _method, operation in operations(document("en")):
        for status, response in operation["responses"].items():
            for code in response.get("x-problems", ()):
                declared.add(code)
                assert OF_CODE[code].status == int(status)

    assert declared == {kind.code for kind in KINDS} - ANYWHERE
    assert HEADERS.keys() | RECORDS.keys() <= declared


@pytest.mark.parametrize("language", ["fr", "en"])
def test_everything_is_said_in_both_languages(language: str) -> None:
    words = table()
    told = [words.about, *words.words.values()]
    told += [both for each in words.operations for both in (each.summary, each.about)]
    told += [both for each in words.groups for both in (each.title, each.about)]
    told += [both for each in words.rules for both in (each.title, each.about)]
    told += [each.about for each in words.parameters.values()]
    told += [each.about for each in words.headers.values()]
    assert all(both[language].strip() for both in told)
    for record in answers():
        assert record.meaning[language]
        assert all(field.meaning[language] for field in record.fields)


def test_the_french_description_is_french_and_the_english_english(client: Client) -> None:
    with translation.override("fr"):
        found = client.get(f"{ROOT}openapi.json", headers={"Accept-Language": "fr"}).json()

    assert found == json.loads(json.dumps(document("en")))
    assert (
        document("fr")["paths"][f"{ROOT}incidents/"]["get"]["summary"] == "La liste des incidents"
    )
    assert document("fr").keys() == found.keys()


def test_yaml_says_the_same(client: Client) -> None:
    found = client.get(f"{ROOT}openapi.yaml")

    assert found.headers["Content-Type"] == "application/vnd.oai.openapi"
    assert found.text.startswith("openapi: 3.1.0\n")
    lines = set(found.text.splitlines())
    assert {f"  {path}:" for path in document("en")["paths"]} <= lines


def test_every_item_is_told_of_and_fields_came_with_a_schema_there_was() -> None:
    assert ITEMS.keys() <= {record.name.removesuffix("_entry") for record in answers()}
    assert max(f.since for record in records() for f in record.fields) <= derived.SCHEMA
    assert len(every_record()) == len(records()) + len(answers())


@pytest.mark.django_db
def test_a_document_has_the_fields_that_are_described_and_no_others(client: Client) -> None:
    """Strictly: what is described may grow, so the description itself leaves objects open."""
    found = document("en")
    publication = publish()

    content = client.get(f"{ROOT}incidents/{publication.reference}/").json()["content"]

    assert problems(closed(found), "Document", content) == []
    assert problems(closed(found), "Document", content | {"verdict": {"code": "wrong"}}) != []
    assert problems(closed(found), "Document", content | {"more": 1}) != []


def test_every_example_is_as_described() -> None:
    found = closed(document("en"))
    seen = 0
    for _path, _method, operation in operations(found):
        for response in operation["responses"].values():
            for content in response.get("content", {}).values():
                for example in content.get("examples", {}).values():
                    seen += 1
                    schema = {"components": found["components"], **whole(content["schema"])}
                    assert wrong(schema, example["value"]) == [], operation["operationId"]

    assert seen >= 15


def closed(found: dict[str, Any]) -> dict[str, Any]:
    """The description with objects that have no other members, and every member that is there."""
    strict: dict[str, Any] = json.loads(json.dumps(found))
    for schema in strict["components"]["schemas"].values():
        if "properties" in schema:
            schema["unevaluatedProperties"] = False
    for page in [name for name in strict["components"]["schemas"] if name.endswith("Page")]:
        strict["components"]["schemas"][page].pop("unevaluatedProperties")
    return strict


def whole(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema of an answer, closed around a page."""
    return {**schema, "unevaluatedProperties": False} if "allOf" in schema else schema


def problems(found: dict[str, Any], name: str, value: Any) -> list[str]:
    reference = {"$ref": f"#/components/schemas/{name}", "components": found["components"]}
    return wrong(reference, value)


def wrong(schema: dict[str, Any], value: Any) -> list[str]:
    checker = Draft202012Validator(schema, validate_formats=True)
    return [f"{e.instance_path}: {e.message[:200]}" for e in checker.iter_errors(value)]
