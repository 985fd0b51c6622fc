"""What every answer of the API has in its headers."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client
from pytest_django import Settings

from incidents.api import deprecations
from incidents.api.deprecations import DEPRECATED, LEAST_DAYS, Deprecated
from tests import factories
from tests.api.asking import BASE, results
from tests.factories import AT
from tests.once import made_once
from tests.views.published import publish

pytestmark = pytest.mark.django_db
LISTS = (
    *("", "incidents/", "claims/", "procedures/", "appearances/", "sources/", "actors/"),
    *("platforms/", "elections/", "vocabularies/", "corrections/", "changes/", "reports/"),
    "audit/heads/",
)
CLAIMS = f"{BASE}/claims/"


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One incident of every kind of record."""
    with made_once(django_db_blocker):
        publish()
        factories.ended()
        yield


@pytest.fixture
def two_a_minute(settings: Settings) -> Iterator[None]:
    """A limit that is soon reached."""
    settings.API_A_MINUTE = 2
    caches["requests"].clear()
    with time_machine.travel(AT.replace(second=15), tick=False):
        yield
    caches["requests"].clear()


def details(client: Client) -> list[str]:
    """An address of each kind of detail."""
    found = []
    for name in ("claims", "procedures", "appearances", "sources"):
        found.append(f"{name}/{results(client, f'{BASE}/{name}/')[0]['id']}/")
    return [
        *found,
        f"{found[-1]}transcripts/",
        f"{found[-1]}segments/",
        *("incidents/INC-2026-0001/", "incidents/INC-2026-0001/changes/"),
        *("actors/alliance-aurore/", "platforms/tiktok/", "elections/xv-2026/"),
        "vocabularies/stance/",
    ]


def test_who_has_the_answer_is_not_sent_it_again(client: Client) -> None:
    for address in [*LISTS, *details(client)]:
        first = client.get(f"{BASE}/{address}")
        again = client.get(f"{BASE}/{address}", headers={"If-None-Match": first["ETag"]})
        other = client.get(f"{BASE}/{address}", headers={"If-None-Match": 'W/"0"'})

        assert (again.status_code, again.content) == (304, b""), address
        assert again["ETag"] == first["ETag"]
        assert again["Access-Control-Allow-Origin"] == "*"
        assert other.status_code == 200


def test_any_page_of_the_web_may_read_it(client: Client) -> None:
    for address in (CLAIMS, f"{CLAIMS}nothing/", f"{BASE}/nothing/", f"{CLAIMS}?colour=red"):
        response = client.get(address)
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "RateLimit" in response["Access-Control-Expose-Headers"]
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    asked = client.options(CLAIMS, headers={"Access-Control-Request-Method": "GET"})
    assert (asked.status_code, asked.content) == (204, b"")
    assert asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in asked["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in asked
    assert "Access-Control-Allow-Origin" not in client.get("/fr/licence/")


def test_each_answer_says_how_many_are_left(client: Client, two_a_minute: None) -> None:
    first = client.get(CLAIMS)
    second = client.get(CLAIMS, headers={"If-None-Match": first["ETag"]})
    # A visitor cannot count as another one by claiming to come through a proxy.
    third = client.get(CLAIMS, headers={"X-Forwarded-For": "192.0.2.7", "Accept-Language": "fr"})

    assert first["RateLimit-Policy"] == '"address";q=2;w=60'
    assert [each["RateLimit"] for each in (first, second, third)] == [
        *('"address";r=1;t=45', '"address";r=0;t=45', '"address";r=0;t=45')
    ]
    assert [each.status_code for each in (first, second, third)] == [200, 304, 429]
    assert third["Content-Type"] == "application/problem+json"
    assert third["Retry-After"] == "45"
    assert third["Content-Language"] == "fr"
    assert third["Cache-Control"] == "no-store, private"
    assert third.json()["type"].endswith("#problem-too-many-requests")


def test_the_next_minute_begins_anew(client: Client, two_a_minute: None) -> None:
    for _ in range(3):
        client.get(CLAIMS)

    with time_machine.travel(AT.replace(minute=1), tick=False):
        assert client.get(CLAIMS).status_code == 200


def test_a_kept_answer_counts_as_any_other(
    client: Client, two_a_minute: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PAGES_KEPT_S = 10
    monkeypatch.setattr("incidents.snapshots.now", lambda: "1:1:")
    caches["pages"].clear()

    left = [client.get(CLAIMS)["RateLimit"] for _ in range(2)]
    caches["pages"].clear()

    assert left == ['"address";r=1;t=45', '"address";r=0;t=45']


def test_without_a_limit_nothing_is_said_of_one(client: Client) -> None:
    assert "RateLimit" not in client.get(CLAIMS)


def test_what_is_to_go_is_announced(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    note = Deprecated(date(2027, 1, 1), date(2028, 1, 1), "http://127.0.0.1:8000/en/api/#stance")
    earlier = Deprecated(date(2027, 1, 1), date(2027, 7, 1), "http://127.0.0.1:8000/en/api/#gone")
    monkeypatch.setitem(DEPRECATED, ("api:claims", "stance"), note)
    monkeypatch.setitem(DEPRECATED, ("api:elections", ""), earlier)

    told = client.get(f"{CLAIMS}?stance=denies&page_size=1")
    whole = client.get(f"{BASE}/elections/")

    assert told["Deprecation"] == "@1798761600"
    assert told["Sunset"] == "Sat, 01 Jan 2028 00:00:00 GMT"
    assert told["Link"] == f'<{note.explained}>; rel="deprecation"; type="text/html"'
    assert whole["Sunset"] == "Thu, 01 Jul 2027 00:00:00 GMT"
    assert "Deprecation" not in client.get(CLAIMS)
    assert 'rel="next"' in client.get(f"{CLAIMS}?page_size=1")["Link"]


def test_what_is_deprecated_lives_for_a_year() -> None:
    for each in deprecations.DEPRECATED.values():
        assert (each.sunset - each.since).days >= LEAST_DAYS


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_problem_is_in_the_language_asked_for(client: Client, language: str) -> None:
    for address in (f"{CLAIMS}?colour=red", f"{CLAIMS}nothing/", f"{BASE}/claims/a/b/"):
        response = client.get(address, headers={"Accept-Language": language})

        assert response["Content-Language"] == language
        assert "Accept-Language" in response["Vary"]
        problem = response.json()
        assert problem["type"].startswith("http://127.0.0.1:8000/en/api/#problem-")
        assert problem["title"]
