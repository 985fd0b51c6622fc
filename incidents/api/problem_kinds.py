"""Kinds of problems that the API tells of (RFC 9457): each has an address, under which it is
explained."""

from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ProblemKind:
    """One kind. ``code`` never changes: programs tell kinds apart by it. ``help``: what to do."""

    code: str
    status: HTTPStatus
    title: str | Promise
    help: str | Promise

    @property
    def type(self) -> str:
        """Its address, the same in every language and on every host."""
        return f"{settings.SITE_URL}/en/api/#problem-{self.code}"


BAD_PARAMETERS = ProblemKind(
    "bad-parameters",
    HTTPStatus.BAD_REQUEST,
    _("Parameters that cannot be answered"),
    _(
        "Each entry of “errors” names a parameter, says what is wrong with it and, where one is "
        "near, gives the right name. Correct them all and ask again."
    ),
)
BAD_REQUEST = ProblemKind(
    "bad-request",
    HTTPStatus.BAD_REQUEST,
    _("A request that cannot be read"),
    _("What was sent is no request that this API can read."),
)
KEY_NEEDED = ProblemKind(
    "key-needed",
    HTTPStatus.UNAUTHORIZED,
    _("A key is needed"),
    _("Send a key that is in use: “Authorization: Bearer vigie_…”. Administrators make them."),
)
SCOPE_MISSING = ProblemKind(
    "scope-missing",
    HTTPStatus.FORBIDDEN,
    _("The key is not good for this"),
    _("Ask an administrator for a key with the scope that this address needs."),
)
NOT_FOUND = ProblemKind(
    "not-found",
    HTTPStatus.NOT_FOUND,
    _("Nothing public at this address"),
    _("There is no record of this name, or it is not public. What is public is in the lists."),
)
METHOD_NOT_ALLOWED = ProblemKind(
    "method-not-allowed",
    HTTPStatus.METHOD_NOT_ALLOWED,
    _("A method that this address does not have"),
    _("The header “Allow” has the methods of this address."),
)
CONFLICT = ProblemKind(
    "conflict",
    HTTPStatus.CONFLICT,
    _("Somebody was saving the same records"),
    _("Nothing was changed. Ask again."),
)
OTHER_CONTENT = ProblemKind(
    "other-content",
    HTTPStatus.CONFLICT,
    _("The idempotency key stands for something else"),
    _("Send other content under another key, the same content under the same."),
)
WITHDRAWN = ProblemKind(
    "withdrawn",
    HTTPStatus.GONE,
    _("Withdrawn"),
    _(
        "This was published and is not any more. What the answer has is all that remains public. "
        "Remove your copy, or mark it."
    ),
)
TOO_LARGE = ProblemKind(
    "too-large",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    _("Too large"),
    _("Send less at once: one incident, without what its sources do not need."),
)
UNSUPPORTED_TYPE = ProblemKind(
    "unsupported-type",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    _("A type that is not read"),
    _("Send “Content-Type: application/json”, in UTF-8, not compressed."),
)
INVALID_SUBMISSION = ProblemKind(
    "invalid-submission",
    HTTPStatus.UNPROCESSABLE_ENTITY,
    _("A submission that cannot be kept"),
    _(
        "Each entry of “errors” has the JSON pointer of its place, says what is wrong and, where "
        "one is near, gives the right word. Correct them all and send it again, under the same key."
    ),
)
TOO_MANY_REQUESTS = ProblemKind(
    "too-many-requests",
    HTTPStatus.TOO_MANY_REQUESTS,
    _("Too many requests"),
    _("“Retry-After” says in how many seconds to come back."),
)
UNAVAILABLE = ProblemKind(
    "unavailable",
    HTTPStatus.SERVICE_UNAVAILABLE,
    _("Not available at the moment"),
    _("“Retry-After” says in how many seconds to come back."),
)
TOOK_TOO_LONG = ProblemKind(
    "took-too-long",
    HTTPStatus.SERVICE_UNAVAILABLE,
    _("Took too long to answer"),
    _("Ask for less at once: fewer filters of words, a smaller page, less to be given along."),
)
READ_ONLY = ProblemKind(
    "read-only",
    HTTPStatus.SERVICE_UNAVAILABLE,
    _("Nothing is written at the moment"),
    _("Reading goes on. “Retry-After” says in how many seconds to send again."),
)
OTHER = ProblemKind("other", HTTPStatus.BAD_REQUEST, _("Refused"), _("“detail” says why."))
KINDS = (
    BAD_PARAMETERS,
    BAD_REQUEST,
    KEY_NEEDED,
    SCOPE_MISSING,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    CONFLICT,
    OTHER_CONTENT,
    WITHDRAWN,
    TOO_LARGE,
    UNSUPPORTED_TYPE,
    INVALID_SUBMISSION,
    TOO_MANY_REQUESTS,
    UNAVAILABLE,
    TOOK_TOO_LONG,
    READ_ONLY,
    OTHER,
)
"""All of them, in the order of their statuses."""


def of_status(status: int) -> ProblemKind:
    """The kind of an error that knows only its status."""
    exact = (k for k in KINDS if k.status == status and k is not BAD_PARAMETERS and k is not OTHER)
    return next(exact, OTHER)
