"""Everything that can go wrong, as problem details (RFC 9457) in the reader's language."""

import math
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, NotAuthenticated, NotFound, Throttled
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import set_rollback

from incidents.api import problem_kinds
from incidents.conflict import SENTENCE, TOO_LONG, is_conflict, took_too_long
from incidents.read_only import RETRY_AFTER_S
from incidents.read_only import SENTENCE as SENTENCE_READ_ONLY

MEDIA_TYPE = "application/problem+json"


class BadParameters(APIException):
    """Parameters that cannot be answered, all of them at once: name, message, nearest right name
    where one is near."""

    kind = problem_kinds.BAD_PARAMETERS
    status_code = HTTPStatus.BAD_REQUEST
    default_detail = _("The address asks for something that this API cannot answer.")

    def __init__(self, errors: Sequence[Mapping[str, str]]) -> None:
        super().__init__()
        self.members = {"errors": list(errors)}


class Withdrawn(APIException):
    """What was withdrawn, with its incident or as a report: its members are all that remains public
    of it."""

    status_code = HTTPStatus.GONE
    default_detail = _("This incident was withdrawn.")

    def __init__(self, members: Mapping[str, Any], detail: Any = None) -> None:
        super().__init__(detail)
        self.members = dict(members)


class DatabaseAway(APIException):
    """The database does not answer; it may soon."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_detail = _("The service is not available at the moment.")
    wait = 60


class TookTooLong(DatabaseAway):
    """The database ended what took too long (``conflict``)."""

    kind = problem_kinds.TOOK_TOO_LONG
    default_detail = _(TOO_LONG)


class ReadOnlyNow(DatabaseAway):
    """Nothing is taken down in writing; the operator's reason comes along."""

    kind = problem_kinds.READ_ONLY
    default_detail = _(SENTENCE_READ_ONLY)
    wait = RETRY_AFTER_S


class SavedAtOnce(APIException):
    """The database ended this one of two who asked for the same records (``conflict``)."""

    status_code = HTTPStatus.CONFLICT
    default_detail = _(SENTENCE)


def respond(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """The answer to an exception; None for one that is a fault of ours."""
    if isinstance(error, Http404):
        error = NotFound()
    elif is_conflict(error):
        error = SavedAtOnce()
    elif took_too_long(error):
        error = TookTooLong()
    elif isinstance(error, OperationalError | InterfaceError):
        error = DatabaseAway()
    if not isinstance(error, APIException):
        return None
    set_rollback()
    kind = getattr(error, "kind", None) or problem_kinds.of_status(error.status_code)
    members = {"type": kind.type, "title": str(kind.title), "status": error.status_code}
    members |= {"detail": _detail(error, kind)} | getattr(error, "members", {})
    return Response(members, error.status_code, headers=_headers(error), content_type=MEDIA_TYPE)


def _detail(error: APIException, kind: problem_kinds.ProblemKind) -> str:
    """What is said of this error; where that is only the framework's few words, what to do."""
    if isinstance(error, NotAuthenticated | NotFound) and error.detail == error.default_detail:
        return str(kind.help)
    return str(error.detail)


def answer(error: Exception) -> Response:
    """The answer to an error of the database that came before any view."""
    response = respond(error, {})
    assert response is not None
    response.accepted_renderer = JSONRenderer()
    response.accepted_media_type = MEDIA_TYPE
    response.renderer_context = {}  # type: ignore[attr-defined]
    response.render()
    return response


def _headers(error: APIException) -> dict[str, str]:
    wait = getattr(error, "wait", None)
    if isinstance(error, Throttled | DatabaseAway) and wait:
        return {"Retry-After": str(math.ceil(wait))}
    challenge = getattr(error, "challenge", None) or getattr(error, "auth_header", None)
    return {"WWW-Authenticate": challenge} if challenge else {}
