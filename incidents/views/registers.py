"""Pages of platforms and elections: what they are, and their newest incidents."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from incidents.filters import Rows
from incidents.models import ListedElection, ListedIncident, Platform
from incidents.views.cards import cards
from incidents.views.page import show, today

NEWEST = 20


@require_safe
def platform(request: HttpRequest, code: str) -> HttpResponse:
    """The page of one platform; 404 unless a published incident was seen there."""
    found = get_object_or_404(Platform, code=code)
    rows = ListedIncident.objects.filter(platforms__contains=[code])
    about = {
        "name": {"fr": found.name_fr, "en": found.name_en},
        "kind": found.kind,
        "operator": found.operator,
        "vlop_since": found.vlop_since,
    }
    return show(request, "platform.html", platform=about, **_newest(rows, f"platform={code}"))


@require_safe
def election(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one election; 404 unless a published incident touches it."""
    found = get_object_or_404(ListedElection, slug=slug)
    rows = ListedIncident.objects.filter(election=slug)
    return show(
        request, "election.html", election=found.content, **_newest(rows, f"election={slug}")
    )


def _newest(rows: Rows, query: str) -> dict[str, Any]:
    """The newest rows as cards, the number of all, and the address of the list that has them."""
    count = rows.count()
    if not count:
        raise Http404
    newest = rows.order_by("-first_published_at", "-reference")[:NEWEST]
    return {
        "rows": cards(newest, today()),
        "count": count,
        "truncated": count > NEWEST,
        "all_url": f"{reverse('public:incidents')}?{query}",
    }
