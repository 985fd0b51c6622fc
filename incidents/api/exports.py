"""Files of any filter: which kinds and formats there are, and each of them, streamed."""

from django.conf import settings
from django.http import HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from incidents.api.base import PublicView, absolute
from incidents.api.parameters import ORDER, read, refuse_parameters
from incidents.keyset import NEWEST, ORDERS
from incidents.open_data import KINDS, Asked, asked_of
from incidents.open_data.answer import answer
from incidents.open_data.registers import WITHOUT_FILTER


class Exports(PublicView):
    """What can be taken along."""

    def get(self, request: Request) -> Response:
        """By kind, the address of each format; all of them take the filters of the list."""
        refuse_parameters(request.query_params)
        kinds = {
            kind: {end: absolute("api:export", kind, end) for end in formats}
            for kind, formats in KINDS.items()
        }
        return Response({"licence": settings.DATA_LICENCE, "exports": kinds})


class Export(PublicView):
    """One file."""

    def get(self, request: Request, kind: str, end: str) -> HttpResponseBase:
        """The records of the incidents that the filters find, as they are now."""
        if end not in KINDS.get(kind, ()):
            raise NotFound
        return answer(kind, end, _asked(kind, end, request.query_params))


def _asked(kind: str, end: str, query: QueryDict) -> Asked:
    """What is asked for. Raises BadParameters with everything wrong in it."""
    day = timezone.localdate()
    if kind in WITHOUT_FILTER:
        refuse_parameters(query)
    filterset = read(query, day, (ORDER,))
    order = ORDERS[query.get(ORDER, NEWEST.name)]
    address = settings.SITE_URL + reverse("api:export", args=(kind, end))
    head = {
        "site": settings.SITE_NAME,
        "address": f"{address}?{query.urlencode()}".removesuffix("?"),
        "filter": {name: values for name, values in query.lists() if name != ORDER},
        "order": order.name,
        "date": day.isoformat(),
        "licence": settings.DATA_LICENCE,
    }
    return asked_of(filterset, order, head=head)
