"""Pages of platforms and elections: what they are, and their newest incidents."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from incidents import stats
from incidents.filters import Rows
from incidents.models import ListedElection, ListedIncident, Platform
from incidents.views import follow_up
from incidents.views.cards import cards
from incidents.views.page import show, today

NEWEST = 20


@require_safe
def platform(request: HttpRequest, code: str) -> HttpResponse:
    """The page of one platform; 404 unless a published incident was seen there, or a notice that
    one tells of went there."""
    found = get_object_or_404(Platform, code=code)
    rows = ListedIncident.objects.filter(platforms__contains=[code])
    everything = ListedIncident.objects.all()
    answered = next(iter(stats.notices(everything, code)), None)
    about = {
        "name": {"fr": found.name_fr, "en": found.name_en},
        "kind": found.kind,
        "operator": found.operator,
        "vlop_since": found.vlop_since,
    }
    notices = [
        (notice, follow_up.named(incidents))
        for notice, incidents in stats.notices_to(everything, code)
    ]
    newest = _newest(rows, "platform", code, required=answered is None)
    return show(
        request,
        "platform.html",
        platform=about,
        answered=answered,
        table=[(str(found), answered)],
        notices=notices,
        **newest,
    )


@require_safe
def election(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one election; 404 unless a published incident touches it."""
    found = get_object_or_404(ListedElection, slug=slug)
    rows = ListedIncident.objects.filter(election=slug)
    return show(request, "election.html", election=found.content, **_newest(rows, "election", slug))


def _newest(rows: Rows, name: str, value: str, *, required: bool = True) -> dict[str, Any]:
    """The newest rows as cards, the number of all, the address of the list that has them and of the
    feed that tells of them; 404 where there is none and one is required."""
    count = rows.count()
    if required and not count:
        raise Http404
    newest = rows.order_by("-first_published_at", "-reference")[:NEWEST]
    return {
        "rows": cards(newest, today()),
        "count": count,
        "truncated": count > NEWEST,
        "all_url": f"{reverse('public:incidents')}?{name}={value}",
        "feed_url": reverse(f"public:{name}_feed", args=[value]) if count else "",
        "follow": f"{name}={value}",
        "followable": True,
    }
