"""A file as the answer to a request: written while it is sent."""

from collections.abc import Iterator

from django.db import connection
from django.http import StreamingHttpResponse
from django.utils import translation

from incidents.open_data.asked import Asked
from incidents.open_data.kinds import KINDS, file_name, pieces


def answer(kind: str, end: str, asked: Asked) -> StreamingHttpResponse:
    """The file. Nothing is read before it is sent: its first bytes go out at once."""
    response = StreamingHttpResponse(
        _sent(pieces(kind, end, asked)), content_type=KINDS[kind][end].media_type
    )
    name = file_name(kind, end, asked.day)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _sent(written: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces, and the connection let go whatever becomes of the reader. Codes are of no
    language; what has words says in which."""
    try:
        with translation.override("en"):
            yield from written
    finally:
        if not connection.in_atomic_block:
            connection.close()
