"""The public page of an incident as it would be now, for staff who are asked to agree to it.

Here, above the admin and the public views: it shows the page of the one at an address of the other.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from incidents.canonical import digest
from incidents.codes import PublicationKind
from incidents.models import Incident
from incidents.projection import document
from incidents.views.page import today
from incidents.views.reading import read
from tracker.context import NAMES


@require_safe
def incident(request: HttpRequest, pk: int) -> HttpResponse:
    """The page that publishing now would make, in the reader's language or `?language=`'s.

    Nothing is kept. The response is for this reader alone and for no index.
    """
    if not request.user.has_perm("incidents.view_incident"):
        raise PermissionDenied
    shown = get_object_or_404(Incident, pk=pk)
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else translation.get_language()
    with translation.override(language):
        page = render(
            request, "admin/incidents/incident/preview.html", _context(shown, language or "fr")
        )
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    return page


def _context(shown: Incident, language: str) -> dict[str, Any]:
    """What the public page is rendered from, with the facts of a publication made at this moment
    beside those that exist."""
    content = document(shown)
    now = timezone.now()
    published = list(shown.publications.order_by("-number"))
    next_one = {
        "number": published[0].number + 1 if published else 1,
        "kind": PublicationKind.DEVELOPMENT if published else PublicationKind.FIRST,
        "digest": digest(content),
        "published_at": now,
        "first_published_at": published[0].first_published_at if published else now,
        "notice": {"fr": "", "en": ""},
    }
    return {
        "section": "incidents",
        "shown": shown,
        "reference": shown.reference or gettext("no reference yet"),
        "publication": next_one,
        "document": content,
        "incident": read(content, today()),
        "versions": [next_one],
        "changes": [],
        "canonical_url": "",
        "alternates": [_alternate(code, code == language) for code, _name in settings.LANGUAGES],
    }


def _alternate(code: str, current: bool) -> dict[str, Any]:
    """The same preview in another language: the public addresses know nothing of it."""
    address = f"?language={code}"
    return {
        "code": code,
        "name": NAMES[code],
        "url": address,
        "permanent": address,
        "current": current,
    }
