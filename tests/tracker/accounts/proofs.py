"""A second factor without a telephone, and staff who sign in with it."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from tracker.accounts.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "the right one"
HERE = "203.0.113.7"
ELSEWHERE = "198.51.100.20"


def code(steps: int = 0, secret: str = SECRET) -> str:
    """What the app shows now, or some half minutes later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def give_app(user: User) -> Authenticator:
    """The second factor, with its recovery codes, as if it had been set up."""
    made: Authenticator = TOTP.activate(user, SECRET).instance
    RecoveryCodes.activate(user)
    return made


def password(
    client: Client, word: str = PASSWORD, name: str = "editor", address: str = HERE
) -> Any:
    """The answer to name and password."""
    form = {"username": name, "password": word}
    return client.post("/admin/login/", form, REMOTE_ADDR=address)


def second(client: Client, digits: str, address: str = HERE) -> Any:
    """The answer to a code, after the password."""
    return client.post("/admin/login/code/", {"code": digits}, REMOTE_ADDR=address)


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200
