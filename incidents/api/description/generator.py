"""The whole description, put together by drf-spectacular from the routes and from our tables.

The routes say which addresses and methods there are; each has to be in the table, and whatever the
table names beyond them is an error too, so that ``manage.py spectacular --fail-on-warn`` fails.
"""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from drf_spectacular.drainage import error
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentRegistry

from incidents.api.description import bodies
from incidents.api.description.answers import components, said
from incidents.api.description.bodies import request_body
from incidents.api.description.operations import Operation, table
from incidents.api.description.parameters import parameters
from incidents.api.description.responses import responses
from incidents.api.description.types import Schema
from incidents.api.endpoint import Endpoint

TITLE = {"fr": "API de Vigie", "en": "Vigie’s API"}
VERSION = "1"
KEY = "key"


class Described(AutoSchema):
    """An operation as the table describes it."""

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: ComponentRegistry
    ) -> Schema | None:
        """None, with an error noted, for one that the table does not name."""
        found = table().find(path.removeprefix(reverse("api:index")), method.lower())
        if found is None:
            error(f"{method} {path} is not in operations.toml")
            return None
        view: Any = self.view
        return described(found, view.endpoint_of(method.lower()))


class Generator(SchemaGenerator):
    """The document, with its own components."""

    def get_schema(self, request: Any = None, public: bool = False) -> Schema:
        """In the language that is active."""
        found: Schema = super().get_schema(request, public)
        _note_missing(found["paths"])
        found["info"] |= {
            "title": said(TITLE),
            "version": VERSION,
            "description": _about(),
            "license": {"name": settings.DATA_LICENCE, "identifier": settings.DATA_LICENCE},
        }
        found["servers"] = [{"url": settings.SITE_URL}]
        found["tags"] = [
            {
                "name": group.name,
                "x-title": said(group.title),
                "description": said(group.about),
            }
            for group in table().groups
        ]
        found["externalDocs"] = {"url": settings.SITE_URL + reverse("public:api_docs")}
        found["components"] = {
            "schemas": {**components(), **bodies.components()},
            "headers": _headers(),
            "securitySchemes": {
                KEY: {"type": "http", "scheme": "bearer", "description": said(table().words["key"])}
            },
        }
        return found


def described(operation: Operation, endpoint: Endpoint) -> Schema:
    """One operation; what it can be asked is the view's to say."""
    found = {
        "operationId": operation.id,
        "tags": [operation.group],
        "summary": said(operation.summary),
        "description": said(operation.about),
        "parameters": parameters(operation, endpoint),
        "responses": responses(operation, endpoint),
    }
    if operation.body:
        found["requestBody"] = request_body(operation.body)
    if operation.needs_key:
        found["security"] = [{KEY: []}]
    return found


@lru_cache(maxsize=8)
def _document(language: str, _site: str) -> Schema:
    with translation.override(language):
        found: Schema = Generator(urlconf="tracker.urls").get_schema(public=True)
        return found


def document(language: str) -> Schema:
    """The description in one language, made once by each process."""
    return _document(language, settings.SITE_URL)


def _note_missing(paths: Schema) -> None:
    root = reverse("api:index")
    for operation in table().operations:
        if operation.method not in paths.get(root + operation.path, {}):
            error(f"{operation.method} {operation.path} of operations.toml is no route")


def _about() -> str:
    rules = (f"## {said(rule.title)}\n\n{said(rule.about).strip()}" for rule in table().rules)
    return "\n\n".join([said(table().about).strip(), *rules])


def _headers() -> dict[str, Schema]:
    return {
        each.name: {"description": said(each.about), "schema": dict(each.schema)}
        for each in table().headers.values()
    }
