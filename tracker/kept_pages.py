"""Pages that a process has made and may give again: as long as the database has not changed at all,
and never longer than a browser may keep them (docs/adr/0022).

``incidents.snapshots`` tells that it has not. The day is part of the key, and so is the mode as
this process last saw it; ``PAGES_KEPT_S`` bounds what else follows from the clock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.utils import timezone
from django.utils.cache import get_cache_key, learn_cache_key

from incidents import snapshots
from tracker.caching import is_public
from tracker.one_moment import puts_together
from tracker.read_only import seen

CACHE = "pages"
LARGEST = 256 * 1024
"""Bytes. What is larger is made for each reader: files, mostly."""

Next = Callable[[HttpRequest], HttpResponse]


class KeptPages:
    """Outside of the moment at which a page is read: what is kept may be newer than its name says,
    never older."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        under = _moment(request)
        if under is None:
            return self.get_response(request)
        cache, seconds = caches[CACHE], settings.PAGES_KEPT_S
        key = get_cache_key(request, under, "GET", cache)
        kept: HttpResponse | None = cache.get(key) if key else None
        if kept is not None:
            request.resolver_match = resolve(request.path_info)
            return kept
        response = self.get_response(request)
        if _may_be_kept(request, response):
            cache.set(learn_cache_key(request, response, seconds, under, cache), response, seconds)
        return response


def _moment(request: HttpRequest) -> str | None:
    """What the page is true under, in one length however many transactions the snapshot names;
    None where nothing is kept."""
    if request.method != "GET" or not settings.PAGES_KEPT_S or not puts_together(request):
        return None
    snapshot = snapshots.now()
    if snapshot is None:
        return None
    mode = seen.now()
    name = (str(timezone.localdate()), snapshot, str(mode and mode.since))
    return hashlib.sha256("/".join(name).encode()).hexdigest()


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and is_public(request, response)
        and len(response.content) <= LARGEST
    )
