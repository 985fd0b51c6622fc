"""A file that is kept, given whole or in part, some of it in memory at a time."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

CHUNK = 1 << 16
_ONE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def file_answer(
    request: HttpRequest, path: Path, *, etag: str, made_at: datetime, media_type: str
) -> HttpResponseBase:
    """The file, or the one range that is asked for (RFC 9110, 14): 206, or 416 for one beyond the
    end; 304 for whoever has it. Several ranges, or one of another version, give the whole."""
    quoted, modified = f'"{etag}"', int(made_at.astimezone(UTC).timestamp())
    same = get_conditional_response(request, etag=quoted, last_modified=modified)
    if same is not None and same.status_code != HTTPStatus.OK:
        return _named(same, quoted, modified)
    size = path.stat().st_size
    part = _part(request, quoted, size)
    if part is None:
        refused = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    first, last = part
    response = StreamingHttpResponse(_read(path, first, last), content_type=media_type)
    response["Content-Length"] = str(max(last - first + 1, 0))
    response["Content-Disposition"] = f'attachment; filename="{path.name}"'
    if (first, last) != (0, size - 1):
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return _named(response, quoted, modified)


def _named(response: HttpResponseBase, quoted: str, modified: int) -> HttpResponseBase:
    response["ETag"] = quoted
    response["Last-Modified"] = http_date(modified)
    response["Accept-Ranges"] = "bytes"
    return response


def _part(request: HttpRequest, quoted: str, size: int) -> tuple[int, int] | None:
    """First and last byte; None for a range that the file does not have."""
    whole = (0, size - 1)
    asked = _ONE.fullmatch(request.headers.get("Range", ""))
    if asked is None or request.headers.get("If-Range", quoted) != quoted:
        return whole
    first, last = asked.groups()
    if not first:
        if not last:
            return whole
        return (max(size - int(last), 0), size - 1) if int(last) else None
    begin, end = int(first), min(int(last) if last else size - 1, size - 1)
    if last and int(last) < begin:
        return whole
    return (begin, end) if begin < size else None


def _read(path: Path, first: int, last: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece
