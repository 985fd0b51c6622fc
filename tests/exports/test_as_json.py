"""One JSON object, written a record at a time."""

import json

import pytest

from incidents.exports import as_json


@pytest.mark.parametrize("records", [[], [{"a": 1}], [{"a": "é\n"}, {"a": None}]])
def test_the_head_the_records_and_how_many_they_are(records: list[dict[str, object]]) -> None:
    written = "".join(as_json.pieces({"date": "2026-11-22", "filter": {}}, "rows", records))

    assert json.loads(written) == {
        "date": "2026-11-22",
        "filter": {},
        "rows": records,
        "count": len(records),
    }


def test_what_ends_early_is_no_json() -> None:
    pieces = list(as_json.pieces({}, "rows", [{"a": 1}]))

    with pytest.raises(json.JSONDecodeError):
        json.loads("".join(pieces[:-1]))
