"""Keyboard focus on the staff pages, in a real browser: it goes to what is wrong, into what is
added, beside what is taken out, and back to where one was. What was typed is never lost."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from incidents.models import Incident
from tests.admin.test_browser import WATCH, complaints, sign_in
from tests.factories import AppearanceFactory, IncidentFactory, InvolvementFactory

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOCUSED = "document.activeElement.id || document.activeElement.className"


@pytest.fixture
def page(chromium: "Browser", live_server: Any) -> "Iterator[Page]":
    context = chromium.new_context(
        viewport={"width": 1280, "height": 700}, base_url=live_server.url
    )
    context.add_init_script(WATCH)
    sign_in(context, live_server)
    yield context.new_page()
    context.close()


def row(page: "Page") -> str:
    """The row of a table that has the focus."""
    return str(page.evaluate("document.activeElement.closest('tr.form-row')?.id || ''"))


def add(page: "Page", group: str) -> None:
    """Ask for a row by the keyboard alone."""
    page.focus(f"#{group}-group .add-row a")
    page.keyboard.press("Enter")


def test_a_save_that_fails_keeps_what_was_typed_and_leads_to_what_is_wrong(page: "Page") -> None:
    said = complaints(page)
    incident = IncidentFactory(title_fr="Un titre")
    page.goto(f"/admin/incidents/incident/{incident.pk}/change/")
    page.fill("#id_title_fr", "")
    page.fill("#id_summary_fr", "Un long résumé.")
    page.fill("#id_verdict_on", "hier")
    add(page, "involvements")
    page.select_option("#id_involvements-0-role", "promoted")
    page.click("input[name=_continue]")

    page.wait_for_selector(".error-summary:focus")
    assert page.input_value("#id_summary_fr") == "Un long résumé."
    assert page.input_value("#id_verdict_on") == "hier"
    assert page.input_value("#id_involvements-0-role") == "promoted"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    first = page.evaluate(FOCUSED)
    page.click(".error-summary a[href='#id_involvements-0-actor']")

    assert first == "id_verdict_on"
    assert row(page) == "involvements-0"
    assert page.evaluate("window.broken") == []
    assert said == []


@pytest.mark.long
def test_a_new_record_that_fails_has_the_focus_on_what_is_wrong(page: "Page") -> None:
    page.goto("/admin/incidents/incident/add/")
    page.fill("#id_summary_fr", "Un résumé sans titre.")
    page.click("input[name=_save]")

    page.wait_for_selector(".error-summary:focus")
    assert page.input_value("#id_summary_fr") == "Un résumé sans titre."
    assert not Incident.objects.exists()


def test_a_page_that_asks_has_the_focus_on_what_is_wrong(page: "Page") -> None:
    incident = IncidentFactory(state="in_review")
    page.goto(f"/admin/incidents/incident/{incident.pk}/reject/")
    page.click("input[type=submit].default")

    page.wait_for_selector(".error-summary:focus")
    page.click(".error-summary a")
    assert page.evaluate(FOCUSED) == "id_reason"


@pytest.mark.long
def test_a_row_that_is_added_has_the_focus(page: "Page") -> None:
    incident = IncidentFactory()
    AppearanceFactory(incident=incident)
    page.goto(f"/admin/incidents/incident/{incident.pk}/change/")

    for group, place in (("appearances", 1), ("involvements", 0), ("citations", 0)):
        add(page, group)
        page.wait_for_timeout(50)
        assert row(page) == f"{group}-{place}"


@pytest.mark.long
def test_a_row_that_is_taken_out_leaves_the_focus_beside_it(page: "Page") -> None:
    page.goto(f"/admin/incidents/incident/{IncidentFactory().pk}/change/")
    for _each in range(3):
        add(page, "involvements")

    def take_out(place: int) -> str:
        page.focus(f"#involvements-{place} a.inline-deletelink")
        page.keyboard.press("Enter")
        page.wait_for_timeout(50)
        return row(page) or page.evaluate("document.activeElement.closest('tr').className")

    assert take_out(0) == "involvements-0"
    assert take_out(1) == "involvements-0"
    assert take_out(0) == "add-row"


@pytest.mark.long
def test_to_save_and_continue_comes_back_to_where_one_was(page: "Page") -> None:
    incident = InvolvementFactory().incident
    page.goto(f"/admin/incidents/incident/{incident.pk}/change/")
    page.fill("#id_involvements-0-note_fr", "Une note.")
    scrolled = page.evaluate("window.scrollY")
    page.focus("input[name=_continue]")
    page.focus("#id_involvements-0-note_fr")
    page.evaluate("document.querySelector('input[name=_continue]').click()")

    page.wait_for_selector("body.returned #id_involvements-0-note_fr:focus")
    assert scrolled > 0
    box = page.evaluate("document.activeElement.getBoundingClientRect().top")
    assert 0 <= box <= 700
    said = page.evaluate("document.querySelector('.messagelist').getBoundingClientRect().top")
    assert 0 <= said <= 700


@pytest.mark.long
def test_another_record_opens_at_its_top(page: "Page") -> None:
    one, two = InvolvementFactory().incident, IncidentFactory()
    page.goto(f"/admin/incidents/incident/{one.pk}/change/")
    page.fill("#id_involvements-0-note_fr", "Une note.")
    page.click("input[name=_save]")
    page.goto(f"/admin/incidents/incident/{two.pk}/change/")

    assert page.evaluate("window.scrollY") == 0
    assert page.evaluate("document.body.classList.contains('returned')") is False


def test_without_a_script_the_summary_leads_to_the_fields(
    chromium: "Browser", live_server: Any
) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url)
    sign_in(context, live_server)
    page = context.new_page()
    incident = InvolvementFactory(note_fr="Une note.").incident
    page.goto(f"/admin/incidents/incident/{incident.pk}/change/")
    page.fill("#id_title_fr", "")
    page.fill("#id_verdict_on", "hier")
    page.select_option("#id_involvements-0-role", "")
    page.click("input[name=_save]")

    links = page.locator(".error-summary a")
    assert page.locator(".error-summary").get_attribute("autofocus") is not None
    targets = [link.get_attribute("href") or "" for link in links.all()]
    assert "#id_involvements-0-role" in targets
    assert all(page.locator(target).count() == 1 for target in targets)
    links.last.click()
    assert page.url.endswith(targets[-1])
    context.close()


def test_many_are_assigned_and_taken_back_without_a_script(
    chromium: "Browser", live_server: Any
) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url)
    sign_in(context, live_server)
    page = context.new_page()
    for _each in range(2):
        IncidentFactory()

    page.goto("/admin/incidents/incident/")
    for box in page.locator("input.action-select").all():
        box.check()
    page.select_option("select[name=action]", "assign")
    page.click("button[name=index]")
    page.click("input.default")
    assigned = Incident.objects.exclude(assigned_to=None).count()
    page.click("form.undo button")
    context.close()

    assert assigned == 2
    assert not Incident.objects.exclude(assigned_to=None).exists()
