"""Planning, cancelling and asking, on the staff pages."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from incidents.actions import clock, planned, publication
from incidents.codes import PlanState
from incidents.models import Election, Incident, PlannedPublication
from tests import scenes
from tests.actions.test_planned import HOUR, due, make_approved, plan, silent
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.admin.test_review import read, signed_in
from tests.factories import ElectionFactory, IncidentFactory, UserFactory
from tests.scenes import Scene, Team
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")


def address(incident: Incident, name: str = "plan") -> str:
    return f"/admin/incidents/incident/{incident.pk}/{name}/"


def typed(at: datetime) -> str:
    return f"{at.astimezone(PARIS):%Y-%m-%dT%H:%M}"


def send(client: Client, incident: Incident, **fields: Any) -> Any:
    values = form_values(client, address(incident)) | fields
    return client.post(address(incident), values, follow=True)


def test_a_publisher_plans_and_the_page_says_so_in_paris_time(staff: Team) -> None:
    incident, client = make_approved(staff), signed_in(staff.publisher)
    at = (clock.now() + timedelta(days=2)).replace(second=0, microsecond=0)

    answer = send(client, incident, at=typed(at))

    (made,) = PlannedPublication.objects.all()
    assert (made.at, made.planned_by) == (at, staff.publisher)
    page = answer.content.decode()
    assert "The publication is planned." in page
    assert "Its publication is planned for" in page
    assert f"{at.astimezone(PARIS):%H:%M}" in page or f"{at.astimezone(PARIS):%-I:%M}" in page


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("2020-01-01T10:00", "is past"),
        ("2099-01-01T10:00", "more than a year ahead"),
        ("demain", "Enter a valid date/time"),
        ("", "This field is required"),
        ("2027-03-28T02:30", "couldn’t be interpreted in time zone"),
    ],
)
def test_a_moment_that_will_not_do_is_named_and_nothing_is_lost(
    staff: Team, value: str, message: str
) -> None:
    incident, client = make_approved(staff), signed_in(staff.publisher)

    answer = send(client, incident, at=value)

    page = answer.content.decode()
    assert message in page
    assert f'value="{value}"' in page or not value
    assert not PlannedPublication.objects.exists()


def test_silence_periods_to_come_are_shown_and_a_moment_in_one_is_told(staff: Team) -> None:
    election: Election = ElectionFactory(name_fr="Scrutin d’essai")
    now = clock.now()
    silent(election, now + timedelta(days=1), now + timedelta(days=3))
    incident = make_approved(staff, election=election)
    client = signed_in(staff.publisher)
    assert "Silence periods to come" in client.get(address(incident)).content.decode()

    answer = send(client, incident, at=typed(now + timedelta(days=2)))

    assert "it will be held until" in answer.content.decode()
    assert PlannedPublication.objects.get().held_until == now + timedelta(days=3)


def test_what_becomes_of_a_plan_is_on_the_page(staff: Team) -> None:
    incident, client = make_approved(staff), signed_in(staff.publisher)
    due(incident, staff)
    page = client.get(address(incident, "change")).content.decode()
    assert "Cancel the planned publication" in page
    assert address(incident) not in page

    scenes.edited(incident, staff)

    page = client.get(address(incident, "change")).content.decode()
    assert "was cancelled by an edit" in page


def test_it_is_cancelled_on_a_page_of_its_own(staff: Team) -> None:
    incident, client = make_approved(staff), signed_in(staff.publisher)
    made = plan(incident, staff)

    values = form_values(client, address(incident, "unplan"))
    client.post(address(incident, "unplan"), values)

    made.refresh_from_db()
    assert made.state == PlanState.CANCELLED


def test_the_next_publication_is_planned_with_the_notice_that_was_approved(staff: Team) -> None:
    incident = scenes.simple(staff)
    scenes.publish(incident, staff)
    changed = scenes.edited(incident, staff)
    scenes.announce(changed, staff)
    scenes.approve(changed, staff)

    send(signed_in(staff.publisher), changed, at=typed(clock.now() + HOUR))

    assert PlannedPublication.objects.get().state == PlanState.WAITING


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.LEGAL_REVIEWER, Role.AUDITOR])
def test_only_a_publisher_plans(sign_in: SignIn, staff: Team, role: Role) -> None:
    incident = make_approved(staff)

    answer = sign_in(role).get(address(incident))

    assert answer.status_code == 302


def test_reviewers_are_asked_on_the_page_of_review_and_it_is_undone(
    staff: Team, in_review: Scene
) -> None:
    incident = in_review.incident
    client = signed_in(staff.editor)
    assert "Ask them" in read(client, incident)

    answer = client.post(
        address(incident, "ask"), {"editorial": "", "legal": staff.legal.pk}, follow=True
    )
    incident.refresh_from_db()
    assert incident.legal_reviewer == staff.legal
    token = answer.content.decode().split("/incident/undo/")[1].split("/")[0]

    client.post(f"/admin/incidents/incident/undo/{token}/")

    incident.refresh_from_db()
    assert incident.legal_reviewer is None


def test_neither_author_nor_who_may_not_is_a_choice(staff: Team, in_review: Scene) -> None:
    incident = in_review.incident
    client = signed_in(staff.publisher)

    for field, person in (("editorial", staff.author), ("editorial", staff.legal)):
        answer = client.post(address(incident, "ask"), {field: person.pk}, follow=True)
        assert "Select a valid choice" in answer.content.decode()

    incident.refresh_from_db()
    assert incident.editorial_reviewer is None


def test_one_person_is_asked_for_many_and_the_list_finds_them(
    staff: Team, in_review: Scene
) -> None:
    second = scenes.exchange(staff).incident
    publication.submit(incident=second, by=staff.author)
    chosen = [in_review.incident.pk, second.pk]
    client = signed_in(staff.publisher)
    given = {"action": "ask_reviewer", "_selected_action": chosen, "apply": "1"}

    client.post("/admin/incidents/incident/", given | {"kind": "legal", "person": staff.legal.pk})

    legal = signed_in(staff.legal)
    mine = legal.get("/admin/incidents/incident/?reviewer=me").context["cl"]
    desk = legal.get("/admin/incidents/incident/?desk=asked").context["cl"]
    assert (mine.result_count, desk.result_count) == (2, 2)
    assert "You are asked to review" in legal.get("/admin/").content.decode()


def test_a_reporter_asks_nobody(sign_in: SignIn) -> None:
    incident = IncidentFactory(state="in_review")
    legal = UserFactory(roles=[Role.LEGAL_REVIEWER])

    client = sign_in(Role.REPORTER)
    answer = client.post(address(incident, "ask"), {"legal": legal.pk}, follow=True)

    assert "permission" in answer.content.decode()
    incident.refresh_from_db()
    assert incident.legal_reviewer is None


def test_who_is_asked_is_in_no_public_document(staff: Team, scene: Scene) -> None:
    incident = scene.incident
    before = scenes.live_digest(incident)

    Incident.objects.filter(pk=incident.pk).update(
        editorial_reviewer=staff.editor, legal_reviewer=staff.legal
    )

    assert scenes.live_digest(incident) == before


def test_a_refusal_is_read_in_the_language_of_the_reader(staff: Team) -> None:
    incident = make_approved(staff)
    due(incident, staff)
    staff.publisher.groups.clear()
    list(planned.publish_due())

    page = signed_in(staff.author).get(address(incident, "change")).content.decode()

    assert "was refused at its moment" in page
    assert "is missing" in page
