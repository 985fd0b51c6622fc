"""Sessions are short; grave pages ask again; what is taken away is gone with the next request."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from incidents.codes import State
from incidents.models import Incident
from tests.factories import IncidentFactory, UserFactory
from tests.tracker.accounts.proofs import PASSWORD, code, give_app, is_in, password, second
from tracker.accounts import waiting
from tracker.accounts.guessing import ATTEMPTS
from tracker.accounts.models import User
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db

MINUTE = 60
HOUR = 60 * MINUTE


@pytest.fixture(autouse=True)
def noon(time_machine: Any) -> None:
    time_machine.move_to("2026-11-03 12:00:10+00:00", tick=False)


@pytest.fixture(autouse=True)
def asked_again(settings: Any) -> None:
    settings.SIGN_IN_AGAIN_S = 15 * MINUTE


def staff(name: str, *roles: Role, **more: Any) -> User:
    user: User = UserFactory(username=name, password=PASSWORD, language="en", roles=roles, **more)
    return user


@pytest.fixture
def administrator(client: Client) -> User:
    user = staff("editor", Role.ADMINISTRATOR)
    password(client)
    return user


def at(user: User) -> str:
    return f"/admin/accounts/user/{user.pk}/change/"


def test_a_session_that_nobody_used_is_locked(
    client: Client, administrator: User, time_machine: Any
) -> None:
    time_machine.shift(29 * MINUTE)
    assert is_in(client)
    time_machine.shift(31 * MINUTE)

    assert client.get("/admin/?a=b").headers["Location"] == "/admin/again/?next=%2Fadmin%2F%3Fa%3Db"
    client.post("/admin/again/", {"password": PASSWORD})
    assert is_in(client)


def test_looking_at_the_lock_does_not_open_it(
    client: Client, administrator: User, time_machine: Any
) -> None:
    time_machine.shift(31 * MINUTE)

    for _ in range(3):
        assert client.get("/admin/again/").status_code == 200

    assert client.get("/admin/").status_code == 302


def test_a_script_of_a_page_is_told_in_a_sentence(
    client: Client, administrator: User, time_machine: Any
) -> None:
    time_machine.shift(31 * MINUTE)

    answer = client.post("/admin/", {"a": "b"}, headers={"sec-fetch-mode": "cors"})

    assert answer.status_code == 401
    assert "Reload the page" in answer.json()["error"]
    assert waiting.KEY not in client.session


def test_a_session_ends_after_half_a_day_whoever_is_there(
    client: Client, administrator: User, time_machine: Any
) -> None:
    for _ in range(36):
        time_machine.shift(20 * MINUTE)
        if not is_in(client):
            client.post("/admin/again/", {"password": PASSWORD})
    time_machine.shift(MINUTE)

    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")
    assert "_auth_user_id" not in client.session
    assert "Your session has ended" in client.get("/admin/login/").text


def test_roles_are_changed_by_who_just_signed_in(
    client: Client, administrator: User, time_machine: Any
) -> None:
    other = staff("other")
    assert client.get(at(other)).status_code == 200
    time_machine.shift(16 * MINUTE)

    asked = client.get(at(other))

    assert asked.headers["Location"].startswith("/admin/again/?next=")
    assert client.get("/admin/accounts/user/").status_code == 200
    back = client.post(asked.headers["Location"], {"password": PASSWORD})
    assert back.headers["Location"] == at(other)
    assert client.get(at(other)).status_code == 200


@pytest.mark.parametrize("page", ["add/", "{pk}/change/", "{pk}/password/", "{pk}/delete/"])
def test_no_page_of_an_account_opens_long_after(
    page: str, client: Client, administrator: User, time_machine: Any
) -> None:
    User.objects.filter(pk=administrator.pk).update(is_superuser=True)
    where = f"/admin/accounts/user/{page.format(pk=staff('other').pk)}"
    assert client.get(where).status_code == 200
    time_machine.shift(16 * MINUTE)

    assert client.get(where).headers["Location"].startswith("/admin/again/")
    assert client.post(where).headers["Location"].startswith("/admin/again/")


def test_a_wrong_password_does_not_go_on_and_is_counted(
    client: Client, administrator: User, time_machine: Any
) -> None:
    client.cookies.pop("vigie_device")
    time_machine.shift(16 * MINUTE)
    for _ in range(ATTEMPTS):
        assert client.post("/admin/again/", {"password": "a wrong one"}).status_code == 200

    assert client.post("/admin/again/", {"password": PASSWORD}).status_code == 429


def test_a_code_does_as_well_as_the_password(client: Client, time_machine: Any) -> None:
    user, other = staff("editor", Role.ADMINISTRATOR), staff("other")
    give_app(user)
    password(client)
    second(client, code())
    time_machine.shift(16 * MINUTE)
    assert "/admin/again/code/" in client.get(client.get(at(other)).headers["Location"]).text

    client.post("/admin/again/code/", {"code": code()})

    assert client.get(at(other)).status_code == 200


@pytest.mark.parametrize("move", ["publish", "republish", "withdraw"])
def test_publishing_asks_again_and_loses_nothing(
    move: str, client: Client, time_machine: Any
) -> None:
    staff("editor", Role.PUBLISHER, Role.EDITOR)
    incident: Incident = IncidentFactory(state=State.DRAFT)
    password(client)
    time_machine.shift(16 * MINUTE)
    where = f"/admin/incidents/incident/{incident.pk}"

    assert client.get(f"{where}/{move}/").headers["Location"].startswith("/admin/again/")
    assert client.get(f"{where}/change/").status_code == 200
    asked = client.post(f"{where}/{move}/", {"reason": "because"})
    resumed = client.post(asked.headers["Location"], {"password": PASSWORD}, follow=True)
    # A draft is not published: the page itself says so, and no longer asks who this is.
    assert resumed.redirect_chain == [(f"{where}/{move}/", 302), (f"{where}/change/", 302)]


@pytest.mark.parametrize(
    "page",
    [
        "report/close/2026-09/",
        "report/plan/2026-09/",
        "report/unplan/1/",
        "report/reissue/2026-09/",
        "report/1/withdraw/",
        "erasurerequest/1/desk/",
        "incident/1/merge/",
        "actor/1/merge/",
    ],
)
def test_what_changes_issued_reports_erases_or_merges_asks_again(
    page: str, client: Client, time_machine: Any
) -> None:
    staff("editor", Role.PUBLISHER)
    password(client)
    time_machine.shift(16 * MINUTE)

    asked = client.get(f"/admin/incidents/{page}")

    assert asked.headers["Location"].startswith("/admin/again/")


def test_a_role_that_was_taken_is_gone_with_the_next_request(client: Client) -> None:
    user = staff("editor", Role.EDITOR)
    password(client)
    assert client.get("/admin/incidents/incident/add/").status_code == 200

    user.groups.remove(Group.objects.get(name=Role.EDITOR))

    assert client.get("/admin/incidents/incident/add/").status_code == 403


@pytest.mark.parametrize("field", ["is_active", "is_staff"])
def test_who_is_no_longer_staff_is_out_with_the_next_request(field: str, client: Client) -> None:
    user = staff("editor", Role.EDITOR)
    password(client)
    assert is_in(client)

    User.objects.filter(pk=user.pk).update(**{field: False})

    response = client.get("/admin/", follow=True)
    assert response.redirect_chain == [("/admin/login/?next=/admin/", 302)]
    assert not response.wsgi_request.user.is_authenticated


def test_a_new_password_ends_the_sessions_of_the_old(client: Client) -> None:
    user = staff("editor", Role.EDITOR)
    elsewhere = Client()
    password(client)
    password(elsewhere)
    assert is_in(elsewhere)

    changed = {"old_password": PASSWORD, "new_password1": "seven quiet lamps"}
    client.post("/admin/password_change/", changed | {"new_password2": "seven quiet lamps"})

    assert is_in(client)
    assert not is_in(elsewhere)
    user.set_password("another of the administrator")
    user.save()
    assert not is_in(client)


def test_when_somebody_was_seen_is_not_written_each_time(client: Client) -> None:
    staff("editor", Role.EDITOR)
    password(client)
    session = dict(client.session)

    client.get("/admin/")

    assert dict(client.session) == session
    assert session["staff_began"] == time.time()
