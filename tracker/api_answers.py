"""What every answer of the API has in its headers, be it kept, a 304 or an error: who may read it,
and how many requests its reader has left.

The limit is that of ``client_of``, in whole minutes of the clock, counted by each server process
for itself; what a cache before the site answers counts for nobody, and its count is another's.
Fields: draft-ietf-httpapi-ratelimit-headers-10.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from rest_framework.exceptions import Throttled

from incidents import limits
from incidents.api import problems
from incidents.api.clients import Client, client_of
from tracker.caching import PRIVATE

BELOW = "/api/"
CACHE = "requests"
WINDOW = 60
"""Seconds."""
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Link, ETag, Last-Modified, Location, Retry-After, RateLimit, RateLimit-Policy, "
        "Deprecation, Sunset, Content-Language, Content-Disposition, X-Request-ID"
    ),
    "Cross-Origin-Resource-Policy": "cross-origin",
}
ASKED_BEFORE = {
    "Access-Control-Allow-Headers": "Authorization, If-None-Match, If-Modified-Since, "
    "Accept-Language, Content-Type, Idempotency-Key",
    "Access-Control-Max-Age": "86400",
}
"""On the answer to a browser that asks before it sends (OPTIONS)."""

Next = Callable[[HttpRequest], HttpResponse]


class ApiAnswers:
    """Around caches and kept answers, so that nobody's are kept for another."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(BELOW):
            return self.get_response(request)
        client, now = client_of(request), time.time()
        left = _pay(client, now) if client.a_minute else None
        ends = math.ceil(WINDOW - now % WINDOW)
        if left is not None and left < 0:
            response = _refused(request, ends)
        else:
            response = self.get_response(request)
        for name, value in _headers(request, client, left, ends).items():
            response.headers[name] = value
        return response


def _pay(client: Client, now: float) -> int:
    """Count a request; gives how many are left in this minute, -1 where there was none."""
    window = int(now // WINDOW)
    key = f"api-{window}-{limits.key('api', client.kind, client.name)}"
    cache = caches[CACHE]
    cache.add(key, 0, WINDOW * 2)
    try:
        count = cache.incr(key)
    except ValueError:  # Another thread made room in between.
        count = 1
    return max(client.a_minute - count, -1)


def _refused(request: HttpRequest, ends: int) -> HttpResponse:
    language = translation.get_language_from_request(request)
    with translation.override(language):
        response = problems.answer(Throttled(wait=ends))
    response.headers["Cache-Control"] = PRIVATE
    response.headers["Content-Language"] = language
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _headers(request: HttpRequest, client: Client, left: int | None, ends: int) -> dict[str, str]:
    found = dict(CORS)
    if request.method == "OPTIONS":
        found |= ASKED_BEFORE
    if left is not None:
        found["RateLimit-Policy"] = f'"{client.kind}";q={client.a_minute};w={WINDOW}'
        found["RateLimit"] = f'"{client.kind}";r={max(left, 0)};t={ends}'
    return found
