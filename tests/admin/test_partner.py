"""Keys and submissions at the staff's desks: shown once, taken up, answered, decided."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents import models
from incidents.actions import publication
from incidents.admin.sign_in_again import may_wait
from incidents.codes import State
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.api.partners import example, secret_of, send, vocabulary
from tests.factories import ActorFactory, SubmissionFactory, ended
from tests.once import made_once
from tests.scenes import team
from tracker.accounts.models import User
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db
KEYS = "/admin/incidents/apikey/"
SENT = "/admin/incidents/submission/"


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with made_once(django_db_blocker):
        vocabulary()
        secret = secret_of("Rédaction du Soir")[1]
        assert send(Client(), secret, example()).status_code == 201
        models.Partner.objects.update(contact="contact@soir.example")
        ended()
        yield


@pytest.fixture
def administrator(sign_in: SignIn) -> Client:
    return sign_in(Role.ADMINISTRATOR)


def sent() -> models.Submission:
    return models.Submission.objects.get()


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def test_a_key_is_shown_once_and_opens_the_api(administrator: Client, client: Client) -> None:
    partner = models.Partner.objects.get()
    form = {"partner": partner.pk, "label": "Veille", "scopes": ["write"], "days": "90"}

    page = text(administrator.post(f"{KEYS}add/", form))

    assert "errorlist" not in page, re.findall(r"errorlist.+", page)
    (secret,) = re.findall(r"vigie_[a-z0-9]{8}_[\w-]{43}", page)
    key = models.ApiKey.objects.get(label="Veille")
    headers = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/submissions/", headers=headers).status_code == 200
    for address in (f"{KEYS}{key.pk}/change/", KEYS, f"{KEYS}{key.pk}/history/"):
        found = text(administrator.get(address))
        assert secret[20:] not in found and key.digest not in found
    assert (key.made_by, key.scopes) == (administrator.user, ["write"])  # type: ignore[attr-defined]

    administrator.post(f"{KEYS}{key.pk}/revoke/")

    assert client.get("/api/v1/submissions/", headers=headers).status_code == 401
    assert "Revoke the key" not in text(administrator.get(f"{KEYS}{key.pk}/change/"))


@pytest.mark.parametrize("change", [{"days": "400"}, {"days": ""}, {"scopes": []}, {"partner": 0}])
def test_a_key_without_what_it_needs_is_not_made(
    administrator: Client, change: dict[str, Any]
) -> None:
    partner = models.Partner.objects.get()
    form = {"partner": partner.pk, "label": "x", "scopes": ["read"], "days": "90"} | change

    page = text(administrator.post(f"{KEYS}add/", form))

    assert models.ApiKey.objects.count() == 1
    assert "errorlist" in page


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.AUDITOR])
def test_no_other_role_sees_keys_or_contacts(sign_in: SignIn, role: Role) -> None:
    staff = sign_in(role)
    key = models.ApiKey.objects.get()

    for address in (KEYS, f"{KEYS}add/", f"{KEYS}{key.pk}/change/", "/admin/incidents/partner/"):
        assert staff.get(address).status_code == 403
    assert staff.post(f"{KEYS}{key.pk}/revoke/").status_code == 403
    for address in (SENT, f"{SENT}{sent().pk}/change/"):
        assert "contact@soir" not in text(staff.get(address))


def test_making_and_revoking_a_key_ask_for_a_fresh_sign_in() -> None:
    page: Any = admin.site._registry[models.ApiKey]

    assert page.add_view.sign_in_again and page.revoke.sign_in_again
    assert not may_wait("admin:incidents_apikey_add")


def test_a_submission_waits_on_the_desk_until_somebody_takes_it_up(editor: Client) -> None:
    title = "Une fausse voix de candidate"
    desk = text(editor.get("/admin/"))
    assert "Sent by partners, to take up" in desk and title in desk
    assert title in text(editor.get("/admin/incidents/incident/?desk=sent"))
    assert title in text(editor.get(f"{SENT}?waiting=yes"))

    models.Incident.objects.update(assigned_to=editor.user)  # type: ignore[attr-defined]

    assert title not in text(editor.get("/admin/incidents/incident/?desk=sent"))
    assert title not in text(editor.get(f"{SENT}?waiting=yes"))


def test_the_draft_says_who_sent_it_and_the_submission_what_was_sent(editor: Client) -> None:
    page = text(editor.get(f"/admin/incidents/incident/{sent().incident_id}/change/"))
    assert "Submitted by Rédaction du Soir" in page
    assert "Odile Vallon" in page  # what stands against it

    page = text(editor.get(f"{SENT}{sent().pk}/change/"))
    assert "Joignable à la rédaction" in page and "Odile Vallon" in page
    User.objects.update(language="fr")
    assert "Identifiant public" in text(editor.get(f"{SENT}{sent().pk}/change/"))


def test_a_message_reaches_the_sender_and_an_empty_one_nobody(editor: Client) -> None:
    address = f"{SENT}{sent().pk}/answer/"

    assert editor.post(address, {"text": "Merci, nous regardons."}).status_code == 302
    assert editor.post(address, {"text": " "}).status_code == 302

    assert [each.text for each in sent().messages.all()] == ["Merci, nous regardons."]
    assert "Merci, nous regardons." in text(editor.get(f"{SENT}{sent().pk}/change/"))


def test_reporters_write_to_no_sender(sign_in: SignIn) -> None:
    reporter = sign_in(Role.REPORTER)

    assert reporter.post(f"{SENT}{sent().pk}/answer/", {"text": "x"}).status_code == 403
    named = sent().actors.get()
    assert reporter.get(f"{SENT}{named.pk}/actor/").status_code == 403
    assert "Send the message" not in text(reporter.get(f"{SENT}{sent().pk}/change/"))


@pytest.mark.parametrize(
    ("move", "about"),
    [
        ("reject", "rejected"),
        pytest.param("request_changes", "changes_requested", marks=pytest.mark.long),
    ],
)
def test_a_refusal_asks_for_words_to_the_partner(editor: Client, move: str, about: str) -> None:
    incident = models.Incident.objects.get()
    publication.submit(incident=incident, by=team().editor)
    address = f"/admin/incidents/incident/{incident.pk}/{move}/"
    form = form_values(editor, address)

    assert "errorlist" in text(editor.post(address, form | {"reason": "Doute.", "to_sender": ""}))
    done = editor.post(address, form | {"reason": "Doute.", "to_sender": "Une source manque."})

    assert done.status_code == 302
    (message,) = sent().messages.all()
    assert (message.about, message.text) == (about, "Une source manque.")
    incident.refresh_from_db()
    assert incident.state in (State.REJECTED, State.DRAFT)


@pytest.mark.parametrize("what", ["match", pytest.param("private", marks=pytest.mark.long)])
def test_whom_the_partner_named_is_decided_on_a_page(editor: Client, what: str) -> None:
    known = ActorFactory(kind="person", name_fr="Odile V.")
    named = sent().actors.get()
    address = f"{SENT}{named.pk}/actor/"
    page = text(editor.get(address))
    assert "Odile Vallon" in page and "Odile V." in page
    assert "errorlist" in text(editor.post(address, {"what": ""}))
    if what != "register":
        assert "errorlist" in text(editor.post(address, {"what": what}))

    done = editor.post(address, {"what": what, "actor": known.pk, "label_fr": "une habitante"})

    assert done.status_code == 302, done.content.decode()
    named.refresh_from_db()
    assert named.state == ("private" if what == "private" else "accepted")
    assert "errorlist" in text(
        editor.post(address, {"what": what, "actor": known.pk, "label_fr": "x"})
    )


def test_a_list_of_many_costs_what_one_costs(editor: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            text(editor.get(SENT))
        return len(caught)

    queries()
    one = queries()
    for _more in range(2):
        SubmissionFactory(
            incident=models.Incident.objects.create(title_fr="x", jurisdiction_id="XV")
        )

    assert queries() == one
