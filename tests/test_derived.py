"""What follows from the events of a document, also of one that was published before it did."""

import copy
import json
from typing import Any

import pytest

from incidents.derived import SCHEMA, as_current
from incidents.projection import document
from tests import scenes
from tests.reports.snapshots import actor
from tests.reports.snapshots import document as earlier
from tests.reports.snapshots import procedure as recorded

LATER_KEYS = {
    "procedures": {
        *("platform", "appearances", "deadlines", "follow_ups", "timing", "status", "statuses"),
    },
    "claims": {"assessed_on"},
    "appearances": {"state"},
}
EVENT_KEYS = {"channel", "decisions", "statement_of_reasons"}


def before(content: dict[str, Any]) -> dict[str, Any]:
    """The document as it was published under schema 2."""
    old = copy.deepcopy(content) | {"schema": 2}
    for part, keys in LATER_KEYS.items():
        for record in old[part]:
            for key in keys - {"status", "statuses"}:
                del record[key]
    for procedure in old["procedures"]:
        procedure["statuses"] = [
            {"respondent": each["respondent"], "status": each["status"]}
            for each in procedure["statuses"]
        ]
        for event in procedure["events"]:
            for key in EVENT_KEYS:
                del event[key]
    return old


@pytest.mark.django_db
def test_an_earlier_document_is_read_as_one_of_today() -> None:
    content = json.loads(json.dumps(document(scenes.exchange(scenes.team()).incident)))

    read = as_current(before(content))

    assert read | {"schema": SCHEMA} == content


@pytest.mark.django_db
def test_a_document_of_today_is_left_as_it_is() -> None:
    content = document(scenes.simple(scenes.team()))

    assert as_current(content) is content


@pytest.mark.parametrize("against_x", [True, False])
def test_everybody_else_is_told_of_in_an_earlier_document_too(against_x: bool) -> None:
    alba, bero = (actor(f"{name}-x", "person", name, name) for name in ("Alba", "Bero"))
    steps = [("judicial_investigation", "2026-10-06"), ("no_case", "2026-10-12")]
    found = recorded("p", "penal", "decided", steps, against_x=against_x)
    found["respondents"] = [alba] if against_x else [alba, bero]
    found["events"][1]["respondent"] = alba

    (read,) = as_current(earlier(0) | {"procedures": [found]})["procedures"]

    told = [(each["respondent"], each["status"]) for each in read["statuses"]]
    assert told == [(alba, "decided"), (None, "in_progress")]
    assert read["status"] == "in_progress"


def test_a_document_of_the_first_schema_is_read_too() -> None:
    read = as_current(earlier(0))

    for part, keys in LATER_KEYS.items():
        assert all(keys <= set(record) for record in read[part])
