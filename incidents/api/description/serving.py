"""The description, served: JSON and YAML, in English whoever asks."""

from collections.abc import Callable
from functools import lru_cache
from typing import ClassVar

from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from rest_framework.request import Request

from incidents.api.base import PublicView
from incidents.api.description.generator import document
from incidents.api.parameters import refuse_parameters


@lru_cache(maxsize=4)
def _rendered(renderer: Callable[[], OpenApiYamlRenderer], _site: str) -> bytes:
    return bytes(renderer().render(document("en"), renderer_context={}))


class DescriptionJson(PublicView):
    """No query."""

    renderer: ClassVar[type[OpenApiYamlRenderer]] = OpenApiJsonRenderer

    def get(self, request: Request) -> HttpResponse:
        """The whole description."""
        refuse_parameters(request.query_params)
        text = _rendered(self.renderer, settings.SITE_URL)
        return HttpResponse(text, content_type=self.renderer.media_type)


class DescriptionYaml(DescriptionJson):
    """The same, as YAML."""

    renderer = OpenApiYamlRenderer
