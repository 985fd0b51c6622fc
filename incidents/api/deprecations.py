"""What of this version will go one day: announced in headers long before (docs/api.md).

RFC 9745 (Deprecation), RFC 8594 (Sunset). Empty while nothing is to go.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.http import HttpRequest
from django.utils.http import http_date

LEAST_DAYS = 365
"""So long at least what is deprecated is still answered as before."""


@dataclass(frozen=True)
class Deprecated:
    """An address or a parameter that is to go: since when it is said, when it goes at the earliest,
    and where it is explained what to use instead."""

    since: date
    sunset: date
    explained: str


DEPRECATED: dict[tuple[str, str], Deprecated] = {}
"""By the name of the route and that of the parameter; "" stands for the whole address."""


def headers(request: HttpRequest) -> dict[str, str]:
    """What is said of a request that asks for something that is to go; of several, of the one that
    goes first."""
    found = sorted(_asked(request), key=lambda each: each.sunset)
    if not found:
        return {}
    first = found[0]
    return {
        "Deprecation": f"@{int(_midnight(first.since).timestamp())}",
        "Sunset": http_date(_midnight(first.sunset).timestamp()),
        "Link": f'<{first.explained}>; rel="deprecation"; type="text/html"',
    }


def _asked(request: HttpRequest) -> Iterator[Deprecated]:
    match = request.resolver_match
    if match is None:
        return
    for (route, parameter), deprecated in DEPRECATED.items():
        if route == match.view_name and (not parameter or parameter in request.GET):
            yield deprecated


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)
