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
    assert found["any_language"] == "https://vigie.example.org/fr/incidents/?q=rumeur&page=2"


def test_a_page_has_one_address_however_its_parameters_stand(rf: RequestFactory) -> None:
    with override("fr"):
        one = site(rf.get("/fr/incidents/?verdict=disputed&q=x&utm_source=b&platform="))
        two = site(rf.get("/fr/incidents/?q=x&verdict=disputed"))
        long = site(rf.get("/fr/incidents/", {"q": "x" * 70_000}))

    assert one["canonical_url"] == two["canonical_url"]
    assert "utm" not in one["canonical_url"] and "platform" not in one["canonical_url"]
    assert long["canonical_url"] == "https://vigie.example.org/fr/incidents/"


@pytest.mark.parametrize(
    "shown",
    [
        "incidents/?q=x&exact=1&order=updated&page=a~b",
        "actors/anna/?as=denies&page=a~b",
        "actors/?kind=party&letter=A",
        "sources/abc/passage/?version=1&to=9&t=4",
        "incidents/INC-2026-0001/compare/?from=1&to=2",
    ],
)
def test_what_an_address_shows_is_the_same_in_the_other_language(
    rf: RequestFactory, shown: str
) -> None:
    with override("fr"):
        found = site(rf.get(f"/fr/{shown}"))

    assert found["canonical_url"] == f"https://vigie.example.org/fr/{shown}"
    assert found["alternates"][1]["permanent"] == f"https://vigie.example.org/en/{shown}"


def test_the_home_page_of_no_language_is_the_root(rf: RequestFactory) -> None:
    with override("en"):
        assert site(rf.get("/en/"))["any_language"] == "https://vigie.example.org/"


def test_a_page_without_a_counterpart_leads_to_the_other_home_page(rf: RequestFactory) -> None:
    with override("fr"):
        found = site(rf.get("/fr/nothing-here/"))

    assert found["alternates"][1]["url"] == "/en/"


def test_permanent_links_never_come_from_the_host_header(rf: RequestFactory) -> None:
    with override("fr"):
        found = site(rf.get("/fr/incidents/?q=x", headers={"host": "evil.example"}))

    assert found["canonical_url"] == "https://vigie.example.org/fr/incidents/?q=x"
    assert "evil" not in str(found)
