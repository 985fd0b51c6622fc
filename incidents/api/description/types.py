"""Types of the data dictionary as JSON Schema: one rule for documents and for the API's answers."""

from typing import Any

Schema = dict[str, Any]

PLAIN: dict[str, Schema] = {
    "text": {"type": "string"},
    "number": {"type": "integer"},
    "yes_no": {"type": "boolean"},
    "day": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "date-time"},
    "address": {"type": "string", "format": "uri"},
    "anything": {},
    "file": {},
}


def component(name: str) -> str:
    """The name of a record's component: ``appearance_event`` is ``AppearanceEvent``."""
    return "".join(part.capitalize() for part in name.split("_"))


def code_component(codes: str) -> str:
    """The name of the component that lists the codes of one list."""
    return f"{component(codes)}Code"


def reference(name: str) -> Schema:
    """Where a component stands."""
    return {"$ref": f"#/components/schemas/{name}"}


def schema_of(kind: str) -> Schema:
    """A type, as ``dictionary.toml`` writes it. Raises KeyError for a word that is no type."""
    kind = kind.removesuffix(", optional")
    if kind.endswith(" or null"):
        return _or_null(schema_of(kind.removesuffix(" or null")))
    if kind.endswith(" or empty"):
        return {"anyOf": [schema_of(kind.removesuffix(" or empty")), {"const": ""}]}
    if kind.startswith("list of "):
        return {"type": "array", "items": schema_of(kind.removeprefix("list of "))}
    if kind.startswith("by name "):
        named = schema_of(kind.removeprefix("by name "))
        return {"type": "object", "additionalProperties": named}
    if kind in PLAIN:
        return dict(PLAIN[kind])
    family, _space, name = kind.rpartition(" ")
    if family == "code":
        return reference(code_component(name))
    return reference(component(family or name))


def _or_null(schema: Schema) -> Schema:
    if isinstance(schema.get("type"), str):
        return schema | {"type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}
