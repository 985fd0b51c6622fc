"""What every template knows about the site and about the page's address in the other languages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from tracker.read_only import seen


def site(request: HttpRequest) -> dict[str, Any]:
    """`site_name`, `site_url`, `demo`, `read_only`, `canonical_url` and `alternates`.

    `read_only` is the mode while the site is set to that, with its reason.

    `alternates` has one entry a language - code, its own name, address, whether it is current -
    with the query kept, so that a filtered list stays filtered. A page that has no counterpart
    (an error page) leads to the other language's home page.
    """
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
        "read_only": seen.now(),
        "canonical_url": settings.SITE_URL + request.path,
        "alternates": [alternate(request, code) for code, _name in settings.LANGUAGES],
    }


NAMES = {"fr": "Français", "en": "English"}
"""Each language in itself: a reader who needs the other one can't read this one."""


def alternate(request: HttpRequest, code: str) -> dict[str, Any]:
    """The entry of one language; `permanent` is the absolute address for `rel=alternate`."""
    url = translate_url(request.get_full_path(), code)
    current = code == get_language()
    if not current and not url.startswith(f"/{code}/"):
        url = f"/{code}/"
    return {
        "code": code,
        "name": NAMES[code],
        "url": url,
        "permanent": settings.SITE_URL + url,
        "current": current,
    }
