"""Devices that somebody signed in from before: a signed cookie, which opens nothing.

A known device has a count of its own, so that whoever guesses at a name from elsewhere, or from the
same office, does not lock out the person whose name it is. It never replaces a password or a code.
"""

from __future__ import annotations

import secrets
import unicodedata

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from incidents import limits
from tracker.accounts.models import User

COOKIE = "vigie_device"
AGE_S = 90 * 24 * 60 * 60
SALT = "vigie.device"
LONGEST_NAME: int = User._meta.get_field("username").max_length or 150


def same_name(text: str) -> str:
    """What all spellings of one user name have in common.

    The sign-in form reads the name in Unicode's NFKC, so a full-width spelling opens the same
    account. Longer texts than a name may be are cut: they open none.
    """
    return unicodedata.normalize("NFKC", text.strip()[:LONGEST_NAME]).casefold()


def known(request: HttpRequest, name: str) -> str | None:
    """The mark of this device, if this person signed in from it within AGE_S seconds."""
    try:
        held = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE_S)
        mark, owner = str(held["mark"]), str(held["owner"])
    except (signing.BadSignature, KeyError, TypeError):
        return None
    return mark if constant_time_compare(owner, _owner(name)) else None


def remember(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """Give the device its mark, or keep the one it has, for another AGE_S seconds."""
    mark = known(request, name) or secrets.token_hex(16)
    response.set_cookie(
        COOKIE,
        signing.dumps({"mark": mark, "owner": _owner(name)}, salt=SALT),
        max_age=AGE_S,
        path="/admin/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _owner(name: str) -> str:
    return limits.key("device", same_name(name))
