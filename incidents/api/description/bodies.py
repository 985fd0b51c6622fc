"""What is sent: the shape that reads it, as JSON Schema, with an example."""

from collections.abc import Callable, Mapping
from typing import Any

from incidents.api.description.types import Schema, component, reference
from incidents.api.strict_schema import schema_of
from incidents.api.submission_docs import EXAMPLE
from incidents.api.submission_shape import shape

BODIES: Mapping[str, tuple[Callable[[], Any], Any]] = {"submission": (shape, EXAMPLE)}
"""By the name that an operation gives its body: the shape, and an example."""


def components() -> dict[str, Schema]:
    """The shapes, by the name of their component."""
    return {component(name): schema_of(made()) for name, (made, _example) in BODIES.items()}


def request_body(name: str) -> Schema:
    """The body of an operation."""
    example = {"draft": {"value": BODIES[name][1]}}
    content = {"schema": reference(component(name)), "examples": example}
    return {"required": True, "content": {"application/json": content}}
