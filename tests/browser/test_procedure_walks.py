"""Each track walked from its first state to its last, in a browser, through the forms of staff."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from incidents.codes import Track
from incidents.models import Procedure
from tests.factories import ActorFactory, PlatformFactory, ProcedureFactory, UserFactory
from tests.procedures.walks import ENDS, FIRST_DAY, WALKS, Step, steps

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(chromium: "Browser", live_server: Any) -> Any:
    """A page of a signed-in superuser, in English; an error in a script ends the test."""
    client = Client()
    client.force_login(UserFactory(is_superuser=True, language="en"))
    context = chromium.new_context(base_url=live_server.url)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    opened, said = context.new_page(), []
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert said == []


def add(page: "Page", procedure: Procedure, step: Step, day: date) -> None:
    """One event: chosen, typed and sent as staff do."""
    kind, person, outcome = step
    page.goto(f"/admin/incidents/procedure/{procedure.pk}/event/", wait_until="domcontentloaded")
    page.select_option("#id_kind", kind)
    page.fill("#id_earliest", day.isoformat())
    if outcome:
        page.select_option("#id_outcome", outcome)
    if kind == "sent":
        page.select_option("#id_channel", "article_16")
    if kind in ("decision", "reversed") and page.locator("#id_decisions").count():
        page.check("input[value='DECISION_VISIBILITY_CONTENT_LABELLED']")
    if person:
        page.click(".field-respondent .select2-selection")
        page.keyboard.type(person)
        page.wait_for_selector(f".select2-results__option--highlighted:has-text('{person}')")
        page.keyboard.press("Enter")
    page.click(".submit-row input[type=submit]")
    page.wait_for_url("**/change/", wait_until="domcontentloaded")


def walk(page: "Page", procedure: Procedure) -> None:
    way = steps(Track(procedure.track))
    for number, step in enumerate(way):
        add(page, procedure, step, FIRST_DAY + timedelta(days=number))
    events = procedure.events.standing().order_by("order")
    assert [event.kind for event in events] == [step.kind for step in way]
    reasons = {(e.outside_table_reason_fr, e.outside_table_reason_en) for e in events}
    assert reasons == {("", "")}


IN_A_MOMENT = (Track.ELECTORAL,)
"""Walked with every run; the others take ten seconds and more, and have the same forms."""


@pytest.mark.parametrize(
    "track",
    [
        pytest.param(track, marks=() if track in IN_A_MOMENT else pytest.mark.long)
        for track in WALKS
        if track is not Track.PENAL
    ],
    ids=str,
)
def test_a_track_is_walked_from_first_to_last(page: "Page", track: Track) -> None:
    platform = PlatformFactory(code="clipo") if track is Track.PLATFORM else None
    procedure = ProcedureFactory(track=track, platform=platform)

    walk(page, procedure)

    assert page.locator(".panel .state").first.inner_text() == ENDS[track]


@pytest.mark.long
def test_the_penal_track_is_walked_with_each_person_on_their_own_way(page: "Page") -> None:
    for name in ("Alba", "Brun"):
        ActorFactory(kind="person", name_fr=name, name_en=name)
    procedure = ProcedureFactory(track=Track.PENAL)

    walk(page, procedure)

    standing = page.locator(".panel .facts").first.inner_text()
    assert "The decision is final." in standing  # which one, a cassation leaves open
    assert "No case to answer: the person stays presumed innocent." in standing
    assert sorted(person.name_fr for person in procedure.respondents.all()) == ["Alba", "Brun"]
