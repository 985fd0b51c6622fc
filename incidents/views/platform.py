"""One platform: the incidents seen there, what became of the content, and of notices about it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from incidents import balance, stats
from incidents.codes import Availability, Tie
from incidents.models import ListedIncident, Platform
from incidents.views import follow_up
from incidents.views.cards import cards
from incidents.views.page import show, today

NEWEST = 20


@require_safe
def platform(request: HttpRequest, code: str) -> HttpResponse:
    """The page of one platform; 404 unless a published incident was seen there, or a notice that
    one tells of went there."""
    found = get_object_or_404(Platform, code=code)
    counts = balance.of_name(code)
    count = counts.get(Tie.PLATFORM, 0)
    answered = stats.notices_to(code) if Tie.NOTIFIED in counts else None
    if not count and answered is None:
        raise Http404
    rows = ListedIncident.objects.filter(platforms__contains=[code])
    newest = rows.order_by("-first_published_at", "-reference")[:NEWEST]
    query = f"?platform={code}"
    return show(
        request,
        "platform.html",
        "platforms",
        platform=_register(found),
        rows=cards(newest, today()),
        count=count,
        truncated=count > NEWEST,
        all_url=reverse("public:incidents") + query if count else "",
        statistics_url=reverse("public:statistics") + query if count else "",
        feed_url=reverse("public:platform_feed", args=[code]) if count else "",
        follow=f"platform={code}",
        followable=True,
        answered=answered,
        table=[(str(found), answered)],
        **_seen(code),
        **(_noticed(code) if answered else {}),
    )


def _register(found: Platform) -> dict[str, Any]:
    return {
        "name": {"fr": found.name_fr, "en": found.name_en},
        "kind": found.kind,
        "operator": found.operator,
        "vlop_since": found.vlop_since,
    }


def _seen(code: str) -> dict[str, Any]:
    """The places on it where content was seen, by what became of them."""
    seen = stats.appearances_on(code)
    every = [(each.value, seen.get(each, 0)) for each in Availability]
    return {"seen": every, "places": sum(seen.values())}


def _noticed(code: str) -> dict[str, Any]:
    """What was decided on notices to it, and the newest of them."""
    newest = stats.newest_notices_to(code)
    return {
        "decisions": stats.decisions_of(code),
        "notices": [(notice, follow_up.named(incidents)) for notice, incidents in newest],
    }
