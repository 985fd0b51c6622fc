"""Counts of published incidents: the same rows and filters as the list, so the totals agree."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from incidents import balance
from incidents.views import facet_panel, filtering, follow_up, pictures
from incidents.views.exhibits import KEYS, Asked, exhibit
from incidents.views.matrices import balance_sheet, party_roles, steps
from incidents.views.page import show, today
from incidents.views.pictures import Shown
from incidents.views.responses import responses

ROWS = 40
"""So many rows of a table are on the page; its file has them all."""
FIRST = ("month", "facts_month", "platform", "technique", "party")
LAST = tuple(key for key in KEYS if key not in FIRST)


@dataclass(frozen=True)
class Plate:
    """A table with its picture, the addresses of both as files, and its own for good."""

    shown: Shown
    picture: SafeString
    files: Sequence[tuple[str, str]]
    permanent: str

    @property
    def key(self) -> str:
        """Its name in addresses."""
        return self.shown.key

    @property
    def rows(self) -> Sequence[object]:
        """The rows that are on the page: of months the newest."""
        in_time = getattr(self.shown, "in_time", False)
        return self.shown.rows[-ROWS:] if in_time else self.shown.rows[:ROWS]

    @property
    def more(self) -> int:
        """How many rows only the file has."""
        return max(0, len(self.shown.rows) - ROWS)


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """The tables for the filter in the address. One that can't be read is refused (400) with its
    reasons, and nothing is counted."""
    day = today()
    filterset = filtering.filters(request, day)
    valid = filterset.is_valid()
    asked = Asked(filterset, day)
    notices = responses(asked) if valid else None
    query = f"?{asked.query.urlencode()}".removesuffix("?")
    return show(
        request,
        "statistics.html",
        "statistics",
        status=200 if valid else 400,
        **facet_panel.panel(request, filterset, asked.selection if valid else None),
        kept={},
        total=asked.selection.total if valid else 0,
        plates=plates(asked) if valid else [],
        sections=follow_up.sections(filterset.qs, day) if valid else [],
        notices=notices.every if notices else [],
        response=plate(notices, query) if notices and notices.rows else None,
        day=day,
        list_url=f"{reverse('public:incidents')}{query}",
    )


def plates(asked: Asked) -> list[Plate]:
    """Every table of incidents, in the order of the page."""
    query = f"?{asked.query.urlencode()}".removesuffix("?")
    lines = balance.of_parties(asked.rows, everything=not asked.is_part)
    found: list[Shown] = [
        *(exhibit(key, asked) for key in FIRST),
        party_roles(asked, lines),
        balance_sheet(asked, lines),
        steps(asked),
        *(exhibit(key, asked) for key in LAST),
    ]
    return [plate(each, query) for each in found]


def plate(shown: Shown, query: str) -> Plate:
    """A table with its picture and files; ``query`` is the filter of the page."""
    addresses = [
        (form.upper(), reverse("public:chart", args=[shown.key, form]) + query)
        for form in ("svg", "png", "csv")
    ]
    page = f"{settings.SITE_URL}{reverse('public:statistics')}{query}"
    place = "notices" if shown.key == "response" else shown.key
    return Plate(shown, pictures.in_page(shown), addresses, f"{page}#{place}")
