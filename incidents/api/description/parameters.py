"""What an operation can be asked, as OpenAPI has it: the values of a filter from its FilterSet, all
else from the table."""

from collections.abc import Iterator, Mapping
from typing import Any

import django_filters

from incidents import search
from incidents.api.description.answers import said
from incidents.api.description.operations import Operation, Parameter, table
from incidents.api.description.types import Schema
from incidents.filters import IncidentFilter
from incidents.filters.fields import PeriodsField

FILTERS: Mapping[str, Mapping[str, django_filters.Filter]] = {
    "incidents": IncidentFilter.base_filters,
}
"""By the kind that an operation names."""
CONDITIONS = ("If-None-Match",)


def parameters(operation: Operation) -> list[Schema]:
    """Of one operation, those in its address first."""
    return list(_parameters(operation))


def _parameters(operation: Operation) -> Iterator[Schema]:
    known = table().parameters
    for name in operation.path.split("{")[1:]:
        yield _plain(known[name.partition("}")[0]])
    for name, found in FILTERS.get(operation.filters, {}).items():
        yield _filter(known[name], found)
    for name in operation.parameters:
        yield _plain(known[name])
    yield _plain(known["Accept-Language"])
    if operation.conditional:
        yield from (_plain(known[name]) for name in CONDITIONS)


def _plain(parameter: Parameter) -> Schema:
    found: Schema = {
        "name": parameter.name,
        "in": parameter.where,
        "description": said(parameter.about),
        "schema": dict(parameter.schema),
    }
    if parameter.where == "path":
        found["required"] = True
    if parameter.example:
        found["example"] = parameter.example
    return found


def _filter(parameter: Parameter, found: django_filters.Filter) -> Schema:
    """A filter that may be repeated is an array, one value a parameter."""
    value = parameter.schema or schema_of_filter(found)
    if not isinstance(found, django_filters.MultipleChoiceFilter):
        return _plain(parameter) | {"schema": dict(value)}
    several = {"type": "array", "items": dict(value)}
    about = said(parameter.about)
    labels = _labels(found)
    if labels:
        about += "\n\n" + "\n".join(f"* `{code}`: {label}" for code, label in labels)
    given = {"description": about, "schema": several, "style": "form", "explode": True}
    example = {"example": [parameter.example]} if parameter.example else {}
    return _plain(parameter) | given | example


def schema_of_filter(found: django_filters.Filter) -> Schema:
    """What one value of a filter has to look like."""
    labels = _labels(found)
    if labels:
        return {"type": "string", "enum": [code for code, _label in labels]}
    pattern = getattr(found.field_class, "pattern", "")
    if issubclass(found.field_class, PeriodsField):
        return {"type": "string", "pattern": f"^{pattern}$"}
    if isinstance(found, django_filters.DateFilter):
        return {"type": "string", "format": "date"}
    if isinstance(found, django_filters.MultipleChoiceFilter):
        return {"type": "string", "minLength": 1}
    return {"type": "string", "maxLength": search.LONGEST}


def _labels(found: django_filters.Filter) -> list[tuple[str, Any]]:
    """The choices of a filter that are part of the code; those that are rows are not described."""
    choices = found.extra.get("choices", ())
    return [] if callable(choices) else list(choices)
