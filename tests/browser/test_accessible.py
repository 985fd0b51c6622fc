"""axe finds nothing on any page, in both languages and both colour schemes."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_visit import paths
from tests.factories import AT, ReportFactory, ReportFileFactory
from tests.views.published import correct, publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


CONTRAST = {"runOnly": ["color-contrast"]}
"""All that the dark scheme can change."""


def findings(response: Any) -> list[str]:
    """What axe says, in one line each, with the place."""
    return [
        f"{found['id']} ({found['impact']}): {found['nodes'][0]['html'][:200]}"
        for found in response["violations"]
    ]


@pytest.mark.parametrize("language", ["fr", pytest.param("en", marks=pytest.mark.long)])
def test_axe_finds_nothing(chromium: "Browser", live_server: LiveServer, language: str) -> None:
    publication = correct(publish(at=AT - timedelta(days=9), title_en=""), notice="Corrigé.")
    ReportFileFactory(report=ReportFactory(snapshot={"incidents": [], "changes": []}))
    # axe is injected as a script, which the pages' own policy rightly refuses.
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    found = {}
    for path in [*paths(publication), "no-such-page/"]:
        page.emulate_media(color_scheme="light")
        page.goto(f"{live_server.url}/{language}/{path}")
        found[path] = findings(Axe().run(page).response)
        page.emulate_media(color_scheme="dark")
        found[path] += findings(Axe().run(page, options=CONTRAST).response)
    context.close()

    assert {path: what for path, what in found.items() if what} == {}
