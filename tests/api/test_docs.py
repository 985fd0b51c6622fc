"""docs/api.md names what there is: every filter, every address, every answer."""

import json
import re
from pathlib import Path
from typing import Any, cast

import pytest
from django.test import Client

from incidents.api.base import PublicView
from incidents.api.endpoint import CURSOR, EXPAND, FIELDS, ORDER, SIZE
from incidents.api.incidents import Incidents
from incidents.api.problem_kinds import KINDS
from incidents.api.urls import urlpatterns
from incidents.filters import IncidentFilter
from tests.views.published import publish

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text("utf-8")
PLACES = {
    **{"public_id": "ID", "slug": "SLUG", "code": "CODE", "vocabulary": "NAME"},
    **{"period": "PERIOD", "edition": "EDITION"},
    **{"kind": "incidents", "end": "csv", "day": "2026-11-26"},
}


def rows_of(heading: str) -> list[list[str]]:
    """The cells of the table that has this heading."""
    table = PAGE.split(f"| {heading} |", 1)[1].split("\n\n", 1)[0]
    return [[c.strip() for c in row.split("|")[1:-1]] for row in table.split("\n")[2:]]


def views() -> dict[str, type[PublicView]]:
    """By name of the route."""
    found = {str(pattern.name): cast("Any", pattern.callback).view_class for pattern in urlpatterns}
    assert all(issubclass(each, PublicView) for each in found.values())
    return found


def names(cell: str) -> set[str]:
    return set(re.findall(r"`([a-z_]+)`", cell))


def test_every_filter_of_incidents_is_in_the_table() -> None:
    """The second table of parameters: the first has what every list takes."""
    tables = PAGE.split("\n| Parameter | Value |\n")[1:]
    rows = [re.findall(r"^\| (`.+?) \|", each.split("\n\n")[0], re.M) for each in tables]
    first, second = ({name for row in table for name in names(row)} for table in rows)

    assert first == {SIZE, CURSOR, ORDER, FIELDS, EXPAND}
    assert second == set(IncidentFilter.get_filters())


def test_every_filter_of_a_record_is_in_its_table() -> None:
    told: dict[str, set[str]] = {}
    for kind, parameter, _value in rows_of("Of | Parameter | Value"):
        told.setdefault(kind, set()).update(names(parameter))
    common = {SIZE, CURSOR, ORDER, FIELDS, EXPAND}

    taken = {}
    for name, view in views().items():
        own = [each for each in view.endpoint.filters if each is not IncidentFilter]
        found = {filter_name for each in own for filter_name in each.get_filters()}
        found |= {parameter.name for parameter in view.endpoint.more}
        if found - common:
            taken[name] = found

    assert told == taken


def test_every_address_is_in_the_table() -> None:
    cells = [row[0] for row in rows_of("Address | Gives")]
    named = {each for cell in cells for each in re.findall("`([^`]+)`", cell)}
    routes = set()
    for pattern in urlpatterns:
        route = str(pattern.pattern).replace("<str:reference>", "INC-2026-0001")
        routes.add(f"/api/v1/{re.sub('<[a-z]+:([a-z_]+)>', lambda m: PLACES[m[1]], route)}")

    assert named == {route for route in routes if "*" not in route}
    assert f"{Incidents.endpoint.size} a page" in PAGE


def test_every_kind_of_problem_is_in_the_table() -> None:
    told = {row[1].strip("`"): row[0] for row in rows_of("Status | Type | Meaning") if row[1]}
    kinds = {kind.code: str(kind.status.value) for kind in KINDS}

    assert told == {code: kinds[code] for code in kinds.keys() - {"bad-request", "other"}}


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

    assert len(answers) == 15
    assert {path for path, status in answers.items() if status != 200} == {
        "/api/v1/incidents/?platfrom=tiktok"
    }


@pytest.mark.django_db
def test_what_is_doubtful_about_a_quote_is_in_the_answer_and_in_the_page() -> None:
    citation = publish().content["incident_citations"][0]
    named = set(re.findall(r"^\* `([a-z_]+)`:", PAGE, re.M))

    assert named == {"moment_url", "redacted", "made_by", "low_confidence", "newer"}
    assert named <= set(citation)
