"""What every address of the API shares: JSON for whoever asks, strict reading, told problems.

What every answer has in its headers, those too that no view makes, is ``tracker.api_answers``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from rest_framework.exceptions import NotFound
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from incidents.api import deprecations, problems
from incidents.api.endpoint import CURSOR, Endpoint
from incidents.api.parameters import Asked, asked
from incidents.api.shape import Item, shaped

METHODS = "GET, HEAD, OPTIONS"


class AlwaysJson(BaseContentNegotiation):
    """There is one form of everything: `Accept` is not asked, so that a browser gets it too."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser | None:
        """The only one."""
        return next(iter(parsers), None)

    def select_renderer(
        self,
        request: Request,
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        """The only one."""
        renderer = next(iter(renderers))
        return renderer, str(renderer.media_type)


class PublicView(APIView):
    """A view that anybody may read. ``endpoint`` says what it gives and takes."""

    content_negotiation_class = AlwaysJson
    endpoint: ClassVar[Endpoint]

    def get_exception_handler(
        self,
    ) -> Callable[[Exception, Mapping[str, Any]], Response | None]:
        """Problem details instead of the framework's own form."""
        return problems.respond

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        """The answer to a browser that asks before reading from another site's page."""
        headers = {"Access-Control-Allow-Methods": METHODS, "Allow": METHODS}
        return Response(status=HTTPStatus.NO_CONTENT, headers=headers)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        """With what is announced of addresses and parameters that are to go."""
        final: Response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in deprecations.headers(request).items():
            both = name == "Link" and name in final.headers
            final.headers[name] = f"{final.headers[name]}, {value}" if both else value
        return final

    def endpoint_of(self, method: str) -> Endpoint:
        """What the address is for one method."""
        return self.endpoint

    def asked(self, request: Request) -> Asked:
        """What the address asks for. Raises BadParameters."""
        return asked(request.query_params, self.endpoint)

    def shaped(self, item: Item, asked: Asked, along: Sequence[str] = ()) -> Item:
        """An item with the fields that are asked for and what is given along."""
        return shaped(item, asked.fields, along, order=self.endpoint.fields)


class Nowhere(PublicView):
    """Any other address below the API."""

    schema = None
    endpoint = Endpoint("nowhere", "problem")

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """404, in the API's own form."""
        raise NotFound


def page_response(
    request: Request,
    items: Sequence[Mapping[str, Any]],
    beside: tuple[str, str],
    **more: Any,
) -> Response:
    """A page of a list: ``more``, the addresses of the pages ``beside`` it (cursors: next,
    previous), the items."""
    links = {
        name: _address(request, cursor)
        for name, cursor in zip(("next", "previous"), beside, strict=True)
        if cursor
    }
    body = {
        **more,
        "next": links.get("next"),
        "previous": links.get("previous"),
        "results": list(items),
    }
    return Response(body, headers=_link_header(links))


def _address(request: Request, cursor: str) -> str:
    """The same question for another page."""
    kept = [(n, v) for n, values in request.query_params.lists() for v in values if n != CURSOR]
    here = settings.SITE_URL + request.path
    return f"{here}?{urlencode([*kept, (CURSOR, cursor)])}"


def _link_header(links: Mapping[str, str]) -> dict[str, str]:
    relations = {"next": "next", "previous": "prev"}
    found = [f'<{address}>; rel="{relations[name]}"' for name, address in links.items()]
    return {"Link": ", ".join(found)} if found else {}
