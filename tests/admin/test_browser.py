"""The staff pages in a real browser: the strict policy holds, nothing is wider than the screen, axe
finds nothing of ours; and taking in a page works without JavaScript."""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from incidents.models import AuditEntry, Claim, SourceMedia
from tests.admin.test_source_page import PAGE
from tests.axe import violations
from tests.factories import (
    AppearanceFactory,
    ClaimFactory,
    ErasureRequestFactory,
    IncidentFactory,
    InvolvementFactory,
    JurisdictionFactory,
    ProcedureEventFactory,
    PublicationFactory,
    ReplyFactory,
    TermFactory,
    TranscriptFactory,
    UserFactory,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WATCH = """
window.broken = [];
document.addEventListener('securitypolicyviolation', e => window.broken.push(
  e.violatedDirective + ' ' + e.sourceFile + ':' + e.lineNumber));
"""


AFTER = (
    "/admin/incidents/incident/{review}/review/",
    "/admin/incidents/incident/{public}/notice/",
    "/admin/incidents/erasurerequest/{erasure}/desk/",
    "/admin/incidents/incident/{public}/change/",
    "/admin/incidents/incident/{public}/withdraw/",
    "/admin/incidents/incident/{public}/history/",
    "/admin/incidents/reply/{reply}/change/",
    "/admin/incidents/erasurerequest/add/",
    "/admin/incidents/auditentry/{entry}/change/",
    "/admin/accounts/user/{user}/change/",
    "/admin/factor/",
)


@pytest.fixture
def records() -> dict[str, int]:
    """One of each page's subject."""
    JurisdictionFactory(code="FR")
    TermFactory()
    PublicationFactory()
    incident = IncidentFactory(summary_fr="Des faits.", state="in_review")
    InvolvementFactory(incident=incident, role="promoted")
    claim = ClaimFactory(incidents=[incident])
    event = ProcedureEventFactory()
    notice = ProcedureEventFactory(procedure__track="platform", kind="sent")
    transcript = TranscriptFactory(texts=["Bonjour.", "Nous n'avons rien publié."])
    return {
        "incident": incident.pk,
        "claim": claim.pk,
        "procedure": event.procedure.pk,
        "notice": notice.procedure.pk,
        "transcript": transcript.pk,
        "source": transcript.source.pk,
    }


def axe_findings(page: "Page") -> list[str]:
    """What axe finds, with the place; what select2 makes of a choice is select2's to mend."""
    return [
        f"{violation['id']} {node['html'][:200]}"
        for violation in violations(page, "wcag2a", "wcag2aa", "wcag21aa", "wcag22aa")
        for node in violation["nodes"]
        if "select2" not in node["html"]
    ]


def sign_in(context: "BrowserContext", server: Any) -> None:
    """Hand the browser the session of a signed-in superuser."""
    client = Client()
    client.force_login(UserFactory(is_superuser=True, language="en"))
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": server.url}])


@pytest.fixture(params=[(1280, "light"), (360, "dark")], ids=["wide-light", "narrow-dark"])
def page(request: Any, chromium: "Browser", live_server: Any) -> "Iterator[Page]":
    width, scheme = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, base_url=live_server.url
    )
    context.add_init_script(WATCH)
    sign_in(context, live_server)
    yield context.new_page()
    context.close()


