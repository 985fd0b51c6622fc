"""The visitor's way: home, list, filter, incident, the second that is cited."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import URLResolver, get_resolver, resolve
from django.utils import timezone, translation
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from incidents import models
from incidents.views import incidents
from tests.browser import routes
from tests.browser.routes import NOWHERE
from tests.factories import AT, ReportFactory, ReportFileFactory
from tests.house.crawler import declared
from tests.views.published import DENIED, publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def published(live_server: LiveServer) -> tuple[str, models.Publication]:
    """Two incidents and a report, and the address of the server that shows them."""
    publish(title_en="")
    ReportFileFactory(report=ReportFactory(snapshot={"incidents": [], "changes": []}))
    return live_server.url, publish(at=AT + timedelta(days=1))


CHIP = ".chip[href$='?q=plainte']"
"""The filter beside these words, as it is removed."""


@pytest.fixture
def one_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two incidents make two pages."""
    monkeypatch.setattr(incidents, "PAGE_SIZE", 1)


def shown(page: "Page") -> str:
    """The reference of the one incident that is listed."""
    return page.locator(".card__margin span").first.inner_text()


def come_to(page: "Page", query: str, controls: dict[str, bool]) -> None:
    """The list is at this address, and its controls say so."""
    page.wait_for_url(f"**/fr/incidents/{query}")
    for selector, there in controls.items():
        expect(page.locator(selector)).to_have_count(int(there))
    ticked = "platform=tiktok" in query
    expect(page.locator("#id_platform_tiktok")).to_be_checked(checked=ticked)


WAY = tuple(
    f"?q=plainte{more}" for more in ("&order=claims", "", "&platform=tiktok", "", "&order=claims")
)
"""Back from the second page to the first filter, and forth again."""


def leave(page: "Page", go: str, *, scripted: bool) -> None:
    """Back or forward, until the page that was there is gone: a script loads it anew."""
    if scripted:
        page.evaluate("document.documentElement.id = 'left'")
    page.go_back() if go == "back" else page.go_forward()
    if scripted:
        page.locator("html:not(#left)").wait_for()


def steps_of_the_list(page: "Page", *, scripted: bool) -> None:
    """Tick, untick by the chip, another order, the next page; and all the way back and forth."""
    claims = "#order_claims[aria-current]"
    page.locator("#id_platform_tiktok").check()
    if not scripted:
        page.locator("#show").click()
    come_to(page, "?q=plainte&platform=tiktok", {CHIP: True, claims: False})
    page.locator(CHIP).click()
    come_to(page, "?q=plainte", {CHIP: False, claims: False})
    page.locator("#order_claims").click()
    come_to(page, "?q=plainte&order=claims", {CHIP: False, claims: True})
    first = shown(page)
    page.locator("[rel=next]").click()
    page.wait_for_url("**&page=*")
    page.locator("[rel=prev]").wait_for()
    assert {first, shown(page)} == {"INC-2026-0001", "INC-2026-0002"}
    for query, go in zip(WAY, ["back"] * 3 + ["forward"] * 2, strict=True):
        leave(page, go, scripted=scripted)
        come_to(page, query, {CHIP: "platform" in query, claims: "order" in query})
    assert shown(page) == first


def to_the_cited_second(page: "Page") -> None:
    """From the list to the incident, from an accusation to its denial, and to where it is said."""
    page.locator(".card h2 a").first.click()
    page.locator(".say .answers a").first.click()
    denial = page.locator(".claim:target")
    assert DENIED in denial.inner_text()
    denial.locator("a.second").click()
    page.wait_for_url("**#t=8")
    assert DENIED in page.locator(":target").inner_text()


@pytest.mark.usefixtures("one_a_page")
def test_from_home_to_the_cited_second(
    page: "Page", published: tuple[str, models.Publication]
) -> None:
    page.goto(f"{published[0]}/fr/")
    page.locator("nav.nav a").first.click()
    page.locator("#id_q").press_sequentially("plai")
    page.locator("#suggestions a", has_text="plainte").click()
    come_to(page, "?q=plainte", {CHIP: False})

    steps_of_the_list(page, scripted=True)
    to_the_cited_second(page)

    for _step in ("the denial", "the incident", "the list"):
        page.go_back()
    come_to(page, "?q=plainte&order=claims", {"#order_claims[aria-current]": True})


