"""Statements of reasons are read strictly: every fault at once, with its place and value."""

import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from incidents.codes import Decision
from incidents.imports import dsa_codes
from incidents.imports.statement_of_reasons import (
    MAX_BYTES,
    PREFIXES,
    UnreadableStatement,
    read_statement,
)
from tests.imports.statements import STATEMENT, as_json


def problems(content: bytes) -> list[str]:
    with pytest.raises(UnreadableStatement) as refused:
        read_statement(content)
    return [str(problem) for problem in refused.value.problems]


def test_a_statement_is_read_in_full() -> None:
    found = read_statement(as_json())

    assert found.uuid == UUID("0d6f3a52-7c1e-4b8f-9a35-5f2f7f6f1c11")
    assert found.decisions == (Decision.CONTENT_LABELLED, Decision.ACCOUNT_SUSPENDED)
    assert (found.decided_on, found.created_on) == (date(2026, 5, 9), date(2026, 5, 10))
    assert (found.content_on, found.platform_name) == (date(2026, 5, 2), "Clipo")
    assert found.content_types == ("CONTENT_TYPE_VIDEO", "CONTENT_TYPE_SYNTHETIC_MEDIA")
    assert (found.automated_detection, found.territories) == (False, ("FR", "DE"))
    assert found.unread == ("incompatible_content_ground",)


def test_the_day_of_entry_stands_in_for_the_day_of_application() -> None:
    assert read_statement(as_json(application_date=None)).decided_on == date(2026, 5, 10)


def test_the_only_one_of_a_list_is_read() -> None:
    content = json.dumps({"statements": [STATEMENT]}).encode()

    assert read_statement(content) == read_statement(as_json())


@pytest.mark.parametrize("count", [0, 2])
def test_several_are_not(count: int) -> None:
    content = json.dumps({"statements": [STATEMENT] * count}).encode()

    assert problems(content) == [
        f"/statements: a list of one statement is expected; it has {count}"
    ]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"uuid": "0042"}, "/uuid: “0042” is no UUID"),
        ({"uuid": 7}, "/uuid: “7” is no UUID"),
        ({"uuid": None, "puid": ""}, "/uuid, /puid: missing"),
        ({"puid": 42}, "/puid: “42” is no text"),
        ({"puid": "x" * 501}, "/puid: 501 characters, at most 500: “"),
        ({"puid": "a\u0000b"}, "/puid: a control character stands in “a\ufffdb”"),
        ({"puid": "\ud800"}, "/puid: a control character stands in “\ufffd”"),
        ({"platform_name": ...}, "/platform_name: missing"),
        ({"platform_name": " "}, "/platform_name: missing"),
        ({"decision_visibility": "X"}, "/decision_visibility: “X” is no list"),
        (
            {"decision_visibility": ["DECISION_ACCOUNT_SUSPENDED"]},
            "/decision_visibility/0: “DECISION_ACCOUNT_SUSPENDED” is no code that belongs here",
        ),
        ({"decision_account": [1]}, "/decision_account: “[…]” is no code that belongs here"),
        (
            {"decision_visibility": [], "decision_account": None},
            "/decision_visibility, /decision_monetary, /decision_provision, /decision_account: "
            "missing",
        ),
        ({"decision_ground": "NO"}, "/decision_ground: “NO” is no code that belongs here"),
        ({"category": ...}, "/category: missing"),
        ({"content_type": []}, "/content_type: missing"),
        ({"content_type": ["FILM"]}, "/content_type/0: “FILM” is no code that belongs here"),
        ({"territorial_scope": ["US"]}, "/territorial_scope/0: “US” is no code that belongs"),
        ({"source_type": True}, "/source_type: “true” is no code that belongs here"),
        ({"automated_detection": "Maybe"}, "/automated_detection: “Maybe” is no code"),
        ({"automated_decision": ...}, "/automated_decision: missing"),
        ({"application_date": "2026-02-31"}, "/application_date: “2026-02-31” is no day"),
        ({"application_date": "9 May"}, "/application_date: “9 May” is no day"),
        ({"application_date": ..., "created_at": ...}, "/application_date, /created_at: missing"),
        ({"permalink": "javascript:alert(1)"}, "/permalink: “javascript:alert(1)” is no http"),
        ({"permalink": "https://[broken"}, "/permalink: “https://[broken” is no http"),
    ],
)
def test_a_fault_is_told_with_its_pointer_and_value(changes: Any, problem: str) -> None:
    (found,) = problems(as_json(**changes))

    assert found.startswith(problem)


def test_all_faults_are_told_at_once() -> None:
    found = problems(b'{"uuid": 1, "puid": 2, "decision_account": "X", "category": "Y"}')

    assert len(found) == 11


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "not JSON: it does not begin with { or ["),
        (b"[]", "the file is a list, not one object { }"),
        (b'{"puid": NaN}', "line 1, column 10: NaN is not a number of JSON"),
        (b'{"puid": "a"', "not JSON: it ends in the middle"),
        (b'{"puid": "\xff"}', "not UTF-8: byte 0xFF at offset 10"),
        (b"[" * 100_000, "the JSON is nested too deeply to be read"),
        (b'{"a":' * 30_000, "the JSON is nested too deeply to be read"),
        (b" " * (MAX_BYTES + 1), f"the file has {MAX_BYTES + 1} bytes; at most {MAX_BYTES}"),
    ],
    ids=["empty", "list", "NaN", "cut off", "not UTF-8", "deep list", "deep object", "too large"],
)
def test_what_is_no_such_file_is_refused(content: bytes, problem: str) -> None:
    (found,) = problems(content)

    assert found.startswith(problem)


def test_a_key_that_stands_twice_is_refused() -> None:
    content = as_json().replace(b'"uuid"', b'"puid": "other", "uuid"', 1)

    assert problems(content) == ['line 1, column 2: the key "puid" occurs twice']


VALUES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(), inner, max_size=3),
    max_leaves=6,
)


@given(some.dictionaries(some.sampled_from(sorted(STATEMENT)), VALUES))
@settings(max_examples=200, deadline=None)
def test_whatever_stands_in_a_field_only_the_documented_error_comes(changes: Any) -> None:
    read_or_refuse(as_json(**changes))


@given(some.binary(max_size=60), some.integers(0, 900), some.integers(0, 20))
@settings(max_examples=200, deadline=None)
def test_whatever_becomes_of_the_bytes_too(inserted: bytes, at: int, cut: int) -> None:
    whole = as_json()
    read_or_refuse(whole[:at] + inserted + whole[at + cut :])


def read_or_refuse(content: bytes) -> None:
    try:
        found = read_statement(content)
    except UnreadableStatement as error:
        assert error.problems
    else:
        assert found.decisions and found.name


def test_the_codes_are_those_of_the_samples(shared_samples: Path) -> None:
    known = json.loads((shared_samples / "incidents/dsa_statements.json").read_text("utf-8"))

    for name, prefix in PREFIXES.items():
        ours = {code.value for code in Decision if code.startswith(prefix)}
        assert set(known[name]) <= ours
    assert set(known["decision_ground"]) == dsa_codes.GROUNDS
    assert set(known["content_type"]) == dsa_codes.CONTENT_TYPES - {"CONTENT_TYPE_OTHER"}
    assert set(known["categories"]) == dsa_codes.CATEGORIES
    assert set(known["territorial_scope"]) <= dsa_codes.TERRITORIES


def test_the_example_of_the_samples_is_read(shared_samples: Path) -> None:
    content = (shared_samples / "incidents/dsa_example_statement.json").read_bytes()

    assert len(read_statement(content).decisions) == 4
