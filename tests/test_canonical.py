"""Canonical JSON: the same content gives the same bytes, and another content others."""

import hashlib
import json
import math
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.canonical import canonical_json, digest

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_keys_are_sorted_at_every_depth_and_nothing_is_escaped() -> None:
    content = {"é": 1, "b": {"z": None, "a": [True, "œuf\n"]}}

    assert canonical_json(content) == '{"b":{"a":[true,"œuf\\n"],"z":null},"é":1}'


def test_the_digest_is_the_sha256_of_the_utf8_bytes() -> None:
    content = {"title": "Élection"}

    assert digest(content) == hashlib.sha256('{"title":"Élection"}'.encode()).hexdigest()


def test_the_order_of_keys_does_not_matter() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})


def test_the_order_of_a_list_matters() -> None:
    assert digest([1, 2]) != digest([2, 1])


@given(JSON)
def test_the_text_reads_back_and_is_stable(content: Any) -> None:
    text = canonical_json(content)

    assert json.loads(text) == content
    assert canonical_json(json.loads(text)) == text


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_number_json_has_not_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical_json({"value": value})


def test_a_value_json_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError, match="date"):
        digest({"on": date(2026, 9, 1)})
