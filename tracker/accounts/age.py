"""How long ago somebody signed in, and was last seen, in this session."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

BEGAN = "staff_began"
SEEN = "staff_seen"
NOTED_EACH_S = 60
"""When somebody was last seen is written once a minute at most."""


def begin(request: HttpRequest) -> None:
    """A session begins with the sign-in, whatever was in it before."""
    request.session[BEGAN] = request.session[SEEN] = time.time()


def see(request: HttpRequest) -> None:
    """Note that somebody is here."""
    now = time.time()
    request.session.setdefault(BEGAN, now)
    if now - request.session.get(SEEN, 0) > NOTED_EACH_S:
        request.session[SEEN] = now


def is_over(request: HttpRequest) -> bool:
    """Whether the session is older than a session may be."""
    began = request.session.get(BEGAN)
    return began is not None and time.time() - began > settings.SESSION_COOKIE_AGE


def is_idle(request: HttpRequest) -> bool:
    """Whether nobody was here for too long. Signing in again ends it."""
    seen = request.session.get(SEEN)
    if seen is None:
        return False
    return time.time() - max(seen, signed_in_at(request)) > settings.SESSION_IDLE_S


def is_recent(request: HttpRequest) -> bool:
    """Whether somebody signed in, or again, within SIGN_IN_AGAIN_S seconds (0: whenever)."""
    limit = settings.SIGN_IN_AGAIN_S
    return not limit or time.time() - signed_in_at(request) < limit


def signed_in_at(request: HttpRequest) -> float:
    """The moment of the last proof of who this is; 0 where there is none."""
    return max((float(record["at"]) for record in _proofs(request)), default=0.0)


def showed_second_factor(request: HttpRequest) -> bool:
    """Whether this session was proved with a second factor, and not by a password only."""
    return any(record["method"] == "mfa" for record in _proofs(request))


def _proofs(request: HttpRequest) -> list[dict[str, Any]]:
    user: Any = request.user
    return list(get_authentication_records(request, user))
