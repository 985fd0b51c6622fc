"""A passkey in Chromium, whose virtual device answers: made, used alone, used to sign in again."""

import re
from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from tests.factories import UserFactory
from tracker.accounts.roles import Role

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def plug_in(page: "Page") -> None:
    """A device of the browser's own, which says yes at once."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def make_passkey(page: "Page") -> None:
    """From the page that somebody without a second factor is sent to, to the recovery codes."""
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_role("button", name="Créer la clé d’accès").click()
    expect(page.locator(".factor__codes li")).to_have_count(10)


def stands_in(page: "Page", field: str) -> None:
    """Wait for the browser's own autofocus: to be quicker than it is a warning."""
    expect(page.locator(f"[name={field}]:visible")).to_be_focused()


def sign_out(page: "Page") -> None:
    page.locator("#logout-form button").click()
    page.goto("/admin/login/")
    stands_in(page, "username")


@pytest.fixture
def desk(chromium: "Browser", live_server: "LiveServer") -> Any:
    """A page at a name, since passkeys are made for names only; its complaints end the test."""
    address = re.sub(r"//[^:]+", "//localhost", live_server.url)
    context = chromium.new_context(locale="fr-FR", base_url=address)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(f"{page.url} {message.text}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    plug_in(page)
    yield page
    context.close()
    assert complaints == []


def test_a_passkey_opens_without_a_password(desk: "Page", settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    user = UserFactory(username="anna", password="the right one", roles=[Role.ADMINISTRATOR])
    desk.goto("/admin/")
    desk.locator("[name=username]").fill("anna")
    desk.locator("[name=password]").fill("the right one")
    desk.locator("#login-form [type=submit]").click()
    desk.wait_for_url("**/admin/factor/")
    make_passkey(desk)
    assert Authenticator.objects.filter(user=user, type="webauthn").count() == 1

    sign_out(desk)
    desk.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    desk.wait_for_url("**/admin/")

    settings.SIGN_IN_AGAIN_S = 0.001
    grave = f"/admin/accounts/user/{user.pk}/change/"
    desk.goto(grave)
    stands_in(desk, "password")
    desk.get_by_role("link", name="avec une clé d’accès").click()
    settings.SIGN_IN_AGAIN_S = 900
    desk.get_by_role("button", name="Utiliser une clé d’accès").click()
    desk.wait_for_url(f"**{grave}")

    sign_out(desk)
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    desk.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    expect(desk.locator(".messagelist .error")).to_contain_text("n’ouvre pas")
