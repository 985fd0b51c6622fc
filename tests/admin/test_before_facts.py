"""An appearance that is older than the facts is shown to staff with both dates, and saved."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from incidents.models import Appearance, AppearanceEvent, Incident
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.admin.test_quick import address, send
from tests.admin.test_warnings import at, save
from tests.factories import (
    AppearanceEventFactory,
    AppearanceFactory,
    IncidentFactory,
    PlatformFactory,
)
from tracker.accounts.roles import Role

SAID = "(Chaîne; 2 March 2026) is before the facts of “Un faux”: 10 March 2026. Check both dates."
SAVED = "It was saved all the same."
EARLY = {"precision": "day", "earliest": "2026-03-02", "latest": "2026-03-02"}


@pytest.fixture
def incident() -> Incident:
    day = date(2026, 3, 10)
    made: Incident = IncidentFactory(title_fr="Un faux", earliest=day, latest=day, precision="day")
    return made


def seen(incident: Incident, **dated: Any) -> AppearanceEvent:
    appearance = AppearanceFactory(
        incident=incident, platform=PlatformFactory(name_fr="Chaîne", name_en="Chaîne")
    )
    event: AppearanceEvent = AppearanceEventFactory(appearance=appearance, **dated)
    event.refresh_from_db()
    return event


def test_an_event_that_is_dated_before_the_facts_is_saved_and_said(
    editor: Client, incident: Incident
) -> None:
    event = seen(incident)

    page = save(editor, event, **EARLY)

    event.refresh_from_db()
    assert f"{SAID} {SAVED}" in page
    assert event.earliest == date(2026, 3, 2)


def test_a_row_of_the_appearance_is_read_too(editor: Client, incident: Incident) -> None:
    event = seen(incident)

    page = save(editor, event.appearance, **{f"events-0-{k}": v for k, v in EARLY.items()})

    assert f"{SAID} {SAVED}" in page


def test_the_page_of_the_incident_and_a_move_show_it(editor: Client, incident: Incident) -> None:
    seen(incident, **EARLY)

    for move in ("change", "submit"):
        assert SAID in editor.get(at(incident, move)).content.decode()


def test_facts_that_are_dated_anew_are_compared_again(editor: Client, incident: Incident) -> None:
    Incident.objects.update(earliest=date(2026, 3, 1), latest=date(2026, 3, 1))
    incident.refresh_from_db()
    seen(incident, **EARLY)
    ten = {"earliest": "2026-03-10", "latest": "2026-03-10"}

    assert SAVED in save(editor, incident, **ten)
    assert SAVED not in save(editor, incident, summary_fr="Des faits.")


def test_quick_entry_says_it(editor: Client, incident: Incident) -> None:
    platform = PlatformFactory()

    send(
        editor,
        address(incident, "appearance"),
        platform=str(platform.pk),
        kind="video",
        event_kind="seen",
        earliest="2026-03-02",
        then="page",
    )
    page = editor.get(at(incident)).content.decode()

    assert Appearance.objects.get().events.get().earliest == date(2026, 3, 2)
    assert "2 March 2026) is before the facts of “Un faux”: 10 March 2026" in page
    assert SAVED in page


def test_it_is_said_in_french_with_french_dates(sign_in: SignIn, incident: Incident) -> None:
    seen(incident, **EARLY)

    page = sign_in(Role.EDITOR, language="fr").get(at(incident)).content.decode()

    assert "2 mars 2026) précède les faits de « Un faux »" in page
    assert "10 mars 2026" in page


@pytest.mark.parametrize(
    ("dated", "facts"),
    [
        ({"precision": "day", "earliest": "2026-03-10", "latest": "2026-03-10"}, True),
        ({"precision": "month", "earliest": "2026-03-01", "latest": "2026-03-31"}, True),
        ({}, True),
        (EARLY, False),
    ],
)
def test_what_may_be_in_order_says_nothing(
    dated: dict[str, str], facts: bool, editor: Client, incident: Incident
) -> None:
    if not facts:
        Incident.objects.update(earliest=None, latest=None, precision="unknown")
        incident.refresh_from_db()
    seen(incident, **dated)

    assert "is before the facts" not in editor.get(at(incident)).content.decode()
    assert form_values(editor, at(incident))
