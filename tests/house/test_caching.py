"""Every route chooses: a shared cache may keep what it answers, or nobody may."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path

from tests.house.crawler import Crawl
from tests.views import published
from tracker import urls
from tracker.caching import GONE_SOON, PER_VISITOR, POLICIES, PRIVATE

PUBLIC = {GONE_SOON, *(policy.header for policy in POLICIES.values())} - {""}


def names(
    patterns: Iterable[URLPattern | URLResolver] | None = None, space: str = ""
) -> dict[str, str]:
    """Names of the routes outside the staff pages, with the pattern of each."""
    found: dict[str, str] = {}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            if str(pattern.pattern) != "admin/":
                inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
                found |= names(pattern.url_patterns, inner)
        elif not str(pattern.pattern).startswith("admin/"):
            found[f"{space}{pattern.name}"] = str(pattern.pattern)
    return found


def check_policies(seen: Crawl) -> None:
    """Every answer of a crawl has exactly one of the two policies; a public one knows nobody."""
    for address, answer in seen.answers.items():
        headers = answer.partition("\n\n")[0]
        lines = dict(line.split(": ", 1) for line in headers.splitlines() if ": " in line)
        kept = lines["Cache-Control"]
        assert kept in PUBLIC | {PRIVATE}, address
        if kept in PUBLIC:
            assert "Set-Cookie" not in headers, address
            assert "Cookie" not in lines.get("Vary", ""), address
            assert "csrfmiddlewaretoken" not in answer, address
        if seen.statuses[address] not in {200, 301, 302, 404, 410}:
            assert kept == PRIVATE, address


def test_every_route_has_chosen_and_every_choice_is_of_a_route() -> None:
    found = names()

    assert {name: found[name] for name in found.keys() - POLICIES.keys()} == {}, (
        "say in tracker/caching.py whether a shared cache may keep what these routes answer"
    )
    assert POLICIES.keys() - found.keys() == set()


def test_a_route_that_has_not_chosen_is_private(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(POLICIES, "robots")

    assert client.get("/robots.txt").headers["Cache-Control"] == PRIVATE


@pytest.mark.django_db
def test_no_public_page_is_kept_for_longer_than_a_withdrawal_may_wait(client: Client) -> None:
    """What shared caches may show of it adds up to less than a minute."""
    made = published.publish()

    kept = client.get(f"/fr/incidents/{made.reference}/").headers["Cache-Control"]

    words = dict(part.partition("=")[::2] for part in kept.split(", "))
    assert int(words["s-maxage"]) + int(words["stale-while-revalidate"]) <= 60
    assert int(words["max-age"]) + int(words["stale-while-revalidate"]) <= 60


def visitor(request: HttpRequest) -> HttpResponse:
    request.session.get("seen")
    return HttpResponse("looked at the session")


def cookie(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("sets a cookie")
    response.set_cookie("seen", "1")
    return response


urlpatterns = [
    path("visitor/", visitor, name="root"),
    path("cookie/", cookie, name="robots"),
    *urls.urlpatterns,
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/visitor/", "/cookie/"])
@pytest.mark.urls(__name__)
def test_what_knows_its_visitor_is_private_whatever_it_chose(client: Client, address: str) -> None:
    assert PER_VISITOR not in (POLICIES["root"], POLICIES["robots"])

    assert client.get(address).headers["Cache-Control"] == PRIVATE