def complaints(page: "Page") -> list[str]:
    """What the browser's console will be told of errors and warnings; grows as pages are opened."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "console",
        lambda line: found.append(line.text) if line.type in ("error", "warning") else None,
    )
    return found


@pytest.mark.parametrize(
    "page",
    [
        pytest.param((360, "dark"), id="narrow-dark"),
        pytest.param((1280, "light"), id="wide-light", marks=pytest.mark.long),
    ],
    indirect=True,
)
def test_pages_keep_the_policy_fit_the_screen_and_pass_axe(
    page: "Page", records: dict[str, int]
) -> None:
    addresses = (
        "/admin/",
        "/admin/incidents/incident/",
        "/admin/incidents/incident/add/",
        "/admin/incidents/incident/{incident}/change/",
        "/admin/incidents/incident/{incident}/reject/",
        "/admin/incidents/claim/{claim}/change/",
        "/admin/incidents/procedure/{procedure}/change/",
        "/admin/incidents/procedure/",
        "/admin/incidents/procedure/{procedure}/event/",
        "/admin/incidents/procedure/{notice}/event/",
        "/admin/incidents/procedure/{notice}/statement/",
        "/admin/incidents/sourcemedia/page/",
        "/admin/incidents/transcript/{transcript}/change/",
        "/admin/incidents/transcript/{transcript}/claim/?first=0&last=1",
        "/admin/incidents/report/",
    )

    found = findings(page, addresses, records)

    assert not found, json.dumps(found, indent=1)


def findings(page: "Page", addresses: Iterable[str], records: dict[str, int]) -> dict[str, Any]:
    """What is wrong with each of these pages."""
    found: dict[str, Any] = {}
    said = complaints(page)
    for address in addresses:
        page.goto(address.format(**records))
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        problems = [*page.evaluate("window.broken"), *(["too wide"] if wide > 0 else [])]
        problems += said
        problems += axe_findings(page)
        said.clear()  # What axe itself is denied while it looks is no complaint about the page.
        if problems:
            found[address] = problems
    return found


@pytest.mark.parametrize(
    ("page", "addresses"),
    [
        pytest.param((360, "dark"), AFTER[:3], id="narrow-dark"),
        pytest.param((1280, "light"), AFTER, id="wide-light", marks=pytest.mark.long),
        pytest.param((360, "dark"), AFTER[3:], id="the-others", marks=pytest.mark.long),
    ],
    indirect=["page"],
)
def test_pages_of_publication_and_after_do_the_same(
    page: "Page", addresses: tuple[str, ...]
) -> None:
    public = PublicationFactory().incident
    kept = {
        "public": public.pk,
        "review": IncidentFactory(summary_fr="Des faits.", state="in_review").pk,
        "reply": ReplyFactory(incident=public).pk,
        "erasure": ErasureRequestFactory().pk,
        "user": UserFactory(roles=["editor"]).pk,
        "entry": AuditEntry.objects.latest("sequence").pk,
    }

    found = findings(page, addresses, kept)

    assert not found, json.dumps(found, indent=1)


def test_a_reviewer_answers_by_keyboard_alone(chromium: "Browser", live_server: Any) -> None:
    incident = IncidentFactory(summary_fr="Des faits.", state="in_review")
    context = chromium.new_context(base_url=live_server.url)
    sign_in(context, live_server)
    page = context.new_page()
    page.goto(f"/admin/incidents/incident/{incident.pk}/review/")

    page.get_by_role("link", name="To your answer").focus()
    page.keyboard.press("Enter")
    for _stop in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "reason-request_changes":
            break
    page.keyboard.type("Say who says so.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/")
    context.close()

    incident.refresh_from_db()
    assert incident.state == "draft"


def test_a_row_is_added_and_an_actor_looked_up(page: "Page", records: dict[str, int]) -> None:
    said = complaints(page)
    page.goto(f"/admin/incidents/incident/{records['incident']}/change/")

    page.click("#involvements-group .add-row a")
    page.click("#involvements-1 .field-actor .select2-selection")
    page.keyboard.type("Parti")
    page.wait_for_selector(".select2-results__option--highlighted")

    assert page.evaluate("window.broken") == []
    assert said == []


def test_rows_are_not_cut_beside_the_menu(chromium: "Browser", live_server: Any) -> None:
    incident = InvolvementFactory().incident
    AppearanceFactory(incident=incident)
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, base_url=live_server.url
    )
    sign_in(context, live_server)
    page = context.new_page()

    page.goto(f"/admin/incidents/incident/{incident.pk}/change/")
    page.click("#citations-group .add-row a")
    cut = page.evaluate(
        "[...document.querySelectorAll('.inline-group')]"
        ".filter(box => box.scrollWidth > box.clientWidth)"
        ".map(box => `${box.id} ${box.scrollWidth} in ${box.clientWidth}`)"
    )
    context.close()

    assert cut == []


def test_taking_in_a_page_and_making_a_claim_without_javascript(
    chromium: "Browser", live_server: Any
) -> None:
    incident = IncidentFactory(title_fr="Le bon incident")
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url)
    sign_in(context, live_server)
    page = context.new_page()

    page.goto("/admin/incidents/sourcemedia/page/")
    page.fill("#id_text", PAGE)
    page.click("input[name=preview]")
    page.click("input[name=save]")
    page.check("input[name=first][value='2']")
    page.click("text=Make a claim from these")
    page.select_option("#id_proposition", "authorship")
    page.select_option("#id_stance", "denies")
    page.select_option("#id_incidents", str(incident.pk))
    page.fill("#id_summary_fr", "La candidate nie.")
    page.fill("#id_speaker_label_fr", "une candidate")
    page.click("input[value='Save the claim with its citation']")
    context.close()

    claim = Claim.objects.get()
    citation = claim.citations.get()
    assert SourceMedia.objects.count() == 1
    assert list(claim.incidents.all()) == [incident]
    assert citation.first_segment is not None
    assert citation.first_segment.start_ms == 9000
