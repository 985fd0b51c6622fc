"""The list in a browser: parts of it change in their place, and nothing else is lost."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from pytest_django.live_server_helper import LiveServer

from incidents.models import ListedIncident
from tests.factories import AT
from tests.views.published import publish

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_filters_change_the_list_in_its_place(page: "Page", live_server: LiveServer) -> None:
    """The address follows, the number is announced, the focus and the folds stay, and the way back
    leads through every step."""
    publish()
    publish(at=AT + timedelta(days=1), verdict="disputed")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    start = f"{live_server.url}/en/incidents/"
    page.goto(start)
    page.evaluate("window.kept = true")

    page.locator("#id_verdict > summary").click()
    page.locator("#id_verdict_disputed").check()
    page.wait_for_url(f"{start}?verdict=disputed")
    page.locator(".chip").first.wait_for()

    assert page.evaluate("window.kept")
    assert page.locator("#announced").inner_text() == "1 incident"
    assert page.evaluate("document.activeElement.id") == "id_verdict_disputed"
    assert page.locator("#id_verdict").get_attribute("open") is not None
    assert page.locator("#languages a").get_attribute("href") == "/fr/incidents/?verdict=disputed"

    page.locator("#order_claims").click()
    page.wait_for_url(f"{start}?verdict=disputed&order=claims")
    page.locator("#order_claims[aria-current]").wait_for()
    page.locator(".chip").first.click()
    page.wait_for_url(f"{start}?order=claims")
    page.locator(".card").nth(1).wait_for()
    assert page.evaluate("window.kept")
    assert page.evaluate("document.activeElement.id") == "count"

    page.go_back()
    page.locator(".chip").first.wait_for()
    assert page.url == f"{start}?verdict=disputed&order=claims"
    assert page.locator(".card").count() == 1
    assert said == []
    assert ListedIncident.objects.count() == 2
