"""Read-only mode in kind words: a 503 with the reason for whoever sends something, a banner for
whoever reads. What refuses is the database (``vigie_may_write``); this only says it first.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.urls import Resolver404, resolve
from django.utils.translation import gettext

from incidents.api import problems
from incidents.models import Mode
from incidents.models.vocabulary import in_active_language
from incidents.read_only import RETRY_AFTER_S, SENTENCE, is_read_only

READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
NO_RECORD = ("/admin/logout/", "/admin/login/language/", "/health/")
"""What may be sent all the same: signing out ends a session, this language is a cookie's, and the
addresses of health take nothing."""

WRITE_NOTHING = frozenset({"public:verify_report"})
"""Routes of the public that take something and save nothing of it."""

Next = Callable[[HttpRequest], HttpResponse]


class Seen:
    """The mode as this process last saw it, so that a page need not ask for it.

    Without an answer from the database there is no banner: the page itself says what is wrong.
    """

    def __init__(self) -> None:
        self.mode: Mode | None = None
        self.until = 0.0

    def now(self) -> Mode | None:
        """At most ``MODE_SEEN_S`` old; where that is 0, what was last looked up."""
        moment = time.monotonic()
        if settings.MODE_SEEN_S and moment >= self.until:
            self.until = moment + settings.MODE_SEEN_S
            self.look()
        return self.mode

    def look(self) -> Mode | None:
        """Ask the database."""
        try:
            self.mode = Mode.objects.read_only()
        except DatabaseError:
            self.mode = None
        return self.mode


seen = Seen()


class ReadOnly:
    """Refuses what is sent while the site is set to read only, before anything looks at it; and
    says why where the database refused something that a reading would have written."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if sends(request) and (mode := seen.look()):
            return refusal(request, mode)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Nothing for any other exception: it goes on to the error pages."""
        if not is_read_only(error):
            return None
        list(messages.get_messages(request))
        return refusal(request, seen.look())


def sends(request: HttpRequest) -> bool:
    """Whether a request brings something that would be saved."""
    if request.method in READING or request.path_info.startswith(NO_RECORD):
        return False
    try:
        return resolve(request.path_info).view_name not in WRITE_NOTHING
    except Resolver404:
        return True


def refusal(request: HttpRequest, mode: Mode | None) -> HttpResponse:
    """503 with the operator's reason and when to try again: a page for whoever asks for one; for a
    script of our pages, its sentence."""
    headers = {"Retry-After": str(RETRY_AFTER_S)}
    if request.path_info.startswith("/api/"):
        why = in_active_language(mode.reason_fr, mode.reason_en) if mode else ""
        return problems.answer(problems.ReadOnlyNow(f"{gettext(SENTENCE)} {why}".strip()))
    if "text/html" not in request.headers.get("Accept", "text/html"):
        why = in_active_language(mode.reason_fr, mode.reason_en) if mode else ""
        said = f"{gettext(SENTENCE)} {why}".strip()
        return JsonResponse({"error": said}, status=503, headers=headers)
    page = loader.render_to_string("read_only.html", {"mode": mode})
    return HttpResponse(page, status=503, headers=headers)
