"""Signing in: Django's page behind a limit on guessing."""

from __future__ import annotations

import hashlib

from django.contrib import admin
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from tracker.pages import error_page

ATTEMPTS = 10
WINDOW_S = 15 * 60


def attempts_key(request: HttpRequest) -> str:
    """Where the failures of this address for this name are counted; holds neither in clear.

    The address is the one that the API's limit counts by too: see NUM_PROXIES in the settings.
    """
    name = request.POST.get("username", "").strip().casefold()
    address = BaseThrottle().get_ident(Request(request))
    pair = f"{address}\0{name}"
    return "sign-in:" + hashlib.sha256(pair.encode("utf-8", "replace")).hexdigest()


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The admin's sign-in page; after ATTEMPTS failures for one name, 429 for WINDOW_S seconds.

    The failures of one address do not lock the same name out from elsewhere. The count lives in
    the cache: with the default, local-memory one, each server process counts for itself.
    """
    if request.method != "POST":
        return admin.site.login(request)
    key = attempts_key(request)
    if cache.get(key, 0) >= ATTEMPTS:
        response = error_page(request, "429.html", 429)
        response.headers["Retry-After"] = str(WINDOW_S)
        return response
    response = admin.site.login(request)
    if response.status_code == 200:
        cache.add(key, 0, WINDOW_S)
        cache.incr(key)
    else:
        cache.delete(key)
    return response
