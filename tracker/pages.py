"""Pages that belong to the site and not to the records: the root, files for robots, errors."""

from __future__ import annotations

import sys
from datetime import timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.template import loader
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, gettext
from django.views.decorators.http import require_safe

from incidents.api import problems
from incidents.conflict import SENTENCE, took_too_long

PLAIN = "text/plain; charset=utf-8"


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Leads `/` to the home page in the browser's language, French when it asks for neither."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Public pages may be indexed, and the sitemap leads to them; the staff's may not."""
    lines = ("User-agent: *", "Disallow: /admin/", "", f"Sitemap: {settings.SITE_URL}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """security.txt (RFC 9116) for the contact in SECURITY_CONTACT; 404 where none is set."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires}",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.SITE_URL}{request.path}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400. Self-contained: the request may be too broken (its Host, say) for the site's frame."""
    return plain_page("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return error_page(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same page for what is missing and for what is not public."""
    return error_page(request, "404.html", 404)


def conflict(request: HttpRequest) -> HttpResponse:
    """409: the database ended this one of two who were saving the same records (``conflict``).

    A page for whoever asks for one; for a script of our pages, its sentence.
    """
    accept = request.headers.get("Accept", "text/html")
    if "text/html" in accept:
        return plain_page("409.html", 409)
    return JsonResponse({"error": gettext(SENTENCE)}, status=409)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 when the database does not answer, or ended what took too long; otherwise 500. The
    template asks nothing of either. The API says 503 in its own form.

    Django calls this while the exception is being handled, hence `sys.exc_info`.
    """
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError):
        if request.path_info.startswith("/api/"):
            return problems.answer(error)
        response = plain_page("too_long.html" if took_too_long(error) else "503.html", 503)
        response.headers["Retry-After"] = "60"
        return response
    return plain_page("500.html", 500)


def error_page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """A page in the site's frame that is nobody's permanent address."""
    return render(request, template, {"canonical_url": ""}, status=status)


def plain_page(template: str, status: int) -> HttpResponse:
    """A page rendered without request or context processors: it must work when they do not."""
    return HttpResponse(loader.render_to_string(template), status=status)
