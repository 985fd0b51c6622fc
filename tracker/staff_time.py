"""Staff's pages take the time that they need: the limit on one statement is for the public."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse

Next = Callable[[HttpRequest], HttpResponse]


class StaffTime:
    """Lifts LONGEST_READING_S for a page below /admin/. The connection goes back to the pool with
    the limit: a connection that broke meanwhile does not go back."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.LONGEST_READING_S or not request.path_info.startswith("/admin/"):
            return self.get_response(request)
        _run("SET statement_timeout = 0")
        try:
            return self.get_response(request)
        finally:
            with suppress(Error):
                _run("RESET statement_timeout")


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
