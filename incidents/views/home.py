"""The home page: what this is, the newest publications, key numbers, the last report."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from incidents import change_log, issued
from incidents.codes import ChangeLog, LegalStatus
from incidents.facets import everything
from incidents.models import ListedIncident
from incidents.views.cards import cards
from incidents.views.page import show, today

LATEST = 6
LATELY_CORRECTED = 3


@dataclass(frozen=True)
class Figure:
    """One key number; `url` leads to what it counts, "" where no list has exactly that."""

    label: str
    value: int
    url: str = ""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The home page."""
    newest = ListedIncident.objects.order_by("-first_published_at", "-reference")[:LATEST]
    return show(
        request,
        "home.html",
        rows=cards(newest, today()),
        figures=figures(),
        report=issued.latest(),
        corrections=change_log.page(ChangeLog.CORRECTIONS, size=LATELY_CORRECTED).changes,
    )


def figures() -> list[Figure]:
    """Incidents, statements, denials among them, and announcements that nothing followed."""
    published = everything(today())
    incidents, claims, denials = published.total, published.sum("claims"), published.sum("denials")
    overdue = dict(published.counts("status")).get(LegalStatus.NOTHING_FOLLOWED, 0)
    listed = reverse("public:incidents")
    return [
        Figure(ngettext("incident published", "incidents published", incidents), incidents, listed),
        Figure(ngettext("statement recorded", "statements recorded", claims), claims),
        Figure(ngettext("of them a denial", "of them denials", denials), denials),
        Figure(
            _("with legal action announced, nothing known to have followed"),
            overdue,
            f"{listed}?status={LegalStatus.NOTHING_FOLLOWED.value}",
        ),
    ]
