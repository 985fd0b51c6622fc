"""What django-allauth asks of us: who signs in and how, and how secrets are kept."""

from __future__ import annotations

import base64
import logging
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.accounts import devices
from tracker.accounts.age import begin, is_recent

log = logging.getLogger("vigie.accounts")

SAID = {
    "mfa/messages/webauthn_added.txt": _("Passkey added."),
    "mfa/messages/webauthn_removed.txt": _("Passkey removed."),
    "mfa/messages/totp_activated.txt": _("The app was added."),
    "mfa/messages/totp_deactivated.txt": _("The app was removed."),
}
"""What is told on the next page; all else, the page itself shows."""


class AccountAdapter(DefaultAccountAdapter):
    """Staff sign in by name; nobody registers, and nothing is sent by mail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "This name and password do not open the staff pages. Both may be case-sensitive."
        ),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is not right, or was used before."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by administrators."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The member of staff, or None; visitors have no accounts. The limit on guessing was
        asked before (``sign_in``)."""
        name, password = credentials.get("username", ""), credentials.get("password", "")
        user: Any = authenticate(request, username=name, password=password)
        return user if user is not None and user.is_staff else None

    def reauthenticate(self, user: Any, password: str) -> bool:
        return bool(user.check_password(password))

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """A sign-in counts as well as a sign-in again: what matters is how long ago."""
        return not is_recent(context.request)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """In our words, or not at all; what a form refused, as it is."""
        said = message or SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, said, extra_tags)

    def pre_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse | None:
        """A passkey outlives an account's rights; it opens nothing without them."""
        if not user.is_active or not user.is_staff:
            messages.error(request, gettext("This account does not open the staff pages."))
            return HttpResponseRedirect(resolve_url(settings.LOGIN_URL))
        answer: HttpResponse | None = super().pre_login(request, user, **more)
        return answer

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        begin(request)

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **more)
        devices.remember(request, response, user.get_username())
        return response


class FactorAdapter(DefaultMFAAdapter):
    """The second factor's secrets are encrypted with a key made from SECRET_KEY: a copy of the
    database opens nothing. With another SECRET_KEY they are gone; SECRET_KEY_FALLBACKS read too."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"]
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What can't be read is a secret that nobody has: no code fits, and the log says why."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.error("second factor unreadable: SECRET_KEY is another one")
            return generate_totp_secret()

    def generate_authenticator_name(self, user: Any, type: str) -> str:
        """What a passkey is called until its owner says otherwise."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())

    def get_totp_issuer(self) -> str:
        return settings.SITE_NAME

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the site's own address; in the demo, to the one it is asked by."""
        asked = f"//{context.request.get_host()}"
        host = urlsplit(settings.SITE_URL if settings.PRODUCTION else asked).hostname
        return {"id": host or "", "name": settings.SITE_NAME}


def _cipher() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (salted_hmac("vigie.factor", "", s, algorithm="sha256").digest() for s in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
