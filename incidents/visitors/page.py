"""What the pages on which a visitor writes share: the frame, and how often somebody may send."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from incidents import limits
from incidents.limits import Limit, key

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OF_VISITOR = 10
"""Forms that one visitor may send in an hour, of each kind."""


def show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """The page of a template below `public/`, for this visitor alone and for no index."""
    response = render(request, f"public/{template}", {"mails": settings.MAILS, **context})
    response.status_code = status
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def may_send(request: HttpRequest, kind: str, all_of_a_day: int) -> bool:
    """Count one sending: OF_VISITOR an hour from one address, so many a day from all together."""
    own = Limit(key(kind, limits.address(request)), OF_VISITOR, HOUR)
    everybody = Limit(key(kind, "all"), all_of_a_day, DAY, shared=True)
    return pay([own, everybody])


def pay(wanted: Sequence[Limit]) -> bool:
    """Whether there is one left under each."""
    return limits.pay(wanted, timezone.now())


def too_many(request: HttpRequest) -> HttpResponse:
    """429, with another way to write."""
    response = show(
        request, "too_many_forms.html", status=429, contact_email=settings.CONTACT_EMAIL
    )
    response.headers["Retry-After"] = "3600"
    return response
