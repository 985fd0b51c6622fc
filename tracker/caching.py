"""Which answers a shared cache may keep, and for how long: every route is in this table, by name.

Public pages know no visitor, so that a cache before the site can carry an election night; whatever
knows one is `no-store, private`. A route without an entry is private, and a house test asks for the
entry. The numbers and their reasons are in docs/adr/0019.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

PRIVATE = "no-store, private"
GONE_SOON = "public, max-age=10, s-maxage=20"
"""For what is not there: it may be in a moment."""

KEPT = frozenset({200, 206, 301, 302, 304})
MISSING = frozenset({404, 410})


@dataclass(frozen=True)
class Policy:
    """How long an answer is kept. ``one_language``: what it says depends on no language asked for.

    ``header`` is the whole of Cache-Control; "" stands for what nobody may keep.
    """

    header: str
    one_language: bool = False


PAGE = Policy("public, max-age=10, s-maxage=20, stale-while-revalidate=20, stale-if-error=600")
DATA = Policy(PAGE.header, one_language=True)
SITEMAP = Policy(
    "public, max-age=3600, s-maxage=3600, stale-while-revalidate=600, stale-if-error=86400",
    one_language=True,
)
ISSUED = Policy(
    "public, max-age=86400, s-maxage=60, immutable, stale-while-revalidate=60, stale-if-error=600",
)
FIXED = Policy("public, max-age=31536000, immutable")
PER_VISITOR = Policy("")

VISITORS = (
    *("public:reply", "public:reply_received", "public:subscribe", "public:asked"),
    *("public:confirm", "public:confirmed", "public:unsubscribe", "public:verify_report"),
)

POLICIES: dict[str, Policy] = {
    "root": PAGE,
    "robots": DATA,
    "security": DATA,
    "sitemap": SITEMAP,
    "sitemap_part": SITEMAP,
    "live": PER_VISITOR,
    "ready": PER_VISITOR,
    "jobs": PER_VISITOR,
    "public:home": PAGE,
    "public:incidents": PAGE,
    "public:incidents_csv": PAGE,
    "public:incidents_json": PAGE,
    "public:suggest": PAGE,
    "public:incident": PAGE,
    "public:incident_version": PAGE,
    "public:incident_compare": PAGE,
    "public:incident_citation": PAGE,
    "public:incident_feed": PAGE,
    "public:picture": PAGE,
    "public:source": PAGE,
    "public:transcript_file": PAGE,
    "public:passage": PAGE,
    "public:actor": PAGE,
    "public:actors": PAGE,
    "public:actor_feed": PAGE,
    "public:platform": PAGE,
    "public:platforms": PAGE,
    "public:platform_feed": PAGE,
    "public:election": PAGE,
    "public:elections": PAGE,
    "public:election_feed": PAGE,
    "public:statistics": PAGE,
    "public:chart": PAGE,
    "public:reports": PAGE,
    "public:reports_year": PAGE,
    "public:reports_feed": PAGE,
    "public:report": PAGE,
    "public:report_pdf": PAGE,
    "public:report_edition_pdf": ISSUED,
    "public:report_volume_pdf": ISSUED,
    "public:report_citation": PAGE,
    "public:corrections": PAGE,
    "public:method": PAGE,
    "public:codebook": PAGE,
    "public:codebook_csv": PAGE,
    "public:codebook_json": DATA,
    "public:data_dictionary": PAGE,
    "public:data_csv": PAGE,
    "public:data_json": DATA,
    "public:api_docs": PAGE,
    "public:licence": PAGE,
    "public:accessibility": PAGE,
    "public:privacy": PAGE,
    "public:legal": PAGE,
    "public:contact": PAGE,
    **dict.fromkeys(VISITORS, PER_VISITOR),
    "public:audit": PAGE,
    "public:audit_feed": PAGE,
    "public:audit_head": FIXED,
    "public:audit_stamp": FIXED,
    "public:feed": PAGE,
    "public:changes_feed": PAGE,
    "api:index": DATA,
    "api:incidents": DATA,
    "api:incident": DATA,
    "api:incident_changes": DATA,
    "api:claims": DATA,
    "api:claim": DATA,
    "api:procedures": DATA,
    "api:procedure": DATA,
    "api:appearances": DATA,
    "api:appearance": DATA,
    "api:sources": DATA,
    "api:source": DATA,
    "api:transcripts": DATA,
    "api:segments": DATA,
    "api:actors": DATA,
    "api:actor": DATA,
    "api:platforms": DATA,
    "api:platform": DATA,
    "api:elections": DATA,
    "api:election": DATA,
    "api:vocabularies": DATA,
    "api:vocabulary": DATA,
    "api:corrections": DATA,
    "api:changes": DATA,
    "api:reports": DATA,
    "api:report": DATA,
    "api:audit_heads": DATA,
    "api:openapi_json": DATA,
    "api:openapi_yaml": DATA,
    "api:submissions": PER_VISITOR,
    "api:submission": PER_VISITOR,
    "api:exports": DATA,
    "api:export": DATA,
    "api:dumps": DATA,
    "api:dump": DATA,
    "public:data": PAGE,
    "api:nowhere": DATA,
}
"""By the name of the route. Below /admin/ everything is private and needs no entry."""

Next = Callable[[HttpRequest], HttpResponse]


class Caching:
    """Gives every answer its policy, public pages an ETag, and whoever has the page a 304.

    Outside the session's and the forms' middleware, so that what they add to an answer is seen.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/admin/"):
            # No page is in the language of a cookie: caches do not tell visitors apart by it.
            request.COOKIES.pop(settings.LANGUAGE_COOKIE_NAME, None)
        response = self.get_response(request)
        policy = policy_of(request)
        header = _header(request, response, policy)
        response.headers["Cache-Control"] = header
        if header == PRIVATE:
            return response
        if policy is not None and policy.one_language and response.status_code in KEPT:
            _forget_language(response)
        if response.status_code != 200:
            return response
        return _conditional(request, response)


