"""The description of a submission allows what reading takes, and nothing that its shape refuses."""

import copy
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from incidents.api.strict_schema import schema_of
from incidents.api.submission_docs import EXAMPLE
from incidents.api.submission_shape import shape
from incidents.imports.faults import Faults

SCHEMA = schema_of(shape())


def allowed(body: Any) -> bool:
    return not list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(body))


def read(body: Any) -> bool:
    faults = Faults()
    shape().read(body, "", faults)
    return not faults


def changed(place: str, value: Any) -> Any:
    """The example with one member set; its place as a path of keys and indexes."""
    body: Any = copy.deepcopy(EXAMPLE)
    *way, last = [int(key) if key.isdigit() else key for key in place.split("/")]
    target = body
    for key in way:
        target = target[key]
    target[last] = value
    return body


def test_the_schema_is_one_and_has_the_example() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    assert allowed(EXAMPLE) and read(EXAMPLE)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("incident/state", "published"),
        ("incident/title_fr", 3),
        ("incident/title_fr", "x" * 201),
        ("incident/spread", 7),
        ("incident/spread", True),
        ("incident/facts", "hier"),
        ("incident/facts", {"earliest": "2026-09-01"}),
        ("incident/techniques", "voice_clone"),
        ("incident/jurisdiction", None),
        ("incident/cite/0/supports", "nothing"),
        ("incident/involvement/0/cite/0/form", "00:05"),
        ("source/0/url", "javascript:alert(1)"),
        ("source/0/transcript/made_by", "staff"),
        ("source/0/transcript/segments", [{"text": "x"}]),
        ("actor/0/wikidata", "42"),
        ("actor/0/private", "yes"),
        ("claim/0/reliability", "A"),
        ("claim/0/answers/0/kind", "refutes"),
        ("note", []),
        ("source", [{}] * 51),
    ],
)
def test_what_the_schema_forbids_reading_refuses(place: str, value: Any) -> None:
    body = changed(place, value)

    assert (allowed(body), read(body)) == (False, False)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (
            "incident/facts",
            {"earliest": "2026-09-01", "latest": "2026-09-30", "precision": "month"},
        ),
        ("incident/involvement/0/cite/0/to", "00:05"),
        ("source/0/url", ""),
        ("source/0/transcript", {"segments": [{"start_ms": 0, "text": "Non."}]}),
        ("actor/0/wikidata", "Q42"),
    ],
)
def test_what_the_schema_allows_reading_takes(place: str, value: Any) -> None:
    body = changed(place, value)

    assert (allowed(body), read(body)) == (True, True)
