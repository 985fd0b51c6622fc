"""The JSON Schema of what is read strictly (2020-12, as OpenAPI 3.1 has it), from the serializers
that read: what it allows and what reading takes cannot drift apart."""

from functools import singledispatch
from typing import Any

from rest_framework import serializers

from incidents.api.strict import Address, Code, Day, FactDay, Facts, Flag, Strict, Text, Whole

Schema = dict[str, Any]
DAY: Schema = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


@singledispatch
def schema_of(field: Any) -> Schema:
    """What a value may be. Raises TypeError for a field that is not read strictly."""
    raise TypeError(f"{type(field).__name__} is not read strictly")


@schema_of.register
def _(field: Text) -> Schema:
    found: Schema = {"type": "string", "maxLength": field.max_length}
    if field.pattern:
        found["pattern"] = f"^(?:{field.pattern})$"
    elif field.required:
        found["minLength"] = 1
    return found


@schema_of.register
def _(field: Address) -> Schema:
    return {
        "type": "string",
        "format": "uri",
        "maxLength": field.max_length,
        "pattern": "^(https?://.+)?$",
    }


@schema_of.register
def _(field: Code) -> Schema:
    return {"type": "string", "enum": field.known}


@schema_of.register
def _(field: Flag) -> Schema:
    return {"type": "boolean"}


@schema_of.register
def _(field: Whole) -> Schema:
    return {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}


@schema_of.register
def _(field: Day) -> Schema:
    return dict(DAY)


@schema_of.register
def _(field: Facts) -> Schema:
    return {"oneOf": [dict(DAY), schema_of(FactDay())]}


@schema_of.register
def _(field: serializers.ListField) -> Schema:
    return {"type": "array", "maxItems": field.max_length, "items": schema_of(field.child)}


@schema_of.register
def _(field: Strict) -> Schema:
    found: Schema = {
        "type": "object",
        "description": " ".join((type(field).__doc__ or "").split()),
        "properties": {name: schema_of(each) for name, each in field.fields.items()},
        "additionalProperties": False,
    }
    required = [name for name, each in field.fields.items() if each.required]
    return found | ({"required": required} if required else {})
