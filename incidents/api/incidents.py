"""The list of incidents, and one incident with its whole public document."""

import re
from http import HTTPStatus

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from incidents.api import items, records
from incidents.api.addresses import absolute
from incidents.api.base import PublicView, page_response
from incidents.api.endpoint import Endpoint
from incidents.api.parameters import Asked
from incidents.api.problems import Withdrawn
from incidents.api.shape import shaped
from incidents.codes import RecordKind
from incidents.documents import Document
from incidents.filters import IncidentFilter
from incidents.keyset import ORDERS, page, read_cursor
from incidents.listing import address_now, shown_all
from incidents.models import ListedIncident, Publication, Withdrawal

REFERENCE = re.compile(r"INC-[0-9]{4}-[0-9]{4,9}", re.ASCII)
EXPANDS = {
    "content": _("The whole published document, as it is shown"),
    "claims": _("All claims, each with what answers it"),
    "involvements": _("All involvements, those that accuse with what answers them"),
    "appearances": _("Where the content was seen"),
    "procedures": _("The legal follow-up"),
    "replies": _("Rights of reply, word for word"),
    "sources": _("The sources cited"),
}


class Incidents(PublicView):
    """Newest first publication first; three queries at most, one more for each filter whose values
    come from the database, and three where anything is given along."""

    endpoint = Endpoint(
        "incidents",
        "listed_incident",
        fields=items.names("listed_incident"),
        expands=EXPANDS,
        orders=tuple(ORDERS),
        filters=(IncidentFilter,),
        place=lambda cursor, order: read_cursor(cursor, ORDERS[order]),
    )

    def get(self, request: Request) -> Response:
        """A page, how many incidents the filter has, and the addresses of its neighbours."""
        asked = self.asked(request)
        selection = asked.selection
        rows = ListedIncident.objects.select_related("publication").defer("publication__content")
        order = ORDERS[asked.order]
        found = page(rows, asked.cursor, asked.size, order=order, selection=selection)
        along = _contents(found.rows) if asked.expand else {}
        results = [
            records.listed(row, asked.today)
            | (records.expanded(along[row.pk], asked.expand) if along else {})
            for row in found.rows
        ]
        return page_response(
            request,
            [shaped(each, asked.fields, ("content", "records")) for each in results],
            (found.next, found.previous),
            count=selection.total,
        )


class Incident(PublicView):
    """One incident as it is public now."""

    endpoint = Endpoint("incident", "incident", fields=items.names("incident"))

    def get(self, request: Request, reference: str) -> Response:
        """Its Publication; 301 once merged into another; 410 once withdrawn; 404 for what is hidden
        or does not exist."""
        asked: Asked = self.asked(request)
        if not REFERENCE.fullmatch(reference):
            raise NotFound
        publication = Publication.objects.current().filter(reference=reference).first()
        if publication is None:
            return gone(reference)
        return Response(shaped(records.published(publication), asked.fields))


def gone(reference: str) -> Response:
    """410, 301 or 404 for a reference under which nothing is public."""
    found = Withdrawal.objects.filter(reference=reference).select_related("reason_class").first()
    if found is not None:
        raise Withdrawn(records.withdrawn(found))
    remaining = address_now(RecordKind.INCIDENT, reference)
    if remaining is None:
        raise NotFound
    address = absolute("api:incident", remaining)
    body = {"reference": reference, "merged_into": remaining, "url": address}
    return Response(body, HTTPStatus.MOVED_PERMANENTLY, headers={"Location": address})


def _contents(rows: list[ListedIncident]) -> dict[int, Document]:
    """The documents of some incidents, as they are shown, by their keys; three queries."""
    found = Publication.objects.in_bulk([row.pk for row in rows])
    shown = shown_all(found.values())
    return dict(zip(found, shown, strict=True))
