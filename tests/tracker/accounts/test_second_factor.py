"""The second factor: asked for, set up, once only, not guessed; enforced outside the demo."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client, RequestFactory
from django.urls import reverse

from incidents.models import AuditPayload
from tests.factories import UserFactory
from tests.tracker.accounts.proofs import (
    ELSEWHERE,
    SECRET,
    code,
    give_app,
    is_in,
    password,
    second,
)
from tracker.accounts.adapters import FactorAdapter
from tracker.accounts.guessing import ATTEMPTS, CODES_OF_NAME, QUESTIONS_OF_ADDRESS
from tracker.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(time_machine: Any) -> None:
    """The clock stands: a code is the same as long as a test runs."""
    time_machine.move_to("2026-11-03 12:00:10+00:00", tick=False)


@pytest.fixture
def editor() -> User:
    user: User = UserFactory(username="editor", password="the right one", language="en")
    return user


@pytest.fixture
def required(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def test_the_password_alone_opens_nothing(client: Client, editor: User) -> None:
    give_app(editor)

    assert password(client).headers["Location"] == "/admin/login/code/"
    assert not is_in(client)
    page = client.get("/admin/login/code/").text
    assert 'autocomplete="one-time-code"' in page
    assert "_auth_user_id" not in client.session


def test_a_code_opens_without_a_script(client: Client, editor: User) -> None:
    give_app(editor)
    password(client)

    assert second(client, code()).status_code == 302
    assert is_in(client)


@pytest.mark.parametrize("steps", [-1, 1])
def test_a_clock_may_be_half_a_minute_off(steps: int, client: Client, editor: User) -> None:
    give_app(editor)
    password(client)

    assert second(client, code(steps)).status_code == 302


@pytest.mark.parametrize("digits", ["", "000000", "12", "x" * 2000, "٣٣٣٣٣٣"])
def test_a_wrong_code_is_refused_in_words(digits: str, client: Client, editor: User) -> None:
    give_app(editor)
    password(client)

    response = second(client, digits)

    assert response.status_code == 200
    assert 'role="alert"' in response.text
    assert not is_in(client)


def test_a_code_opens_once(client: Client, editor: User, time_machine: Any) -> None:
    give_app(editor)
    password(client)
    second(client, code())
    stolen = code()
    time_machine.shift(40)  # still taken, for clocks that are off

    thief = Client()
    password(thief)

    assert second(thief, stolen).status_code == 200
    assert not is_in(thief)


def test_a_recovery_code_opens_once(client: Client, editor: User) -> None:
    give_app(editor)
    spare = RecoveryCodes.activate(editor).get_unused_codes()[0]
    password(client)
    assert second(client, spare).status_code == 302

    again = Client()
    password(again)
    assert second(again, spare).status_code == 200


def test_giving_up_half_way_leaves_nothing(client: Client, editor: User) -> None:
    give_app(editor)
    password(client)

    client.post("/admin/login/leave/")

    assert client.get("/admin/login/code/").status_code == 302
    assert second(client, code()).headers["Location"] == "/admin/login/"


def test_codes_are_not_guessed(client: Client, editor: User) -> None:
    give_app(editor)
    password(client)
    for number in range(ATTEMPTS):
        assert second(client, f"{number:06}").status_code == 200

    assert second(client, code()).status_code == 429
    other = Client()
    password(other, address=ELSEWHERE)
    assert second(other, code(), address=ELSEWHERE).status_code == 302


def test_many_addresses_guess_no_more_codes_than_one_in_a_day(client: Client, editor: User) -> None:
    give_app(editor)
    password(client)
    second(client, code())
    client.post("/admin/logout/")
    thief = Client()
    password(thief)
    asked = [second(thief, "000000", address=f"198.51.100.{n}") for n in range(CODES_OF_NAME + 5)]

    assert [a.status_code for a in asked].count(200) == CODES_OF_NAME
    assert second(thief, code(1), address="192.0.2.1").status_code == 429
    # The person is let in on a device that knows them.
    password(client, address="192.0.2.2")
    assert second(client, code(1), address="192.0.2.2").status_code == 302


def test_setting_up_an_app_shows_secret_and_recovery_codes_once(
    client: Client, editor: User, required: None
) -> None:
    password(client)
    assert client.get("/admin/").headers["Location"] == "/admin/factor/"
    page = client.get("/admin/factor/app/").text
    secret = re.findall(r"<code>([A-Z2-7]{32})</code>", page)[0]
    assert 'src="data:image/svg+xml;base64,' in page

    done = client.post("/admin/factor/app/", {"code": code(secret=secret)})

    assert done.headers["Location"] == "/admin/factor/codes/"
    shown = client.get("/admin/factor/codes/").text
    assert len(re.findall(r"<code>\d{8}</code>", shown)) == 10
    assert re.findall(r"<code>\d{8}</code>", client.get("/admin/factor/codes/").text) == []
    assert is_in(client)


def test_a_wrong_first_code_keeps_the_secret_that_is_in_the_app(
    client: Client, editor: User
) -> None:
    password(client)
    secret = re.findall(r"<code>([A-Z2-7]{32})</code>", client.get("/admin/factor/app/").text)[0]

    page = client.post("/admin/factor/app/", {"code": "000000"}).text

    assert secret in page
    assert not Authenticator.objects.exists()


def test_secrets_are_not_readable_in_the_database(editor: User, settings: Any) -> None:
    app = give_app(editor)

    assert SECRET not in str(app.data)
    assert app.wrap().validate_code(code())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another one that signs from now on, fifty long......"
    assert app.wrap().validate_code(code(1))
    settings.SECRET_KEY_FALLBACKS = []
    assert not app.wrap().validate_code(code(-1))


def test_a_wrong_passkey_leaves_one_where_one_was(client: Client, editor: User) -> None:
    client.force_login(editor)
    Authenticator.objects.create(user=editor, type="webauthn", data={"name": "k", "credential": {}})
    where = "/admin/again/passkey/?next=%2Fadmin%2Ffactor%2F"

    response = client.post(where, {"credential": "{}"})

    assert response.headers["Location"] == where


def test_questions_to_passkeys_are_not_endless(client: Client) -> None:
    asked = [
        client.get("/admin/login/passkey/", headers={"accept": "application/json"}).status_code
        for _ in range(QUESTIONS_OF_ADDRESS + 1)
    ]

    assert (asked.count(200), asked[-1]) == (QUESTIONS_OF_ADDRESS, 429)


def test_the_audit_notes_a_second_factor_and_not_its_secret(editor: User) -> None:
    app = give_app(editor)
    app.record_usage()

    kept = AuditPayload.objects.filter(header__table="mfa_authenticator")

    assert [entry.header["operation"] for entry in kept] == ["insert", "insert"]
    assert all(app.data["secret"] not in (entry.payload or "") for entry in kept)
    assert all("sha256:" in (entry.payload or "") for entry in kept)


def test_passkeys_belong_to_the_address_of_the_site_and_not_to_what_was_asked(
    settings: Any, rf: RequestFactory
) -> None:
    settings.PRODUCTION, settings.SITE_URL = True, "https://vigie.example.org"
    with request_context(rf.get("/", headers={"host": "localhost"})):
        entity = FactorAdapter().get_public_key_credential_rp_entity()

    assert entity["id"] == "vigie.example.org"


@pytest.mark.parametrize("superuser", [False, True])
@pytest.mark.parametrize(
    "address",
    ["", "incidents/incident/", "accounts/user/", "jsi18n-not/", "again-not/", "password_change/"],
)
def test_without_a_second_factor_nobody_gets_further(
    address: str, superuser: bool, client: Client, required: None
) -> None:
    client.force_login(UserFactory(is_superuser=superuser))

    response = client.get(f"/admin/{address}")

    allowed = address == "password_change/"
    assert response.status_code == (200 if allowed else 302)
    assert allowed or response.headers["Location"] == "/admin/factor/"


def test_the_way_out_stays_open(client: Client, required: None) -> None:
    client.force_login(UserFactory())

    language = client.post(reverse("admin:staff_language"), {"language": "fr", "next": "/fr/"})
    assert language.headers["Location"] == "/fr/"
    assert client.post("/admin/logout/").status_code == 200
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")


def test_a_session_older_than_the_second_factor_has_to_show_it(
    client: Client, editor: User, required: None
) -> None:
    client.force_login(editor)
    give_app(editor)

    assert client.get("/admin/").headers["Location"] == "/admin/again/code/"
    assert client.get("/admin/factor/passkeys/add/").headers["Location"] == "/admin/again/code/"
    client.post("/admin/again/code/", {"code": code()})
    assert is_in(client)


def test_taking_the_last_factor_away_closes_everything_again(
    client: Client, editor: User, required: None
) -> None:
    app = give_app(editor)
    password(client)
    second(client, code())
    assert is_in(client)

    app.delete()

    assert client.get("/admin/").headers["Location"] == "/admin/factor/"


def test_public_pages_ask_for_nothing(client: Client, required: None) -> None:
    client.force_login(UserFactory())

    assert client.get("/fr/").status_code == 200
    assert client.get("/admin/factor/").status_code == 200


def test_the_demo_says_that_it_is_optional(client: Client, settings: Any) -> None:
    settings.DEMO = True
    sign_in = client.get("/admin/login/", headers={"accept-language": "en"}).text
    client.force_login(UserFactory(language="en"))

    assert "a second factor may be set up, but is not demanded" in sign_in
    assert "Optional in this demonstration" in client.get("/admin/factor/").text


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", "7", '{"id": "x"}', "{", '{"id":{}}'])
@pytest.mark.parametrize("door", ["login/passkey/", "login/code/", "factor/passkeys/add/"])
def test_what_is_no_passkey_is_refused_in_words(
    answer: str, door: str, client: Client, editor: User
) -> None:
    if door != "login/passkey/":
        if door == "login/code/":
            give_app(editor)
        password(client)
    client.get(f"/admin/{door}", headers={"accept": "application/json"})

    response = client.post(f"/admin/{door}", {"credential": answer}, follow=True)

    assert response.status_code == 200
    assert not Authenticator.objects.filter(type="webauthn").exists()
