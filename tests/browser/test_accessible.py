"""axe finds nothing on any page, in both languages and both colour schemes."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.axe import violations
from tests.browser.test_visit import paths
from tests.factories import AT, ReportFactory, ReportFileFactory
from tests.views.published import correct, publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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
        found[path] = findings(violations(page))
        page.emulate_media(color_scheme="dark")
        found[path] += findings(violations(page, CONTRAST))
    context.close()

    assert {path: what for path, what in found.items() if what} == {}
