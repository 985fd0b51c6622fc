"""Signing in: Django's page behind a limit on guessing."""

from __future__ import annotations

import hashlib
import unicodedata

from django.contrib import admin
from django.core.cache import BaseCache, caches
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from tracker.accounts.models import User
from tracker.pages import error_page

ATTEMPTS = 10
ATTEMPTS_OF_ADDRESS = 50  # whatever the names: an office behind one address stays below it
WINDOW_S = 15 * 60
LONGEST_NAME: int = User._meta.get_field("username").max_length or 150


def counts() -> BaseCache:
    """Where failures are counted: a cache of its own, so that nothing else can push them out."""
    return caches["sign-in"]


def same_name(text: str) -> str:
    """What all spellings of one user name have in common.

    Django's form reads the name in Unicode's NFKC, so a full-width spelling opens the same
    account. Longer texts than a name may be are cut: they open none.
    """
    return unicodedata.normalize("NFKC", text.strip()[:LONGEST_NAME]).casefold()


def attempts_keys(request: HttpRequest) -> dict[str, int]:
    """The keys this address's failures are counted by, each with the most it may have.

    One for this name, one for whatever name; none holds the address or the name in clear. The
    address is the one that the API's limit counts by too: see NUM_PROXIES in the settings.
    """
    name = same_name(request.POST.get("username", ""))
    address = BaseThrottle().get_ident(Request(request))
    return {
        _key("name", address, name): ATTEMPTS,
        _key("address", address): ATTEMPTS_OF_ADDRESS,
    }


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def count_failure(key: str) -> None:
    """Add one to the key's count, which lasts WINDOW_S seconds from the first."""
    if counts().add(key, 1, WINDOW_S):
        return
    try:
        counts().incr(key)
    except ValueError:
        # It ended between the two calls: this failure is the first of a new count.
        counts().set(key, 1, WINDOW_S)


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The admin's sign-in page; after too many failures, 429 for WINDOW_S seconds.

    Too many are ATTEMPTS for one name from one address, or ATTEMPTS_OF_ADDRESS from it. The
    failures of one address do not lock a name out from elsewhere. A success forgets the failures
    for its name only: guessing at others is not paid for with an account of one's own. With the
    default, local-memory cache each server process counts for itself.
    """
    if request.method != "POST":
        return admin.site.login(request)
    keys = attempts_keys(request)
    if any(counts().get(key, 0) >= most for key, most in keys.items()):
        response = error_page(request, "429.html", 429)
        response.headers["Retry-After"] = str(WINDOW_S)
        return response
    response = admin.site.login(request)
    if response.status_code == 200:
        for key in keys:
            count_failure(key)
    else:
        counts().delete(next(iter(keys)))
    return response
