"""Where to begin."""

from rest_framework.request import Request
from rest_framework.response import Response

from incidents.api.addresses import absolute
from incidents.api.base import PublicView
from incidents.api.endpoint import Endpoint

LISTS = (
    *("incidents", "claims", "procedures", "appearances", "sources"),
    *("actors", "platforms", "elections", "vocabularies"),
    *("corrections", "changes", "reports", "exports", "dumps", "audit_heads"),
)


class Index(PublicView):
    """The addresses of this version."""

    endpoint = Endpoint("index", "index")

    def get(self, request: Request) -> Response:
        """By name. No query."""
        self.asked(request)
        return Response({name: absolute(f"api:{name}") for name in LISTS})
