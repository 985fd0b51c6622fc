"""JSON that knows where its values stand."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.transcripts.json_reader import NotJson, read
from incidents.transcripts.records import UnknownFormat
from tests.transcripts.pages import read as read_page


def test_a_value_is_placed_by_its_key_or_itself() -> None:
    document = read('{"a": 1,\n "b": [10,\n  {"c": "x"}]}')
    assert document.place(("b", 1, "c"))[:2] == (3, 4)
    assert document.place(("b", 1, "c")).value == '"x"'
    assert document.place(("b", 0))[:2] == (2, 8)
    assert document.place(("b", 1, "missing"))[:2] == (3, 3)
    assert document.line(("a",)) == 1


def test_a_key_that_stands_twice_is_a_problem_where_the_lost_value_is() -> None:
    document = read('{"a": 1,\n "b": {"a": 2},\n "\\u0061": 3}')
    assert document.value["a"] == 3
    (problem,) = document.problems
    assert (problem.line, problem.column) == (1, 2)
    assert "occurs twice" in problem.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": NaN}', "line 1, column 7: NaN is not a number"),
        ('["NaN",\n -Infinity]', "line 2, column 2: -Infinity is not a number"),
        ('{"a": ' + "7" * 5000 + "}", "line 1, column 7: a number of more than 4300 digits"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a" 1}', "line 1, column 6: a colon is expected"),
        ('{"a": 1 "b"}', "line 1, column 9: a comma or a closing bracket is expected"),
        ("{a: 1}", "line 1, column 2: a key in double quotes is expected"),
        ('{"a": }', "line 1, column 7: a value is expected"),
        ('{"a": "b\nc"}', "a control character or a line end"),
        ('{"a": "\\q"}', "an escape that JSON does not have"),
        ("{} {}", "something follows the end"),
        ('{"a": [1, 2', "it ends in the middle"),
        ('{"a": "b', "it ends in the middle"),
        ("text", "does not begin with"),
    ],
)
def test_what_is_no_json_says_where_and_why(text: str, message: str) -> None:
    with pytest.raises(NotJson, match=message):
        read(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"pages": [], "author": 1}', "its keys are: pages, author"),
        ('[{"page": 1}]', "a list of 1, the keys of its first: page"),
        ('{"segments": [', "it ends in the middle"),
    ],
)
def test_json_of_no_known_transcript_says_what_was_seen(text: str, message: str) -> None:
    with pytest.raises(UnknownFormat, match=message):
        read_page(text)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)


@given(st.lists(json_values) | st.dictionaries(st.text(), json_values), st.sampled_from([None, 1]))
def test_every_member_is_found_where_it_stands(value: object, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    document = read(text)
    assert document.value == value
    for key in value if isinstance(value, dict) else range(len(value)):  # type: ignore[arg-type]
        place = document.place((key,))
        line = text.split("\n")[place.line - 1]
        assert line[place.column - 1 :].startswith(place.excerpt[:-1] or place.excerpt)
