"""What is kept under its digest, given whole or in part, some of it in memory at a time."""

import base64
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

CHUNK = 1 << 16
_ONE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


@dataclass(frozen=True)
class Kept:
    """Bytes that never change. ``sha256`` is their digest and their ETag; ``read`` gives them from
    the first to the last position asked for, in pieces; ``shown``: in the reader's window rather
    than among the downloads; ``headers`` are what else every answer says."""

    name: str
    size: int
    sha256: str
    made_at: datetime
    media_type: str
    read: Callable[[int, int], Iterator[bytes]]
    shown: bool = False
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        """Strong: no proxy makes other bytes of it."""
        return f'"{self.sha256}"'

    @property
    def modified(self) -> int:
        """The second in which it was made."""
        return int(self.made_at.astimezone(UTC).timestamp())


def of_path(path: Path) -> Callable[[int, int], Iterator[bytes]]:
    """How the bytes of a file are read."""
    return lambda first, last: _read(path, first, last)


def answer(request: HttpRequest, kept: Kept) -> HttpResponseBase:
    """The whole, or the one range that is asked for (RFC 9110, 14): 206, or 416 for one beyond the
    end; 304 for whoever has it. Several ranges, or one of another version, give the whole. HEAD
    reads nothing. ``Repr-Digest`` (RFC 9530) is that of the whole, whatever part is given."""
    same = get_conditional_response(request, etag=kept.etag, last_modified=kept.modified)
    if same is not None and same.status_code != HTTPStatus.OK:
        return _named(same, kept)
    part = _part(request, kept.etag, kept.size)
    if part is None:
        refused = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        refused["Content-Range"] = f"bytes */{kept.size}"
        return refused
    first, last = part
    pieces = iter(()) if request.method == "HEAD" else kept.read(first, last)
    response = StreamingHttpResponse(pieces, content_type=kept.media_type)
    response["Content-Length"] = str(max(last - first + 1, 0))
    placed = "inline" if kept.shown else "attachment"
    response["Content-Disposition"] = f'{placed}; filename="{kept.name}"'
    if (first, last) != (0, kept.size - 1):
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Range"] = f"bytes {first}-{last}/{kept.size}"
    return _named(response, kept)


def _named(response: HttpResponseBase, kept: Kept) -> HttpResponseBase:
    response["ETag"] = kept.etag
    response["Last-Modified"] = http_date(kept.modified)
    response["Accept-Ranges"] = "bytes"
    digest = base64.b64encode(bytes.fromhex(kept.sha256)).decode("ascii")
    response["Repr-Digest"] = f"sha-256=:{digest}:"
    for name, value in kept.headers.items():
        response[name] = value
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
