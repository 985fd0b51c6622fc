"""Quick entry and likely duplicates in Chromium: by mouse, by key, and without a script."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pytest_django.live_server_helper import LiveServer

from incidents import models
from tests.admin.test_browser import WATCH, axe_findings
from tests.browser.bench import sign_in
from tests.factories import (
    ActorFactory,
    AppearanceFactory,
    CitationFactory,
    IncidentFactory,
    InvolvementFactory,
    JurisdictionFactory,
    TranscriptFactory,
)
from tracker.accounts.roles import Role

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXTS = ["Qui anime ces profils ?", "Le Cercle n'y est", "pour rien.", "Nous verrons."]


@pytest.fixture
def page(chromium: "Browser", live_server: LiveServer) -> "Iterator[Page]":
    """An editor's page; what the policy or the console complains about fails the test."""
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 900}
    )
    context.add_init_script(WATCH)
    sign_in(context, live_server.url, Role.EDITOR)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    complaints += opened.evaluate("window.broken")
    context.close()
    assert complaints == []


@pytest.fixture
def incident(page: "Page") -> models.Incident:
    made: models.Incident = IncidentFactory(title_fr="Des profils au port")
    transcript = TranscriptFactory(texts=TEXTS)
    CitationFactory(claim=None, incident=made, supports="what", source=transcript.source)
    InvolvementFactory(incident=made, actor=ActorFactory(name_fr="Cercle des digues"))
    return made


def test_passages_are_clicked_and_a_claim_is_saved_by_key(
    page: "Page", incident: models.Incident
) -> None:
    page.goto(f"/admin/incidents/incident/{incident.pk}/quick/claim/")
    page.click("#quick-list tr[data-n='1'] .time")
    page.click("#quick-list tr[data-n='2'] .time", modifiers=["Shift"])
    page.check("input[name=proposition][value=authorship]")
    page.check("input[name=stance][value=denies]")
    page.fill("#id_summary_fr", "Le Cercle nie.")
    page.fill("#id_speaker_label_en", "A spokesperson")
    quote = page.input_value("#id_quote")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".messagelist .success")

    claim = models.Claim.objects.get()
    citation = claim.citations.get()
    assert quote == citation.quote == "Le Cercle n'y est pour rien."
    assert citation.first_segment is not None
    assert citation.last_segment is not None
    assert (citation.first_segment.position, citation.last_segment.position) == (1, 2)
    assert page.url.split("?")[0].endswith("/quick/claim/")


def test_a_quote_that_somebody_wrote_is_not_replaced(
    page: "Page", incident: models.Incident
) -> None:
    page.goto(f"/admin/incidents/incident/{incident.pk}/quick/claim/?first=0")
    page.fill("#id_quote", "ces profils")
    page.click("#quick-list tr[data-n='1'] .time")

    assert page.input_value("#id_quote") == "ces profils"


@pytest.mark.parametrize("typed", ["Ces mots ne sont nulle part.", ""])
def test_a_quote_that_was_refused_is_not_replaced_either(
    page: "Page", incident: models.Incident, typed: str
) -> None:
    source = models.SourceMedia.objects.get()
    JurisdictionFactory(code="FR")
    page.goto(f"/admin/incidents/sourcemedia/{source.pk}/begin/?first=1&last=1")
    page.fill("#id_title_fr", "Un titre" if typed else "")
    page.fill("#id_quote", typed)
    page.click("button[name=then][value=another]")
    page.wait_for_selector(".error-summary:focus")

    assert page.input_value("#id_quote") == typed
    assert page.is_checked("input[name=first][value='1']")


def test_the_chosen_track_offers_its_own_first_events_only(
    page: "Page", incident: models.Incident
) -> None:
    AppearanceFactory(incident=incident)
    page.goto(f"/admin/incidents/incident/{incident.pk}/quick/procedure/")

    page.check("input[name=track][value=penal]")
    page.check("input[name=kind][value=report]")
    hidden = [page.is_visible("input[name=kind][value=sent]"), page.is_visible("#id_channel")]
    page.check("input[name=track][value=platform]")
    shown = [page.is_visible("input[name=kind][value=sent]"), page.is_visible("#id_channel")]

    assert (hidden, shown) == ([False, False], [True, True])
    assert page.is_visible("input[name=kind][value=considered]")
    assert not page.is_visible("input[name=kind][value=report]")
    assert page.locator("input[name=kind]:checked").count() == 0


def test_likely_duplicates_are_shown_while_typing_and_not_asked_again(page: "Page") -> None:
    known = IncidentFactory(title_fr="Des profils anonymes au port")
    JurisdictionFactory(code="FR")
    page.goto("/admin/incidents/incident/add/")

    page.fill("#id_title_fr", "Des profils anonymes au port")
    link = page.locator(".likely a")
    link.wait_for()
    shown = link.get_attribute("href")
    page.click("input[name=_continue]")
    page.wait_for_selector(".steps")

    assert shown == f"/admin/incidents/incident/{known.pk}/change/"
    assert models.Incident.objects.filter(title_fr=known.title_fr).count() == 2


@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.long)])
def test_the_pages_fit_the_screen_and_pass_axe(
    page: "Page", incident: models.Incident, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    source = models.SourceMedia.objects.get()
    found: dict[str, list[str]] = {}
    for where in (
        f"incident/{incident.pk}/change/",
        f"incident/{incident.pk}/quick/involvement/",
        f"incident/{incident.pk}/quick/appearance/",
        f"incident/{incident.pk}/quick/claim/?first=0",
        f"incident/{incident.pk}/quick/procedure/",
        f"sourcemedia/{source.pk}/begin/?first=1&last=2",
    ):
        page.goto(f"/admin/incidents/{where}")
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        broken = page.evaluate("window.broken")
        found[where] = [*broken, *(["too wide"] if wide > 0 else []), *axe_findings(page)]
        page.evaluate("window.broken.length = 0")  # What axe is denied is no fault of the page.

    assert {where: what for where, what in found.items() if what} == {}


def test_quick_entry_without_a_script(
    chromium: "Browser", live_server: LiveServer, incident: models.Incident
) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url)
    sign_in(context, live_server.url, Role.EDITOR)
    page = context.new_page()

    page.goto(f"/admin/incidents/incident/{incident.pk}/quick/involvement/")
    page.check("input[name=role][value=promoted]")
    page.check("input[name=new_kind][value=party]")
    page.fill("#id_new_name_fr", "Les cercles des digues")
    page.check("input[name=first][value='1']")
    page.check("input[name=last][value='2']")
    page.click("button[name=then][value=page]")
    page.click("button:has-text('Save all the same')")
    context.close()

    made = models.Involvement.objects.get(role="promoted")
    citation = made.citations.get()
    assert str(made.actor) == "Les cercles des digues"
    assert citation.last_segment is not None
    assert citation.last_segment.position == 2
