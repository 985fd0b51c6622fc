"""Keys: what opens and what does not, what is kept of them, and where no secret ever stands."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from incidents import models
from incidents.actions import api_key
from incidents.actions.permission import NotAllowed
from incidents.codes import KeyScope
from tests.api.partners import ADDRESS, example, read, secret_of, send, vocabulary
from tests.factories import AT, ApiKeyFactory, ModeFactory, UserFactory, ended
from tests.once import made_once
from tracker.accounts.roles import SERVICES, Role

pytestmark = pytest.mark.django_db
HELD: dict[str, Any] = {}


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with made_once(django_db_blocker):
        vocabulary()
        HELD["key"], HELD["secret"] = secret_of()
        ended()
        yield


def test_a_key_has_an_account_that_adds_drafts_and_signs_nobody_in() -> None:
    account = HELD["key"].account

    assert not account.has_usable_password()
    assert not account.is_staff and not account.is_superuser
    assert account.get_all_permissions() == SERVICES["partner"]
    assert not {name for name in SERVICES["partner"] if ".delete_" in name or "view" in name}


def test_only_an_administrator_makes_and_revokes_keys() -> None:
    editor = UserFactory(roles=[Role.EDITOR])
    asked: dict[str, Any] = {"partner": HELD["key"].partner, "label": "x", "days": 1, "by": editor}

    with pytest.raises(NotAllowed):
        api_key.make(scopes=[KeyScope.READ], **asked)
    with pytest.raises(NotAllowed):
        api_key.revoke(key=HELD["key"], by=editor)


@pytest.mark.parametrize(("days", "scopes"), [(0, ["read"]), (367, ["read"]), (30, [])])
def test_a_key_without_end_or_scope_is_not_made(days: int, scopes: list[str]) -> None:
    with pytest.raises(api_key.KeyRefused):
        secret_of(days=days, scopes=map(KeyScope, scopes))


def test_the_database_lets_no_key_last_longer_and_none_be_changed() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiKeyFactory(expires_at=AT + timedelta(days=367))
    for change in ({"digest": "0" * 64}, {"scopes": ["read"]}, {"expires_at": AT}):
        with pytest.raises(Exception, match="pgtrigger"), transaction.atomic():
            models.ApiKey.objects.filter(pk=HELD["key"].pk).update(**change)


def test_what_opens_nothing_is_401_and_says_what_to_send(client: Client) -> None:
    secret = HELD["secret"]
    forged = secret[:-1] + ("A" if secret[-1] != "A" else "B")
    wrong = (
        *("", "Bearer", "Bearer ", f"Basic {secret}", f"Bearer {forged}", f"Bearer {secret} x"),
        *(f"Bearer {secret[:20]}", "Bearer " + "x" * 70_000, "Bearer vigie_%00"),
    )
    for given in wrong:
        response = client.get(ADDRESS, headers={"Authorization": given})

        assert response.status_code == 401, given[:80]
        assert response["WWW-Authenticate"].startswith('Bearer realm="vigie"')
        assert response["Content-Type"] == "application/problem+json"
        assert response["Cache-Control"] == "no-store, private"
        assert secret not in response.content.decode()


@pytest.mark.parametrize(
    ("change", "word"), [("expired", "expiré"), ("revoked", "révoquée"), ("closed", "fermé")]
)
def test_a_key_that_ended_says_so_to_who_has_its_secret(
    client: Client, change: str, word: str
) -> None:
    made = {"at": timezone.now() - timedelta(days=31)} if change == "expired" else {}
    key, secret = secret_of("Autre", **made)
    if change == "revoked":
        administrator = UserFactory(roles=[Role.ADMINISTRATOR])
        api_key.revoke(key=key, by=administrator)
        again = api_key.revoke(key=key, by=UserFactory(roles=[Role.ADMINISTRATOR]))
        assert again.revoked_by == administrator
    if change == "closed":
        type(key.account).objects.filter(pk=key.account_id).update(is_active=False)

    ended_one, guessed = read(client, secret, ADDRESS), read(client, secret[:-2] + "zz", ADDRESS)

    assert (ended_one.status_code, guessed.status_code) == (401, 401)
    assert word in ended_one.json()["detail"]
    assert word not in guessed.json()["detail"]


def test_a_key_of_another_scope_is_403(client: Client) -> None:
    _key, secret = secret_of(scopes=[KeyScope.READ])

    for response in (send(client, secret, example()), read(client, secret, ADDRESS)):
        assert response.status_code == 403
        assert 'error="insufficient_scope"' in response["WWW-Authenticate"]


def test_neither_a_session_nor_a_cookie_stands_for_a_key(client: Client) -> None:
    client.force_login(UserFactory(is_superuser=True))
    careful = Client(enforce_csrf_checks=True)
    careful.cookies["sessionid"] = client.cookies["sessionid"].value

    assert client.get(ADDRESS).status_code == 401
    assert client.post(ADDRESS, "{}", content_type="application/json").status_code == 401
    sent = send(careful, HELD["secret"], example(spread=9))
    assert (sent.status_code, dict(sent.cookies)) == (422, {})


def test_requests_are_counted_by_key_and_otherwise_by_address(
    client: Client, settings: Settings
) -> None:
    settings.API_A_MINUTE, settings.API_A_MINUTE_BY_KEY = 1, 2
    caches["requests"].clear()
    _key, secret = secret_of("Pressée", scopes=[KeyScope.READ, KeyScope.WRITE])

    with time_machine.travel(timezone.now().replace(second=15), tick=False):
        found = [read(client, secret, ADDRESS) for _i in range(3)]
        other = read(client, HELD["secret"], ADDRESS)
        guessed = [read(client, "vigie_nothing", ADDRESS) for _i in range(2)]
    caches["requests"].clear()

    assert [response.status_code for response in found] == [200, 200, 429]
    assert found[0]["RateLimit-Policy"] == '"key";q=2;w=60'
    assert found[-1]["Retry-After"] == "45"
    assert other.status_code == 200
    assert [response.status_code for response in guessed] == [401, 429]
    assert guessed[0]["RateLimit-Policy"] == '"address";q=1;w=60'


def test_a_browser_that_asks_before_it_sends_needs_no_key(client: Client) -> None:
    asked = client.options(ADDRESS, headers={"Access-Control-Request-Method": "POST"})

    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Methods"] == "GET, POST, HEAD, OPTIONS"
    assert "Idempotency-Key" in asked["Access-Control-Allow-Headers"]


def test_the_last_use_is_kept_once_a_minute_after_the_answer_and_not_in_read_only_mode(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    def used() -> int:
        with django_capture_on_commit_callbacks(execute=True) as done:
            read(client, HELD["secret"], ADDRESS)
        return len(done)

    rows = models.ApiKeyUse.objects.filter(key=HELD["key"])
    ModeFactory(read_only=True, reason_fr="Entretien.")
    assert used() == 1
    assert rows.get().last_used_at is None
    models.Mode.objects.update(read_only=False)
    assert (used(), used()) == (1, 0)
    assert rows.get().last_used_at is not None


def test_the_secret_is_in_no_row_no_audit_and_no_log(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        send(client, HELD["secret"], example(spread=9))
        key, secret = secret_of("Discrète")
        read(client, secret, ADDRESS)
        ended()

    assert secret.startswith(key.prefix)
    rest = secret.removeprefix(key.prefix)
    assert rest not in caplog.text and HELD["secret"][20:] not in caplog.text
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload::text FROM incidents_auditpayload")
        audited = " ".join(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT key::text FROM incidents_apikey AS key")
        rows = " ".join(row[0] for row in cursor.fetchall())
    assert key.prefix in audited and key.prefix in rows
    assert rest not in audited + rows
    assert key.digest not in audited


def test_nothing_is_received_in_read_only_mode(client: Client) -> None:
    ModeFactory(read_only=True, reason_fr="Entretien.", reason_en="Upkeep.")

    response = send(client, HELD["secret"], example(), **{"Accept-Language": "en"})

    assert response.status_code == 503
    assert response["Content-Type"] == "application/problem+json"
    assert "Upkeep." in response.json()["detail"]
    assert int(response["Retry-After"]) > 0


def test_the_accounts_of_keys_are_none_to_be_edited(client: Client) -> None:
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))
    account = HELD["key"].account

    listed = client.get("/admin/accounts/user/")
    page = client.get(f"/admin/accounts/user/{account.pk}/change/", follow=True)
    password = client.get(f"/admin/accounts/user/{account.pk}/password/", follow=True)

    assert account.username not in listed.content.decode()
    assert account.username not in page.content.decode()
    assert account.username not in password.content.decode()