@pytest.mark.usefixtures("one_a_page")
def test_without_javascript(chromium: "Browser", published: tuple[str, models.Publication]) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{published[0]}/fr/")
    page.locator("#home-words").fill("plainte")
    page.keyboard.press("Enter")
    come_to(page, "?q=plainte", {CHIP: False})

    steps_of_the_list(page, scripted=False)
    to_the_cited_second(page)
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


def tab_to(page: "Page", selector: str) -> None:
    """On by Tab until what is asked for has the focus; at every stop one sees where one is."""
    for _stop in range(60):
        page.keyboard.press("Tab")
        there, outline = page.evaluate(STOP, selector)
        assert outline, page.evaluate("document.activeElement.outerHTML")
        if there:
            return
    pytest.fail(f"no way by Tab to {selector}")


STOP = """selector => {
    const here = document.activeElement, style = getComputedStyle(here);
    const box = here.getBoundingClientRect();
    const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
        && box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
    return [here.matches(selector), seen];
}"""
"""Whether the focus is where it is asked for, and whether it is seen: outlined, in the window."""


@pytest.mark.usefixtures("one_a_page")
def test_by_keyboard_alone(page: "Page", published: tuple[str, models.Publication]) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{published[0]}/fr/incidents/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"

    tab_to(page, "#id_q")
    page.keyboard.type("plai")
    page.locator("#suggestions a").first.wait_for()
    tab_to(page, "#suggestions a")
    page.keyboard.press("Enter")
    come_to(page, "?q=plainte", {CHIP: False})
    tab_to(page, "#id_verdict > summary")
    page.keyboard.press("Enter")
    tab_to(page, "#id_verdict_verified_fake")
    page.keyboard.press("Space")
    come_to(page, "?q=plainte&verdict=verified_fake", {CHIP: True})
    assert page.evaluate("document.activeElement.id") == "id_verdict_verified_fake"
    tab_to(page, CHIP)
    page.keyboard.press("Enter")
    come_to(page, "?q=plainte", {CHIP: False})
    page.locator("#count:focus").wait_for()
    tab_to(page, "#order_claims")
    page.keyboard.press("Enter")
    come_to(page, "?q=plainte&order=claims", {"#order_claims[aria-current]": True})
    tab_to(page, "[rel=next]")
    page.keyboard.press("Enter")
    page.wait_for_url("**&page=*")
    page.locator("[rel=prev]").wait_for()
    tab_to(page, ".card h2 a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/incidents/INC-*/")


WIDTHS = (320, 360, 1280, 2560)


def test_no_page_is_wider_than_the_screen(chromium: "Browser", live_server: LiveServer) -> None:
    """Each page is loaded once and made wider. The browser complains of pages that say that there
    is nothing, so nobody listens to it here."""
    site, page = routes.make(), chromium.new_page()
    places = [f"{live_server.url}/fr/{path}" for path in routes.paths(site.publication)]
    places += [f"{live_server.url}/fr/{path}" for path in routes.more(site)]
    wide = []
    for place in places + routes.plain(page, live_server.url):
        page.goto(place)
        assert page.locator("h1").count() == 1, place
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append((place, width))
    page.close()

    assert wide == []


def test_every_page_is_among_those_that_are_looked_at() -> None:
    """Every route below the language that answers with a page."""
    site = routes.make()
    known = [each for each in routes.paths(site.publication) + routes.more(site) if each != NOWHERE]
    with translation.override("en"):
        found = [resolve(f"/en/{path.partition('?')[0]}").route for path in known]
    below = get_resolver().url_patterns[-1]
    assert isinstance(below, URLResolver)

    pages = {route for route in declared(below.url_patterns) if "." not in route}
    assert pages == {route.removeprefix("en/") for route in found}


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
