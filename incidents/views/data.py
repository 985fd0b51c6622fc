"""Open data: the dated dumps, the files of any filter, the API and the feeds, with examples."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from incidents.data_dictionary import Bilingual
from incidents.licences import LICENCES
from incidents.open_data import KINDS, shelf
from incidents.tables import TABLES
from incidents.views.page import show


@dataclass(frozen=True)
class Kind:
    """One kind of file, with the address of each format; a table says what its rows are."""

    name: str
    meaning: Bilingual | None
    formats: list[tuple[str, str]]


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """The page."""
    kept = shelf.dumps()
    return show(
        request,
        "data.html",
        "method",
        dumps=[(each, each.is_given) for each in kept],
        kinds=[_kind(name) for name in KINDS],
        licence=LICENCES[settings.DATA_LICENCE],
        exports=settings.SITE_URL + reverse("api:exports"),
    )


def _kind(name: str) -> Kind:
    table = TABLES.get(name)
    formats = [(end, reverse("api:export", args=(name, end))) for end in KINDS[name]]
    return Kind(name, table.meaning if table else None, formats)
