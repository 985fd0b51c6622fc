"""docs/api.md names what there is: every filter, every address, every answer."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client

from incidents.api.parameters import CURSOR, ORDER, PAGE_SIZE
from incidents.api.urls import urlpatterns
from incidents.filters import IncidentFilter
from tests.views.published import publish

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text("utf-8")
ROWS = re.findall(r"^\| (`.+?) \|", PAGE, re.M)


def test_every_parameter_is_in_the_table() -> None:
    rows = [row for row in ROWS if not row.startswith("`/")]
    named = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}

    assert named == {*IncidentFilter.get_filters(), ORDER, CURSOR}


def test_every_address_is_in_the_table() -> None:
    named = {row.strip("`") for row in ROWS if row.startswith("`/")}
    routes = {
        f"/api/v1/{pattern.pattern}".replace("<str:reference>", "INC-2026-0001")
        for pattern in urlpatterns
        if pattern.name not in {"nowhere", "submissions", "submission"}  # docs/submitting.md
    }

    assert named == routes
    assert f"{PAGE_SIZE} a page" in PAGE


@pytest.mark.django_db
def test_the_example_of_a_problem_is_what_is_answered(client: Client) -> None:
    example = re.search(r'^    (\{"type".+?\]\})$', PAGE, re.M | re.S)
    assert example

    answer = client.get(
        "/api/v1/incidents/?platfrom=tiktok", headers={"Accept-Language": "en"}
    ).json()

    assert json.loads(example[1]) == answer


@pytest.mark.django_db
def test_every_example_asks_something_that_is_answered(client: Client) -> None:
    publish()
    asked = re.findall(r"http://127\.0\.0\.1:8000(/api/v1/[^\s']*)", PAGE)

    answers = {path: client.get(path).status_code for path in asked}

    assert len(answers) == 5
    assert set(answers.values()) == {200, 400}


@pytest.mark.django_db
def test_what_is_doubtful_about_a_quote_is_in_the_answer_and_in_the_page() -> None:
    citation = publish().content["incident_citations"][0]
    named = set(re.findall(r"^\* `([a-z_]+)`:", PAGE, re.M))

    assert named == {"moment_url", "redacted", "made_by", "low_confidence", "newer"}
    assert named <= set(citation)
