"""What every template knows about the site and about the page's address in the other languages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from incidents.filters import IncidentFilter
from tracker.read_only import seen


def site(request: HttpRequest) -> dict[str, Any]:
    """`site_name`, `site_url`, `demo`, `read_only`, `own_url`, `canonical_url` and `alternates`.

    `canonical_url` is `own_url` unless a view names another page in its place: such a page names no
    languages of its own.

    `read_only` is the mode while the site is set to that, with its reason.

    `alternates` has one entry a language - code, its own name, address, whether it is current -
    with the query kept, so that a filtered list stays filtered. A page that has no counterpart
    (an error page) leads to the other language's home page. `any_language` is the address for
    whoever reads neither.
    """
    query = canonical_query(request)
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
        "read_only": seen.now(),
        "own_url": settings.SITE_URL + request.path + query,
        "canonical_url": settings.SITE_URL + request.path + query,
        "alternates": [alternate(request, code, query) for code, _name in settings.LANGUAGES],
        "any_language": any_language(request, query),
    }


KEPT = (
    *IncidentFilter.get_filters(),
    *("exact", "order", "as", "kind", "letter", "page", "cursor", "log", "before"),
    *("version", "from", "to", "t"),
)
"""Parameters by which an address shows something else, in the order of its one permanent form."""
LONGEST = 1000


def canonical_query(request: HttpRequest) -> str:
    """The query of a page's one address: known parameters in one order, without empty values. What
    others add to links (where a visitor came from) is left out, and so is what nobody links to.
    """
    values = request.GET
    pairs = [(n, v) for n in KEPT if n in values for v in sorted(set(values.getlist(n))) if v]
    query = f"?{urlencode(pairs)}" if pairs else ""
    return query if len(query) <= LONGEST else ""


def any_language(request: HttpRequest, query: str) -> str:
    """The address for readers of neither language: the root for home pages, else the French one."""
    url = translate_url(request.path, "fr")
    return settings.SITE_URL + ("/" if url == "/fr/" else url + query)


NAMES = {"fr": "Français", "en": "English"}
"""Each language in itself: a reader who needs the other one can't read this one."""


def alternate(request: HttpRequest, code: str, query: str) -> dict[str, Any]:
    """The entry of one language; `permanent` is the absolute address for `rel=alternate`."""
    url = translate_url(request.get_full_path(), code)
    current = code == get_language()
    if not current and not url.startswith(f"/{code}/"):
        url = f"/{code}/"
    return {
        "code": code,
        "name": NAMES[code],
        "url": url,
        "permanent": settings.SITE_URL + url.partition("?")[0] + query,
        "current": current,
    }
