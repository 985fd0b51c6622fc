"""What a submitting request must be before its content is looked at: its type, size, key, JSON."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException, UnsupportedMediaType
from rest_framework.request import Request

from incidents.api import problem_kinds
from incidents.canonical import digest
from incidents.imports.faults import Fault
from incidents.input_error import InputError, gettext_noop
from incidents.labels import in_words
from incidents.transcripts import json_reader

MOST_BYTES = 4 * 1024 * 1024
HEADER = "Idempotency-Key"
KEY = re.compile(r"[!-~]{1,200}", re.ASCII)


class BadRequest(APIException):
    """A request that cannot be read at all."""

    status_code = HTTPStatus.BAD_REQUEST


class TooLarge(APIException):
    """A body that nobody reads to its end."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class Unprocessable(APIException):
    """JSON that cannot be kept; ``errors`` are all its problems, by JSON pointer."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_detail = gettext_lazy("The submission cannot be kept as it is: nothing was saved.")

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__()
        self.members = {"errors": [_told(fault) for fault in faults]}


class OtherBody(APIException):
    """An idempotency key that stands for another body."""

    kind = problem_kinds.OTHER_CONTENT
    status_code = HTTPStatus.CONFLICT


def idempotency_key(request: Request) -> str:
    """The header that makes it safe to send again. Raises BadRequest."""
    found = request.headers.get(HEADER, "")
    if not KEY.fullmatch(found):
        raise BadRequest(
            _("The header %(name)s is needed: 1 to 200 visible ASCII characters, your own.")
            % {"name": HEADER}
        )
    return found


def read(request: Request) -> Any:
    """The JSON of the body, strictly. Raises UnsupportedMediaType, TooLarge, BadRequest."""
    content = _content(request)
    try:
        document = json_reader.read(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        said = _("not UTF-8: byte %(byte)s at offset %(offset)d")
        byte = f"0x{content[error.start]:02X}"
        raise BadRequest(said % {"byte": byte, "offset": error.start}) from error
    except InputError as error:
        raise BadRequest(in_language(error)) from error
    if document.problems:
        raise BadRequest("; ".join(_remark(each) for each in document.problems[:20]))
    return document.value


def _content(request: Request) -> bytes:
    given = request.headers.get("Content-Type", "")
    media, _semicolon, more = given.partition(";")
    charset = more.strip().lower().replace('"', "")
    if media.strip().lower() != "application/json" or charset not in ("", "charset=utf-8"):
        raise UnsupportedMediaType(given[:100], _("The body must be application/json, in UTF-8."))
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise UnsupportedMediaType("", _("The body must not be compressed."))
    length = request.headers.get("Content-Length") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise TooLarge(_("The body may have %(limit)d bytes.") % {"limit": MOST_BYTES})
    return request._request.read(MOST_BYTES)


def digest_of(body: Any) -> str:
    """By what two bodies are the same: the order of members and blanks do not count. Empty for what
    cannot be kept anyway (half of a surrogate pair, a number without end, nesting without end)."""
    try:
        return digest(body)
    except (ValueError, RecursionError):
        return ""


def in_language(error: InputError) -> str:
    """The sentence of an error in the reader's language; half of a pair of characters, which no
    UTF-8 has, as a question mark."""
    return _whole(_(error.template) % in_words(error.params))


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _remark(problem: Any) -> str:
    said = InputError(problem.template, **problem.params)
    template = gettext_noop("line %(line)d: %(problem)s")
    return in_language(InputError(template, line=problem.line, problem=said))


def _told(fault: Fault) -> Mapping[str, str]:
    found = {"pointer": _whole(fault.pointer), "message": in_language(fault.error)}
    return found | ({"nearest": fault.nearest} if fault.nearest else {})
