"""What costs most to answer has a limit, and says when to come back."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_a_minute(settings: Settings) -> Iterator[None]:
    cache.clear()
    settings.COSTLY_RATE = "2/minute"
    yield
    cache.clear()


def test_the_third_costly_request_is_refused_in_the_design(client: Client) -> None:
    costly = ["/fr/incidents/?q=visage", "/fr/statistics/", "/fr/search/suggest/?q=vis"]

    *answered, refused = [client.get(address) for address in costly]

    assert [response.status_code for response in answered] == [200, 200]
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["Cache-Control"] == "no-store, private"
    assert "<h1>Trop de requêtes</h1>" in refused.text
    assert 'lang="fr"' in refused.text


def test_what_is_cheap_is_never_refused_nor_counted(client: Client) -> None:
    cheap = ["/fr/", "/fr/incidents/", "/fr/incidents/?q=", "/fr/actors/", "/fr/nowhere/"]

    assert {client.get(address).status_code for address in cheap * 2} <= {200, 302, 404}
    assert client.get("/fr/statistics/").status_code == 200


def test_another_address_has_a_limit_of_its_own(client: Client) -> None:
    for _time in range(3):
        last = client.get("/fr/statistics/")
    other = client.get("/fr/statistics/", REMOTE_ADDR="192.0.2.7")

    assert (last.status_code, other.status_code) == (429, 200)


def test_a_claimed_address_changes_nothing(client: Client) -> None:
    found = [
        client.get("/fr/statistics/", headers={"X-Forwarded-For": f"192.0.2.{number}"})
        for number in range(3)
    ]

    assert found[-1].status_code == 429
