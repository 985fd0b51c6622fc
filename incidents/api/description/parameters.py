"""What an operation can be asked, as OpenAPI has it: which parameters there are, and their values,
from the view's ``Endpoint``; what they mean, from the table."""

from collections.abc import Iterator, Mapping
from typing import Any

import django_filters

from incidents import search
from incidents.api.description.answers import said
from incidents.api.description.operations import Operation, table
from incidents.api.description.operations import Parameter as Words
from incidents.api.description.types import Schema
from incidents.api.endpoint import EXPAND, FIELDS, ORDER, SIZE, Endpoint, Parameter
from incidents.filters.fields import WrittenField, YesNoFilter
from incidents.open_data import KINDS

CONDITIONS = ("If-None-Match",)
IN_ADDRESS: Mapping[str, list[str]] = {
    "getExport.kind": list(KINDS),
    "getExport.end": sorted({end for formats in KINDS.values() for end in formats}),
}
"""Values of parts of an address that the code knows."""
COMMAS = {"style": "form", "explode": False}
REPEATED = {"style": "form", "explode": True}


def parameters(operation: Operation, endpoint: Endpoint) -> list[Schema]:
    """Of one operation, those in its address first."""
    return list(_parameters(operation, endpoint))


def _parameters(operation: Operation, endpoint: Endpoint) -> Iterator[Schema]:
    for name in operation.path.split("{")[1:]:
        yield _plain(_words(operation, name.partition("}")[0]))
    for parameter in endpoint.parameters:
        yield _of_query(operation, endpoint, parameter)
    for name in operation.headers:
        yield _plain(_words(operation, name))
    yield _plain(_words(operation, "Accept-Language"))
    if operation.conditional:
        yield from (_plain(_words(operation, name)) for name in CONDITIONS)


def _words(operation: Operation, name: str) -> Words:
    """What the table says of a parameter: of this operation's own, or of all of that name."""
    known = table().parameters
    return known.get(f"{operation.id}.{name}") or known[name]


def _plain(words: Words) -> Schema:
    found: Schema = {
        "name": words.name.rpartition(".")[2],
        "in": words.where,
        "description": said(words.about),
        "schema": dict(words.schema),
    }
    if words.name in IN_ADDRESS:
        found["schema"] = {"type": "string", "enum": IN_ADDRESS[words.name]}
    if words.where == "path" or words.required:
        found["required"] = True
    if words.example:
        found["example"] = words.example
    return found


def _of_query(operation: Operation, endpoint: Endpoint, parameter: Parameter) -> Schema:
    words = _words(operation, parameter.name)
    found = _plain(words)
    labels = _labels(_filter(endpoint, parameter.name))
    if labels:
        found["description"] += "\n\n" + "\n".join(f"* `{each}`: {says}" for each, says in labels)
    if parameter.name == EXPAND:
        lines = (f"* `{name}`: {says}" for name, says in endpoint.expands.items())
        found["description"] += "\n\n" + "\n".join(lines)
    value = dict(words.schema) or _value(endpoint, parameter)
    if parameter.name in {FIELDS, EXPAND}:
        return found | {"schema": _several(value), **COMMAS}
    if not parameter.several:
        return found | {"schema": value}
    example = {"example": [words.example]} if words.example else {}
    return found | {"schema": _several(value), **REPEATED} | example


def _several(value: Schema) -> Schema:
    return {"type": "array", "items": value, "minItems": 1}


def _value(endpoint: Endpoint, parameter: Parameter) -> Schema:
    """What one value has to look like."""
    if parameter.name == SIZE:
        bounds = {"minimum": 1, "maximum": endpoint.most, "default": endpoint.size}
        return {"type": "integer", **bounds}
    if parameter.values:
        default = {"default": parameter.values[0]} if parameter.name == ORDER else {}
        return {"type": "string", "enum": list(parameter.values), **default}
    found = _filter(endpoint, parameter.name)
    return _of_filter(found) if found is not None else {"type": "string", "minLength": 1}


def _of_filter(found: django_filters.Filter) -> Schema:
    field: Any = found.field_class
    if issubclass(field, WrittenField):
        return {"type": "string", "pattern": f"^{field.pattern}$"}
    if isinstance(found, YesNoFilter):
        return {"type": "boolean"}
    if isinstance(found, django_filters.DateFilter):
        return {"type": "string", "format": "date"}
    if isinstance(found, django_filters.MultipleChoiceFilter):
        return {"type": "string", "minLength": 1}
    longest = found.extra.get("max_length", search.LONGEST)
    return {"type": "string", "maxLength": longest}


def _filter(endpoint: Endpoint, name: str) -> django_filters.Filter | None:
    """The filter of that name; of two, the one that has the say."""
    sets: Iterator[Mapping[str, Any]] = (each.get_filters() for each in endpoint.filters)
    return next((found[name] for found in sets if name in found), None)


def _labels(found: django_filters.Filter | None) -> list[tuple[str, Any]]:
    """The choices of a filter that are part of the code; those that are rows are not described."""
    choices = found.extra.get("choices", ()) if found is not None else ()
    return [] if callable(choices) else list(choices)
