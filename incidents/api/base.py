"""What every address of the API shares: JSON for whoever asks, readable from any web page."""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from rest_framework.exceptions import NotFound
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from incidents.api import problems

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link, Retry-After, X-Request-ID",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
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
    """A view that anybody may read, from any page of the web; its problems are RFC 9457's."""

    content_negotiation_class = AlwaysJson

    def get_exception_handler(
        self,
    ) -> Callable[[Exception, Mapping[str, Any]], Response | None]:
        """Problem details instead of the framework's own form."""
        return problems.respond

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        """The answer to a browser that asks before reading from another site's page."""
        headers = {"Access-Control-Allow-Methods": METHODS, "Allow": METHODS}
        return Response(status=HTTPStatus.NO_CONTENT, headers=headers)

    @property
    def default_response_headers(self) -> dict[str, str]:
        """On every answer, problems included."""
        return {**super().default_response_headers, **CORS}


class Index(PublicView):
    """Where to begin."""

    def get(self, request: Request) -> Response:
        """The addresses of this version."""
        names = ("incidents", "changes", "vocabularies", "exports", "dumps", "audit_heads")
        return Response({name: absolute(f"api:{name}") for name in names})


class Nowhere(PublicView):
    """Any other address below the API."""

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """404, in the API's own form."""
        raise NotFound


def absolute(name: str, *args: str, language: str = "") -> str:
    """The permanent address of something: from SITE_URL, never from the request."""
    if not language:
        return settings.SITE_URL + reverse(name, args=args)
    with translation.override(language):
        return settings.SITE_URL + reverse(name, args=args)


def page_of(reference: str) -> dict[str, str]:
    """The permanent address of an incident's page, by language."""
    return {
        language: absolute("public:incident", reference, language=language)
        for language in ("fr", "en")
    }
