"""The erasure desk: who sees what, one step after the other, each on what was shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents.admin.erasure_page import SHOWN
from incidents.models import ErasureRequest, Incident, Publication, Tag
from tests import scenes
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.factories import (
    ErasureRequestFactory,
    ReportFactory,
    ReportWithdrawalFactory,
    TermFactory,
)
from tracker.accounts.roles import Role

NAME = "Oriane Vaucelles"
DESK = "/admin/incidents/erasurerequest/{}/desk/"
DECIDE = {"state": "granted", "ground": "objection", "reasons": "Aucun rôle public.", "decide": "1"}


@pytest.fixture
def reviewer(sign_in: SignIn) -> Client:
    return sign_in(Role.LEGAL_REVIEWER)


@pytest.fixture
def publisher(sign_in: SignIn) -> Client:
    return sign_in(Role.PUBLISHER)


@pytest.fixture
def published(db: None) -> Incident:
    staff = scenes.team()
    TermFactory(scheme="correction_class", code="privacy")
    incident = scenes.simple(staff, summary_fr=f"Une vidéo imite {NAME}.")
    scenes.publish(incident, staff)
    return incident


def test_from_the_letter_to_the_410(
    reviewer: Client, publisher: Client, published: Incident, client: Client
) -> None:
    new = "/admin/incidents/erasurerequest/add/"
    written = {
        "received_on": str(timezone.localdate()),
        "channel": "letter",
        "person_name": NAME,
        "asked": "Que mon nom disparaisse.",
        "values": NAME,
    }
    assert reviewer.post(new, form_values(reviewer, new) | written).status_code == 302
    asked = ErasureRequest.objects.get()
    desk = DESK.format(asked.pk)
    assert f"request no. {asked.pk}, received on " in reviewer.get("/admin/").text
    assert "Publications, current and past" in reviewer.get(desk).text

    assert reviewer.post(desk, form_values(reviewer, desk) | DECIDE).status_code == 302
    assert "You decided it" in reviewer.get(desk).text
    sent = {"carry_out": "1", "sure": "on"}
    assert publisher.post(desk, form_values(publisher, desk) | sent).status_code == 302
    shown = reviewer.get(desk, headers={"accept-language": "fr"}).text
    assert f'value="{timezone.localdate()}"' in shown  # what a date field can read
    assert "What was erased" in shown and "Nowhere." not in shown
    answer = {"answer": "1", "answered_on": str(timezone.localdate())}
    assert reviewer.post(desk, answer).status_code == 302

    asked.refresh_from_db()
    assert (asked.state, asked.person_name) == ("granted", "")
    assert asked.forgotten_at is not None
    old = Publication.objects.get(number=1)
    assert publisher.get(f"/admin/incidents/publication/{old.pk}/change/").status_code == 410
    assert publisher.get("/admin/incidents/publication/").status_code == 200
    page = client.get(f"/en/incidents/{old.reference}/")
    assert NAME not in page.text and "content erased" in page.text
    gone = client.get(f"/en/incidents/{old.reference}/1/")
    assert (gone.status_code, old.digest in gone.text) == (410, True)
    assert client.get(f"/en/incidents/{old.reference}/2/").status_code == 404


def test_a_publisher_sees_the_places_and_not_the_person(
    publisher: Client, published: Incident
) -> None:
    asked = ErasureRequestFactory(person_name="Jehanne Quille", values=[NAME])

    form = publisher.get(f"/admin/incidents/erasurerequest/{asked.pk}/change/")
    desk = publisher.get(DESK.format(asked.pk))

    for page in (form, desk, publisher.get("/admin/incidents/erasurerequest/")):
        assert page.status_code == 200
        assert "Quille" not in page.text and NAME not in page.text
    assert "desk-erasures" not in publisher.get("/admin/").text


def test_an_editor_has_no_desk(sign_in: SignIn) -> None:
    editor = sign_in(Role.EDITOR)
    asked = ErasureRequestFactory()

    assert editor.get(DESK.format(asked.pk)).status_code == 403
    assert editor.get("/admin/incidents/erasurerequest/").status_code == 403


def test_for_an_auditor_nothing_is_searched(sign_in: SignIn, published: Incident) -> None:
    asked = ErasureRequestFactory(values=[NAME])

    with CaptureQueriesContext(connection) as asked_of:
        page = sign_in(Role.AUDITOR).get(DESK.format(asked.pk))

    assert "only for those who may decide" in page.text and "Publications, current" not in page.text
    assert not [q for q in asked_of if "concat_ws" in q["sql"]]


def test_of_a_table_the_first_places_are_linked_and_all_are_counted(publisher: Client) -> None:
    asked = ErasureRequestFactory(values=[NAME])
    Tag.objects.bulk_create(Tag(name=f"{NAME} {n}") for n in range(SHOWN + 5))

    page = publisher.get(DESK.format(asked.pk)).text.partition('id="places"')[2]

    assert f"<strong>{SHOWN + 5}</strong>" in page
    assert page.count("/admin/incidents/tag/") == SHOWN


def test_what_came_since_is_shown_before_it_is_erased(
    reviewer: Client, publisher: Client, published: Incident
) -> None:
    asked = ErasureRequestFactory(values=[NAME])
    desk = DESK.format(asked.pk)
    reviewer.post(desk, form_values(reviewer, desk) | DECIDE)
    stale = form_values(publisher, desk) | {"carry_out": "1", "sure": "on"}
    Incident.objects.filter(pk=published.pk).update(internal_note=f"Voir {NAME}")

    told = publisher.post(desk, stale)

    assert "look again" in told.text
    assert Incident.objects.get(pk=published.pk).internal_note == f"Voir {NAME}"


def test_the_second_who_decides_is_told(reviewer: Client, sign_in: SignIn) -> None:
    other = sign_in(Role.LEGAL_REVIEWER)
    asked = ErasureRequestFactory()
    desk = DESK.format(asked.pk)
    stale = form_values(other, desk) | DECIDE | {"reasons": "Les miennes."}
    own = f"/admin/incidents/erasurerequest/{asked.pk}/change/"
    reviewer.post(own, form_values(reviewer, own) | {"asked": "Encore plus."})

    told = other.post(desk, stale)

    assert "no longer the stored one" in told.text and "Les miennes." in told.text
    assert ErasureRequest.objects.get().state == "received"


def test_what_is_overdue_is_found(reviewer: Client) -> None:
    today = timezone.localdate()
    late = ErasureRequestFactory(received_on=today - timedelta(days=40))
    more = ErasureRequestFactory(received_on=today - timedelta(days=40), extended=True)
    ErasureRequestFactory(received_on=today)

    page = reviewer.get("/admin/incidents/erasurerequest/?standing=overdue")

    assert list(page.context["cl"].queryset) == [late]
    everyone = reviewer.get("/admin/incidents/erasurerequest/?standing=open")
    assert more in everyone.context["cl"].queryset


def test_a_report_that_holds_the_name_leads_to_its_withdrawal_and_edition_and_is_then_done(
    reviewer: Client, publisher: Client
) -> None:
    asked = ErasureRequestFactory(values=[NAME])
    report = ReportFactory(snapshot={"title": f"Au sujet de {NAME}"})
    desk = DESK.format(asked.pk)
    withdraw = f"/admin/incidents/report/{report.pk}/withdraw/"
    reissue = f"/admin/incidents/report/reissue/{report.period}/"

    told = publisher.get(desk).text
    assert "still given out" in told and f'href="{withdraw}"' in told
    assert withdraw not in reviewer.get(desk).text or reviewer.get(withdraw).status_code == 200

    ReportWithdrawalFactory(report=report)
    told = publisher.get(desk).text
    assert "withdrawn, not replaced" in told and f'href="{reissue}"' in told
    assert "Done: each is withdrawn" not in told

    ReportFactory(edition=report.edition + 1)
    told = publisher.get(desk).text
    assert "Done: each is withdrawn and replaced." in told
    assert withdraw not in told and reissue not in told


def test_a_report_is_on_the_desk_after_the_person_is_forgotten(reviewer: Client) -> None:
    asked = ErasureRequestFactory(values=[])
    asked.reports.add(ReportFactory())

    assert "still given out" in reviewer.get(DESK.format(asked.pk)).text
