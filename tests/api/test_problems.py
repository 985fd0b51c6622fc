"""What the API answers when it cannot answer: RFC 9457, naming parameter and value."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from tests.factories import PlatformFactory
from tests.views.published import publish

pytestmark = pytest.mark.django_db

LIST = "/api/v1/incidents/"


def problem(client: Client, address: str, language: str = "en") -> dict[str, Any]:
    """The problem details of an address that is refused."""
    response = client.get(address, headers={"Accept-Language": language})
    assert response["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["status"] == response.status_code
    assert body["type"].startswith("http://127.0.0.1:8000/en/api/#problem-")
    return body


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("platfrom", "platform"),
        ("Verdict", "verdict"),
        ("page", "page_size"),
        ("xyz", None),
        ("published_since", "published_to"),
        ("claims__speaker__id", None),
        ("field", "fields"),
    ],
)
def test_an_unknown_parameter_is_named_with_the_nearest_right_one(
    client: Client, name: str, nearest: str | None
) -> None:
    body = problem(client, f"{LIST}?{name}=1")

    assert body["status"] == 400
    assert body["type"].endswith("#problem-bad-parameters")
    assert [error["parameter"] for error in body["errors"]] == [name]
    if name != "published_since":
        assert body["errors"][0].get("nearest") == nearest


@pytest.mark.parametrize(
    ("query", "parameter", "part"),
    [
        ("platform=nowhere", "platform", "nowhere"),
        ("platform=", "platform", ""),
        ("verdict=true", "verdict", "true"),
        ("published_from=2026-13-01", "published_from", "valid date"),
        ("facts_to=soon", "facts_to", "valid date"),
        ("q=" + "x" * 201, "q", "200"),
        ("q=%00", "q", "Null"),
        ("cursor=after~nonsense", "cursor", "“after~nonsense”"),
        ("cursor=after~2026-99-99T00:00:00Z~INC-2026-0001", "cursor", "2026-99-99"),
        ("q=a&q=b", "q", "once"),
        ("cursor=a&cursor=b", "cursor", "once"),
    ],
)
def test_a_value_that_cannot_be_read_is_told_by_parameter(
    client: Client, query: str, parameter: str, part: str
) -> None:
    publish()

    body = problem(client, f"{LIST}?{query}")

    assert body["status"] == 400
    assert [error["parameter"] for error in body["errors"]] == [parameter]
    assert part in body["errors"][0]["message"]


def test_everything_wrong_is_told_at_once(client: Client) -> None:
    body = problem(client, f"{LIST}?verdict=true&facts_to=soon&platfrom=x")

    assert {error["parameter"] for error in body["errors"]} == {"verdict", "facts_to", "platfrom"}


def test_many_values_of_one_filter_cost_one_query(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    PlatformFactory(code="a")
    PlatformFactory(code="b")

    with django_assert_max_num_queries(3):
        assert client.get(f"{LIST}?platform=a&platform=b&platform=a").status_code == 200


@pytest.mark.parametrize(
    "address",
    ["INC-2026-9999/", "inc-2026-0001/", "%00/", "INC-2026-%D9%A1%D9%A2%D9%A3%D9%A4/", "a/b/"],
)
def test_what_is_nowhere_is_404(client: Client, address: str) -> None:
    assert problem(client, LIST + address)["status"] == 404


def test_an_address_below_the_api_that_is_none(client: Client) -> None:
    assert problem(client, "/api/v1/motifs/")["status"] == 404


def test_the_index_leads_to_what_there_is(client: Client) -> None:
    found = client.get("/api/v1/").json()

    assert found["incidents"] == "http://127.0.0.1:8000/api/v1/incidents/"
    for address in found.values():
        assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_the_address_without_its_slash_leads_to_the_one_with_it(client: Client) -> None:
    response = client.get("/api/v1/incidents?verdict=disputed")

    assert response.status_code == 301
    assert response["Location"] == "/api/v1/incidents/?verdict=disputed"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client: Client, method: str) -> None:
    response = getattr(client, method)(LIST, data="{}", content_type="application/json")

    assert response.status_code == 405
    assert response["Content-Type"] == "application/problem+json"
    assert "GET" in response["Allow"]


def test_details_are_in_the_readers_language(client: Client) -> None:
    french = problem(client, f"{LIST}?verdict=true", "fr")["errors"][0]["message"]
    english = problem(client, f"{LIST}?verdict=true", "en")["errors"][0]["message"]

    assert french != english


def test_a_browser_and_a_client_that_wants_xml_get_json(client: Client) -> None:
    for wanted in ("text/html", "application/xml", "*/*"):
        response = client.get(LIST, headers={"Accept": wanted})
        assert (response.status_code, response["Content-Type"]) == (200, "application/json")


def test_without_its_database_it_says_when_to_come_back(client: Client) -> None:
    def away(*args: Any) -> Any:
        raise OperationalError("the server closed the connection at 192.0.2.1")

    with connection.execute_wrapper(away):
        response = client.get(LIST)

    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert response["Content-Type"] == "application/problem+json"
    assert "192.0.2.1" not in response.content.decode()
