"""The tables of the data: every kind of record that is given as rows, with its columns and keys.

Declared once, here: the files that are asked for, the dated dump, its table schemas and the
dictionary of its columns read this. What a column means is what the data dictionary says of the
field that it comes from. Pure.
"""

from incidents.tables.columns import Column, Table
from incidents.tables.incidents import INCIDENTS
from incidents.tables.records import RECORDS, rows_of
from incidents.tables.registers import REGISTERS
from incidents.tables.schema import table_schema

TABLES: dict[str, Table] = {each.name: each for each in (INCIDENTS, *RECORDS, *REGISTERS)}
"""Every table by its name, the incidents first."""

__all__ = [
    "INCIDENTS",
    "RECORDS",
    "REGISTERS",
    "TABLES",
    "Column",
    "Table",
    "rows_of",
    "table_schema",
]
