"""Files of any filter: which kinds and formats there are, and each of them, streamed."""

from django.conf import settings
from django.http import HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from incidents.api.addresses import absolute
from incidents.api.base import PublicView
from incidents.api.endpoint import ORDER, Endpoint
from incidents.api.parameters import asked
from incidents.filters import IncidentFilter
from incidents.keyset import ORDERS
from incidents.open_data import KINDS, Asked, asked_of
from incidents.open_data.answer import answer
from incidents.open_data.registers import WITHOUT_FILTER

REGISTER = Endpoint("export", "file")
"""A file of what belongs to no incident: it takes no filter."""


class Exports(PublicView):
    """What can be taken along."""

    endpoint = Endpoint("exports", "exports")

    def get(self, request: Request) -> Response:
        """By kind, the address of each format; all of them take the filters of the list."""
        self.asked(request)
        kinds = {
            kind: {end: absolute("api:export", kind, end) for end in formats}
            for kind, formats in KINDS.items()
        }
        return Response({"licence": settings.DATA_LICENCE, "exports": kinds})


class Export(PublicView):
    """One file."""

    endpoint = Endpoint("export", "file", filters=(IncidentFilter,), orders=tuple(ORDERS))

    def get(self, request: Request, kind: str, end: str) -> HttpResponseBase:
        """The records of the incidents that the filters find, as they are now."""
        if end not in KINDS.get(kind, ()):
            raise NotFound(_("There is no such file. /api/v1/exports/ lists what there is."))
        return answer(kind, end, _asked(kind, end, request.query_params))


def _asked(kind: str, end: str, query: QueryDict) -> Asked:
    """What is asked for. Raises BadParameters with everything wrong in it."""
    if kind in WITHOUT_FILTER:
        asked(query, REGISTER)
    found = asked(query, Export.endpoint)
    assert found.incidents is not None
    address = settings.SITE_URL + reverse("api:export", args=(kind, end))
    head = {
        "site": settings.SITE_NAME,
        "address": f"{address}?{query.urlencode()}".removesuffix("?"),
        "filter": {name: values for name, values in query.lists() if name != ORDER},
        "order": found.order,
        "date": found.today.isoformat(),
        "licence": settings.DATA_LICENCE,
    }
    return asked_of(found.incidents, ORDERS[found.order], head=head)
