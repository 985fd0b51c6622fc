"""The list as a file: exactly the incidents of the address, in its order, as CSV or JSON."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection
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
from incidents.history import is_guarded, with_guarded
from incidents.listing import shown
from incidents.listing.rows import row_of
from incidents.models import ListedIncident, Publication
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
    """A file written while it is sent, so that its size costs no memory: the incidents of the list
    as it is now, however long that takes. What can't be read is refused."""
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
        write(filterset, map(_Recording(day), _read(_keys(rows)))),
        content_type=types[kind],
    )
    response["Content-Disposition"] = f'attachment; filename="{_plain(name)}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _keys(rows: Rows) -> array[int]:
    """What is listed, in its order, at the moment of asking: eight bytes an incident. All of it is
    wanted: told of a cursor, the planner would look for a quick beginning, which at a million
    incidents is a slow end."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL cursor_tuple_fraction = 1")
    return array("q", rows.values_list("pk", flat=True).iterator(chunk_size=20 * BATCH))


def _read(keys: array[int]) -> Iterator[ListedIncident]:
    """The rows of a list, some at a time. Between them no connection is held: whoever reads a byte
    a second would have one for days, and a few of them all that there are."""
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH].tolist()
        found = ListedIncident.objects.in_bulk(part)
        gone = [key for key in part if key not in found]
        if gone:
            found |= _as_it_was(gone)
        if not connection.in_atomic_block:
            connection.close()
        yield from (found[key] for key in part if key in found)


def _as_it_was(keys: list[int]) -> dict[int, ListedIncident]:
    """Rows that are listed no more, by key. What was corrected meanwhile is given as the list had
    it, or as it is now where that is shown to nobody again; what is not public any more is not."""
    made = list(with_guarded(Publication.objects.filter(pk__in=keys)))
    still = ListedIncident.objects.filter(reference__in=[each.reference for each in made])
    now = {row.reference: row for row in still}
    found = {}
    for each in made:
        if each.reference not in now:
            continue
        closed = is_guarded(each) or not each.content
        row = now[each.reference] if closed else ListedIncident(**row_of(each, shown(each)))
        found[each.pk] = row
    return found


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
