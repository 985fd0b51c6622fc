"""What happens around every request: its line in the log, security headers, staff's language, and
the answer to who saved at the same moment as somebody else."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import translation

from incidents import recorded
from incidents.conflict import is_conflict
from tracker import pages
from tracker.logs import request_id

log = logging.getLogger("vigie.request")

Next = Callable[[HttpRequest], HttpResponse]

POLICIES = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class RequestLog:
    """Gives each request an id (sent back as X-Request-ID) and writes one line about it.

    The id is ours: one that a visitor sends could carry anything into the log.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        identifier = secrets.token_hex(8)
        token = request_id.set(identifier)
        started = time.monotonic()
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = identifier
            self.write(request, response, started)
        finally:
            request_id.reset(token)
        return response

    @staticmethod
    def write(request: HttpRequest, response: HttpResponse, started: float) -> None:
        """One line; the route stands for the address, which may hold words of the visitor."""
        match = request.resolver_match
        facts = {
            "event": "request",
            "method": request.method if request.method in {"GET", "HEAD", "POST"} else "other",
            "route": match.route if match else None,
            "status": response.status_code,
            "duration_ms": round((time.monotonic() - started) * 1000),
        }
        log.info("request", extra=facts)


class SecurityHeaders:
    """Adds the headers that neither Django nor django-csp sends."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in POLICIES.items():
            response.headers.setdefault(name, value)
        return response


class Conflict:
    """Tells whoever saved at the same moment as somebody else, and was the one that the database
    ended, that nothing was saved: an outcome in words and no fault of ours.

    The view's transaction is undone by then. What the view meant to say of it (that it was saved)
    is not said.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Nothing for any other exception: it goes on to the error pages."""
        if not is_conflict(error):
            return None
        list(messages.get_messages(request))
        return pages.conflict(request)


class StaffLanguage:
    """Shows the admin in the language its user chose; public addresses carry their own language.

    Asks for the user only below /admin/, so that public pages never open a session.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/admin/"):
            chosen = getattr(request.user, "language", "")
            if chosen in dict(settings.LANGUAGES):
                translation.activate(chosen)
                request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


class Recorded:
    """What a request to the staff pages writes is, to the audit, its user's doing by that page."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/admin/"):
            return self.get_response(request)
        route = resolve_route(request.path_info)
        with recorded.context(by=request.user, door=f"page {route}"):
            return self.get_response(request)


def resolve_route(path: str) -> str:
    """The pattern that an address matches: it holds no words of the person."""
    try:
        return str(resolve(path).route)
    except Resolver404:
        return ""
