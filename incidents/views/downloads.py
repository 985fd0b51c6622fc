"""The list as a file: exactly the incidents of the address, in its order, as CSV or JSON."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import (
    HttpRequest,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents.exports import as_csv, as_json
from incidents.filters import IncidentFilter, Rows
from incidents.filters.refusal import lines, refused
from incidents.models import ListedIncident
from incidents.views import filtering
from incidents.views.cards import Card, cards
from incidents.views.incidents import OrderError, order_of
from incidents.views.page import today

Record = dict[str, Any]
BATCH = 500
COLUMNS = (
    "reference",
    "address",
    "first_published_at",
    "updated_at",
    "title_fr",
    "title_en",
    "summary_fr",
    "summary_en",
    "verdict",
    "legal_statuses",
    "country",
    "election",
    "facts_earliest",
    "facts_latest",
    "facts_precision",
    "platforms",
    "techniques",
    "goals",
    "propositions",
    "involved",
    "claims",
    "denials",
)
"""What a card of the list shows, in codes, and nothing that accuses anybody: answers stand on the
page of the incident, whose address is among the columns."""


@require_safe
def incidents_csv(request: HttpRequest) -> HttpResponseBase:
    """As a table for spreadsheets."""
    return _download(request, "csv", lambda _filterset, records: as_csv.lines(COLUMNS, records))


@require_safe
def incidents_json(request: HttpRequest) -> HttpResponseBase:
    """As JSON, with the filter, the day and the licence in front."""
    return _download(request, "json", partial(_json, request))


def _json(
    request: HttpRequest, filterset: IncidentFilter, records: Iterator[Record]
) -> Iterator[str]:
    listed = settings.SITE_URL + reverse("public:incidents")
    head = {
        "site": settings.SITE_NAME,
        "address": f"{listed}?{_asked(filterset).urlencode()}".removesuffix("?"),
        "filter": dict(filtering.active(filterset).lists()),
        "order": order_of(request.GET).name,
        "date": filterset.today.isoformat(),
        "licence": settings.DATA_LICENCE,
    }
    return as_json.pieces(head, "incidents", records)


def _download(
    request: HttpRequest,
    kind: str,
    write: Callable[[IncidentFilter, Iterator[Record]], Iterator[str]],
) -> HttpResponseBase:
    """A file written while it is sent, so that its size costs no memory. What can't be read is
    refused."""
    day = today()
    filterset = filtering.filters(request, day)
    if not filterset.is_valid():
        return refused(lines(filterset.problems))
    try:
        order = order_of(request.GET)
    except OrderError as error:
        return refused([_(error.template) % error.params])
    rows = filterset.qs.order_by(*(f"-{column}" for column in order.columns))
    name = f"{settings.SITE_NAME.lower()}-incidents-{day.isoformat()}.{kind}"
    types = {"csv": "text/csv; charset=utf-8; header=present", "json": "application/json"}
    response = StreamingHttpResponse(
        write(filterset, map(_Recording(day), _read(rows))),
        content_type=types[kind],
    )
    response["Content-Disposition"] = f'attachment; filename="{_plain(name)}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _read(rows: Rows) -> Iterator[ListedIncident]:
    """The rows as they were when the first was read. In a transaction the database sends them as it
    finds them; outside of one it would first put the whole file aside, before the first line."""
    with transaction.atomic():
        yield from rows.iterator(chunk_size=BATCH)


class _Recording:
    """Makes records of rows; it runs while the file is sent, when no language is active any more
    for sure."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.language = get_language() or "fr"
        self.address = settings.SITE_URL + reverse("public:incidents")

    def __call__(self, row: ListedIncident) -> Record:
        (card,) = cards([row], self.day)
        names = [(role, name[self.language]) for role, names in card.roles for name in names]
        return _record(row, card) | {
            "address": f"{self.address}{row.reference}/",
            "involved": [f"{role}: {name}" for role, name in names],
        }


def _record(row: ListedIncident, card: Card) -> Record:
    return {
        "reference": row.reference,
        "address": "",
        "first_published_at": row.first_published_at.isoformat(),
        "updated_at": row.published_at.isoformat(),
        "title_fr": row.title_fr,
        "title_en": row.title_en,
        "summary_fr": row.summary_fr,
        "summary_en": row.summary_en,
        "verdict": row.verdict,
        "legal_statuses": list(card.legal_statuses),
        "country": row.jurisdiction,
        "election": row.election,
        "facts_earliest": card.facts_date["earliest"],
        "facts_latest": card.facts_date["latest"],
        "facts_precision": card.facts_date["precision"],
        "platforms": row.platforms,
        "techniques": row.techniques,
        "goals": row.goals,
        "propositions": row.propositions,
        "involved": [],
        "claims": row.claims,
        "denials": row.denials,
    }


def _asked(filterset: IncidentFilter) -> Any:
    return filtering.active(filterset, also=("order",))


def _plain(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-.") else "-" for c in name)
