"""Tables as Frictionless Data describes them (Table Schema)."""

from typing import Any

from incidents.tables.columns import Column, Table

TYPES = {"number": "integer", "yes_no": "boolean", "day": "date", "moment": "datetime"}


def table_schema(table: Table) -> dict[str, Any]:
    """Fields, primary key, and the tables that its columns refer to. An empty cell is a missing
    value; several values of one cell stand between "; "."""
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if table.refers:
        schema["foreignKeys"] = [
            {"fields": column, "reference": {"resource": other, "fields": theirs}}
            for column, other, theirs in table.refers
        ]
    return schema


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": TYPES.get(column.type, "string"),
        "description": column.meaning["en"],
        "description_fr": column.meaning["fr"],
    }
    extras = {"codes": column.codes, "unit": column.unit}
    if column.type == "list":
        extras["separator"] = "; "
    return field | {name: value for name, value in extras.items() if value}
