"""What every template knows about the site."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.utils.translation import override
from pytest_django import Settings

from tracker.context import site


@pytest.fixture(autouse=True)
def address(settings: Settings) -> None:
    settings.SITE_URL = "https://vigie.example.org"


def test_the_other_language_keeps_the_filter(rf: RequestFactory) -> None:
    with override("fr"):
        found = site(rf.get("/fr/incidents/?q=rumeur&page=2"))

    french, english = found["alternates"]
    assert (french["code"], french["current"]) == ("fr", True)
    assert (english["code"], english["current"]) == ("en", False)
    assert english["url"] == "/en/incidents/?q=rumeur&page=2"
    assert english["permanent"] == "https://vigie.example.org/en/incidents/?q=rumeur&page=2"


def test_a_page_without_a_counterpart_leads_to_the_other_home_page(rf: RequestFactory) -> None:
    with override("fr"):
        found = site(rf.get("/fr/nothing-here/"))

    assert found["alternates"][1]["url"] == "/en/"


def test_permanent_links_never_come_from_the_host_header(rf: RequestFactory) -> None:
    with override("fr"):
        found = site(rf.get("/fr/incidents/?q=x", headers={"host": "evil.example"}))

    assert found["canonical_url"] == "https://vigie.example.org/fr/incidents/"
    assert "evil" not in str(found)
