"""The list of incidents, and one incident with its whole public document."""

import re
from http import HTTPStatus
from urllib.parse import urlencode

from django.utils import timezone
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from incidents.api import records
from incidents.api.base import PublicView, absolute
from incidents.api.parameters import CURSOR, filtered, paged, refuse_parameters
from incidents.api.problems import Withdrawn
from incidents.codes import RecordKind
from incidents.listing import address_now
from incidents.models import ListedIncident, Publication, Withdrawal

REFERENCE = re.compile(r"INC-[0-9]{4}-[0-9]{4,9}", re.ASCII)


class Incidents(PublicView):
    """Newest first publication first, 25 a page; three queries at most, and one more for each
    filter whose values come from the database."""

    def get(self, request: Request) -> Response:
        """A page, how many incidents the filter has, and the addresses of its neighbours."""
        query, today = request.query_params, timezone.localdate()
        selection = filtered(query, today)
        rows = ListedIncident.objects.select_related("publication")
        found = paged(rows.defer("publication__content"), query, selection)
        beside = {"next": found.next, "previous": found.previous}
        links = {name: _address(request, cursor) for name, cursor in beside.items() if cursor}
        body = {
            "count": selection.total,
            "next": links.get("next"),
            "previous": links.get("previous"),
            "results": [records.listed(row, today) for row in found.rows],
        }
        return Response(body, headers=_link_header(links))


class Incident(PublicView):
    """One incident as it is public now."""

    def get(self, request: Request, reference: str) -> Response:
        """Its Publication; 301 once merged into another; 410 once withdrawn; 404 for what is hidden
        or does not exist."""
        refuse_parameters(request.query_params)
        if not REFERENCE.fullmatch(reference):
            raise NotFound
        publication = Publication.objects.current().filter(reference=reference).first()
        if publication is None:
            return gone(reference)
        return Response(records.published(publication))


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


def _address(request: Request, cursor: str) -> str:
    """The same question for another page."""
    kept = [(n, v) for n, values in request.query_params.lists() for v in values if n != CURSOR]
    return f"{absolute('api:incidents')}?{urlencode([*kept, (CURSOR, cursor)])}"


def _link_header(links: dict[str, str]) -> dict[str, str]:
    relations = {"next": "next", "previous": "prev"}
    found = [f'<{address}>; rel="{relations[name]}"' for name, address in links.items()]
    return {"Link": ", ".join(found)} if found else {}