def policy_of(request: HttpRequest) -> Policy | None:
    """What the table says of the route that answers; None where no route matched."""
    match = request.resolver_match
    if match is None:
        return None
    return POLICIES.get(match.view_name, PER_VISITOR)


def _header(request: HttpRequest, response: HttpResponseBase, policy: Policy | None) -> str:
    """Cache-Control of one answer. Errors other than "not there" are nobody's to keep."""
    if not is_public(request, response):
        return PRIVATE
    if response.status_code in MISSING:
        return GONE_SOON
    if policy is None or response.status_code not in KEPT:
        return PRIVATE
    return policy.header


def is_public(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether an answer is the same for every visitor: it was read only, and knows none."""
    if request.method not in {"GET", "HEAD"} or request.path_info.startswith("/admin/"):
        return False
    return policy_of(request) != PER_VISITOR and not _knows_visitor(request, response)


def _knows_visitor(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the answer sets a cookie or soon will, or was made by looking at one."""
    session = getattr(request, "session", None)
    looked = session is not None and session.accessed
    sets = response.cookies or response.has_header("Set-Cookie")
    return bool(sets or looked or request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))


def _forget_language(response: HttpResponseBase) -> None:
    vary = [name.strip() for name in response.headers.get("Vary", "").split(",")]
    kept = ", ".join(name for name in vary if name and name.lower() != "accept-language")
    del response.headers["Vary"]
    del response.headers["Content-Language"]
    if kept:
        response.headers["Vary"] = kept


def _conditional(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """304 where the visitor's copy is the same. The ETag of a page is weak: a proxy may compress
    it; that of a file, which its view gives, is its digest and strong."""
    if not isinstance(response, HttpResponse):
        return response
    if not response.has_header("ETag"):
        digest = hashlib.sha256(response.content).hexdigest()[:32]
        response.headers["ETag"] = f'W/"{digest}"'
    modified = response.headers.get("Last-Modified")
    return (
        get_conditional_response(
            request,
            etag=response.headers.get("ETag"),
            last_modified=parse_http_date_safe(modified) if modified else None,
            response=response,
        )
        or response
    )
