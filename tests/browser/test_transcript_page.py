"""The public transcript in a browser: every mark that a line can bear, and its second."""

from typing import TYPE_CHECKING

import pytest
from pytest_django.live_server_helper import LiveServer

from incidents import codes, models
from tests.axe import violations
from tests.browser.test_accessible import CONTRAST, findings
from tests.factories import TranscriptFactory
from tests.forged import forging
from tests.redactions import redact
from tests.views.published import TEXTS, correct, publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MARKED = "Nous porterons plainte.\nCela ne fait aucun doute."


@pytest.fixture
def marked() -> models.Publication:
    """Machine text: a doubtful line, one in two lines, one redacted, some beside what is cited,
    and a newer version that says something else."""
    first = publish()
    models.SourceMedia.objects.update(url="https://youtu.be/abc")
    transcript = models.Transcript.objects.get()
    with forging():
        models.Transcript.objects.update(
            made_by=codes.MadeBy.MACHINE, tool="Whisper", tool_version="large-v3"
        )
        transcript.segments.filter(position=0).update(confidence=0.3)
        transcript.segments.filter(position=4).update(text=MARKED)
    changed = ["Autre chose.", *TEXTS[1:4], MARKED, *TEXTS[5:]]
    TranscriptFactory(source=transcript.source, number=2, reason="Relue.", texts=changed)
    redact(transcript, 2, 2)
    return correct(first, notice="Une précision.")


def addresses(publication: models.Publication) -> list[str]:
    source = publication.content["sources"][0]["id"]
    return [f"sources/{source}/", f"incidents/{publication.reference}/"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_on_marked_lines(
    chromium: "Browser", live_server: LiveServer, marked: models.Publication, language: str
) -> None:
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    found = {}
    for path in addresses(marked):
        page.emulate_media(color_scheme="light")
        page.goto(f"{live_server.url}/{language}/{path}")
        found[path] = findings(violations(page))
        page.emulate_media(color_scheme="dark")
        found[path] += findings(violations(page, CONTRAST))
    context.close()

    assert {path: what for path, what in found.items() if what} == {}


def test_the_ends_of_lines_inside_a_passage_are_seen(
    page: "Page", live_server: LiveServer, marked: models.Publication
) -> None:
    page.goto(f"{live_server.url}/fr/{addresses(marked)[0]}")

    said = page.locator(".segment__text", has_text="Nous porterons").first

    assert said.inner_text().split("\n") == MARKED.split("\n")


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_window(
    page: "Page", live_server: LiveServer, marked: models.Publication, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path in addresses(marked):
        page.goto(f"{live_server.url}/fr/{path}")

        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_asked_second_is_found_without_a_script(
    chromium: "Browser", live_server: LiveServer, marked: models.Publication
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(f"{live_server.url}/en/{addresses(marked)[0]}?t=17")

    assert page.url.endswith("#t=16")
    assert page.locator(":target .segment__text").inner_text().startswith("Nous porterons")
    context.close()
