"""How tests ask the API."""

from typing import Any

from django.test import Client

SITE = "http://127.0.0.1:8000"
BASE = "/api/v1"


def read(client: Client, address: str) -> dict[str, Any]:
    """The JSON of an address that answers; whole addresses as the API gives them, too."""
    response = client.get(address.removeprefix(SITE))
    assert response.status_code == 200, response.content
    body: dict[str, Any] = response.json()
    return body


def results(client: Client, address: str) -> list[dict[str, Any]]:
    """The items of a page."""
    found: list[dict[str, Any]] = read(client, address)["results"]
    return found


def ids(client: Client, address: str) -> list[str]:
    """The ids of the items of a page."""
    return [each["id"] for each in results(client, address)]


def walk(client: Client, address: str) -> list[dict[str, Any]]:
    """The items of all pages from one on, by the addresses of the next."""
    found: list[dict[str, Any]] = []
    onward: str | None = address
    while onward:
        body = read(client, onward)
        found += body["results"]
        onward = body["next"]
    return found


def errors(client: Client, address: str) -> dict[str, dict[str, str]]:
    """What is wrong with an address that is refused, by parameter."""
    response = client.get(address, headers={"Accept-Language": "en"})
    assert response.status_code == 400, response.content
    return {error["parameter"]: error for error in response.json()["errors"]}
