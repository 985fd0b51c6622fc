"""The description, served: JSON and YAML, in English whoever asks."""

import json
from functools import lru_cache

from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from rest_framework.request import Request

from incidents.api.base import PublicView
from incidents.api.description.generator import document
from incidents.api.endpoint import Endpoint


class DescriptionJson(PublicView):
    """No query."""

    endpoint = Endpoint("openapi_json", "openapi")

    def get(self, request: Request) -> HttpResponse:
        """The whole description."""
        self.asked(request)
        text = _as_json(settings.SITE_URL)
        return HttpResponse(text, content_type=OpenApiJsonRenderer.media_type)


class DescriptionYaml(PublicView):
    """The same, as YAML."""

    endpoint = Endpoint("openapi_yaml", "openapi")

    def get(self, request: Request) -> HttpResponse:
        """The whole description."""
        self.asked(request)
        text = _as_yaml(settings.SITE_URL)
        return HttpResponse(text, content_type=OpenApiYamlRenderer.media_type)


@lru_cache(maxsize=4)
def _as_json(_site: str) -> bytes:
    """Without white space, which would be half of it."""
    found = json.dumps(document("en"), ensure_ascii=False, separators=(",", ":"))
    return found.encode()


@lru_cache(maxsize=4)
def _as_yaml(_site: str) -> bytes:
    return bytes(OpenApiYamlRenderer().render(document("en"), renderer_context={}))
