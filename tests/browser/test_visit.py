"""The visitor's way: home, list, filter, incident, the second that is cited."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from incidents import models
from tests.factories import AT, ReportFactory, ReportFileFactory
from tests.views.published import DENIED, PARTY, publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def published(live_server: LiveServer) -> tuple[str, models.Publication]:
    """Two incidents and a report, and the address of the server that shows them."""
    publish(title_en="")
    ReportFileFactory(report=ReportFactory(snapshot={"incidents": [], "changes": []}))
    return live_server.url, publish(at=AT + timedelta(days=1))


def paths(publication: models.Publication) -> list[str]:
    """Every page of the site that has something to show."""
    return [
        "",
        "incidents/",
        "incidents/?verdict=disputed&platform=tiktok",
        "incidents/?published_from=2026-13-01",
        f"incidents/{publication.reference}/",
        f"incidents/{publication.reference}/1/",
        f"incidents/{publication.reference}/compare/",
        f"sources/{publication.content['sources'][0]['id']}/",
        f"sources/{publication.content['sources'][0]['id']}/passage/?t=8",
        "actors/",
        f"actors/{PARTY}/",
        f"actors/{PARTY}/?as=promoted",
        "platforms/",
        "platforms/tiktok/",
        "elections/",
        f"elections/{publication.content['election']['slug']}/",
        "statistics/",
        "reports/",
        "reports/2026-09/",
        "corrections/",
        "method/",
        "contact/",
        "subscribe/?platform=tiktok",
        f"reply/?incident={publication.reference}",
        "method/data/",
        "method/licence/",
        "method/codebook/",
        "search/suggest/?q=aur",
        "audit/",
        "incidents/?q=plainte",
        "accessibility/",
        "privacy/",
        "legal/",
    ]


def walk(page: "Page", start: str, *, scripted: bool = True) -> None:
    """From the home page to the cited second of a denial."""
    page.goto(f"{start}/fr/")
    page.locator("nav.nav a").first.click()
    page.locator("input[name=platform][value=tiktok]").check()
    if not scripted:
        page.locator(".filters button[type=submit]").click()
    page.wait_for_url("**/fr/incidents/?platform=tiktok")
    page.locator(".card").nth(1).wait_for()
    page.locator(".card h2 a").first.click()
    page.locator(".say .answers a").first.click()
    denial = page.locator(".claim:target")
    assert DENIED in denial.inner_text()
    denial.locator("a.second").click()
    page.wait_for_url("**#t=8")
    assert DENIED in page.locator(":target").inner_text()


def test_from_home_to_the_cited_second(
    page: "Page", published: tuple[str, models.Publication]
) -> None:
    walk(page, published[0])

    for _step in ("the denial", "the incident", "the list"):
        page.go_back()
    assert page.locator("input[name=platform][value=tiktok]").is_checked()
    page.locator(".chip").first.click()
    page.wait_for_url("**/fr/incidents/")


def test_without_javascript(chromium: "Browser", published: tuple[str, models.Publication]) -> None:
    context = chromium.new_context(java_script_enabled=False)

    page = context.new_page()
    walk(page, published[0], scripted=False)
    page.set_viewport_size({"width": 320, "height": 700})
    actors, button = page.locator("nav.nav a").nth(1), page.locator("button.menu-button").first
    assert not actors.is_visible()
    button.press("Enter")
    assert actors.is_visible()
    page.keyboard.press("Escape")
    assert not actors.is_visible()

    context.close()


def test_the_language_switch_leads_to_the_same_page(
    page: "Page", published: tuple[str, models.Publication]
) -> None:
    page.goto(f"{published[0]}/fr/incidents/?platform=tiktok")

    page.locator(".languages a").click()

    page.wait_for_url(f"{published[0]}/en/incidents/?platform=tiktok")
    assert page.locator("html").get_attribute("lang") == "en"


def test_by_keyboard_alone(page: "Page", published: tuple[str, models.Publication]) -> None:
    page.goto(f"{published[0]}/fr/incidents/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_no_page_is_wider_than_the_screen(
    page: "Page", published: tuple[str, models.Publication]
) -> None:
    """Each page is loaded once and made wider."""
    start, publication = published
    wide = []
    for path in paths(publication):
        page.goto(f"{start}/fr/{path}")
        for width in (320, 360, 1280, 2560):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append((path, width))

    assert wide == []


def test_the_first_page_is_quick_to_understand(
    page: "Page", published: tuple[str, models.Publication]
) -> None:
    page.goto(f"{published[0]}/fr/")

    assert page.locator("h1").count() == 1
    assert re.search(r"\d", page.locator(".figures").inner_text())
    assert page.locator(".report-cover a").count() >= 2
    assert timezone.now() > AT


@pytest.mark.parametrize(("width", "beside"), [(1280, True), (1024, True), (1000, False)])
def test_an_answer_stands_beside_its_accusation_or_right_below(
    page: "Page", published: tuple[str, models.Publication], width: int, beside: bool
) -> None:
    """Never in another thread; and each thread of the graph stays whole in one column."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{published[0]}/fr/incidents/{published[1].reference}/")

    threads = page.locator(".claim--answered").all()
    for thread in threads:
        said = thread.locator(":scope > .claim__said").bounding_box()
        answers = thread.locator(":scope > .answers").bounding_box()
        assert said is not None
        assert answers is not None
        if beside:
            assert answers["y"] == said["y"]
            assert answers["x"] >= said["x"] + said["width"]
        else:
            assert answers["y"] >= said["y"] + said["height"]
    assert threads
    for node in page.locator(".tree > .node").all():
        assert node.evaluate("node => node.getClientRects().length") == 1
