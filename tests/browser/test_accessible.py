"""axe finds nothing on any page, in both languages and both colour schemes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.axe import violations
from tests.browser import routes

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


CONTRAST = "color-contrast"
"""All that the dark scheme can change."""


def findings(broken: list[Any]) -> list[str]:
    """What axe says, in one line each, with the place."""
    return [
        f"{found['id']} ({found['impact']}): {found['nodes'][0]['html'][:200]}" for found in broken
    ]


def test_axe_finds_what_is_broken(chromium: "Browser") -> None:
    page = chromium.new_page()
    page.set_content("<title>T</title><p style='color: #ddd; background: #fff'>Pale<img src=''>")

    every, contrast = violations(page), violations(page, CONTRAST)
    page.close()

    assert {"image-alt", "html-has-lang", CONTRAST} <= {rule["id"] for rule in every}
    assert [(rule["id"], len(rule["nodes"])) for rule in contrast] == [(CONTRAST, 1)]


def in_both_schemes(page: "Page", places: list[str]) -> dict[str, list[str]]:
    """What axe finds on each page; in the dark only what the dark can change."""
    found = {}
    for place in places:
        page.emulate_media(color_scheme="light")
        page.goto(place)
        found[place] = findings(violations(page))
        page.emulate_media(color_scheme="dark")
        found[place] += findings(violations(page, CONTRAST))
    return {place: what for place, what in found.items() if what}


@pytest.fixture
def page(chromium: "Browser") -> "Iterator[Page]":
    """A page that lets axe in: the pages' own policy rightly refuses it."""
    context = chromium.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["fr", pytest.param("en", marks=pytest.mark.long)])
def test_axe_finds_nothing(page: "Page", live_server: LiveServer, language: str) -> None:
    publication = routes.make().publication
    places = [*routes.paths(publication), routes.NOWHERE]

    assert in_both_schemes(page, [f"{live_server.url}/{language}/{path}" for path in places]) == {}


@pytest.mark.long
@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_where_there_is_nothing_and_after_forms(
    page: "Page", live_server: LiveServer, language: str
) -> None:
    site = routes.make()
    places = [f"{live_server.url}/{language}/{path}" for path in routes.more(site)]
    places += routes.plain(page, live_server.url)

    assert in_both_schemes(page, places) == {}


@pytest.mark.long
@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_in_what_is_open(
    page: "Page", live_server: LiveServer, language: str
) -> None:
    """Everything unfolded, suggestions shown, a form sent back with its errors."""
    publication = routes.make().publication
    start, found = f"{live_server.url}/{language}/", {}
    for path in (
        "incidents/?q=plainte",
        f"incidents/{publication.reference}/",
        "statistics/",
        f"reply/?incident={publication.reference}",
        "subscribe/?platform=tiktok",
    ):
        page.goto(start + path)
        page.evaluate(OPEN)
        if path.startswith("incidents/?"):
            page.locator("#id_q").press_sequentially("x")
            page.locator("#suggestions > *").first.wait_for()
        if path.startswith(("reply", "subscribe")):
            page.evaluate(SEND)
            page.locator(".errorlist").first.wait_for()
        found[path] = findings(violations(page))
        page.emulate_media(color_scheme="dark")
        found[path] += findings(violations(page, CONTRAST))
        page.emulate_media(color_scheme="light")

    assert {path: what for path, what in found.items() if what} == {}


OPEN = "document.querySelectorAll('details').forEach(each => { each.open = true; })"
SEND = "document.querySelector('main form').noValidate = true;"
SEND += "document.querySelector('main form [type=submit]').click()"
