"""A limit on what costs most to answer: searches, statistics and their pictures, comparisons,
verified reports (a snapshot is read whole).

Whoever asks for more gets 429 and is told when to come back. Counted by each server process for
itself, as the API's limit is; what a cache before the site answers counts for nobody.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from rest_framework.exceptions import Throttled
from rest_framework.throttling import SimpleRateThrottle

from incidents import limits
from incidents.api import problems
from tracker import pages

ALWAYS = frozenset(
    {
        *("public:suggest", "public:incident_compare", "public:statistics", "public:chart"),
        *("public:incidents_csv", "public:incidents_json", "api:export", "public:verify_report"),
    }
)
SEARCHED = frozenset({"public:incidents", "public:feed", "public:actors"})
"""Costly only where words are looked for."""

Next = Callable[[HttpRequest], HttpResponse]


class Throttle(SimpleRateThrottle):
    """So many a minute from one address, whichever of them are asked for."""

    scope = "costly"

    def get_rate(self) -> str | None:
        """None where nothing is limited."""
        return settings.COSTLY_RATE

    def get_cache_key(self, request: HttpRequest, view: object) -> str:
        """The address by which the API counts too."""
        return f"costly-{limits.key('costly', limits.address(request))}"


class Costly:
    """Refuses before anything is asked of the database."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_costly(request):
            return self.get_response(request)
        throttle = Throttle()
        if throttle.allow_request(request, None):  # type: ignore[arg-type]
            return self.get_response(request)
        wait = math.ceil(throttle.wait() or 60)
        if request.path_info.startswith("/api/"):
            return problems.answer(Throttled(wait=wait))
        response = pages.plain_page("429.html", 429)
        response.headers["Retry-After"] = str(wait)
        return response


def is_costly(request: HttpRequest) -> bool:
    """By the route, and by whether it is asked to search."""
    try:
        name = resolve(request.path_info).view_name
    except Resolver404:
        return False
    return name in ALWAYS or (name in SEARCHED and bool(request.GET.get("q")))
