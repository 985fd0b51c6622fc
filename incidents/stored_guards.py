"""Whether the database still writes the audit as the migrations made it: what is missing.

Triggers can be disabled, and functions replaced, by whoever owns the tables; a chain that nothing
is written to stays intact. So they are compared, text by text, with the migrations, and the rows
that are there with their entries.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from incidents.models.audit_sql import AuditFunction, AuditTable, AuditTriggers

TRIGGERS = """
SELECT c.relname, t.tgname, t.tgenabled IN ('O', 'A'), pg_get_triggerdef(t.oid, true)
FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace
"""
FUNCTIONS = """
SELECT proname, prosrc, prosecdef FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""
WITHOUT_ENTRY = """
SELECT count(*) FROM incidents_auditpayload AS p
WHERE NOT EXISTS (SELECT FROM incidents_auditentry AS e WHERE e.payload_id = p.id)
"""
OTHER_HEADER = """
SELECT e.sequence FROM incidents_auditentry AS e JOIN incidents_auditpayload AS p
    ON p.id = e.payload_id
WHERE p.header IS DISTINCT FROM jsonb_build_object('person', e.person, 'way', e.way,
    'role', e.role, 'table', e.table_name, 'row', e.row_key, 'operation', e.operation)
ORDER BY e.sequence LIMIT 20
"""
UNRECORDED = """
SELECT count(*), min(r.{key})::text FROM {table} AS r WHERE NOT EXISTS (
    SELECT FROM incidents_auditentry AS e
    WHERE e.table_name = '{table}' AND e.row_key = r.{key}::text AND e.operation = 'insert')
"""
PASSAGES = ("incidents_segment", "transcript_id")
"""One entry for a transcript's passages, not one for each row."""


@dataclass
class Expected:
    """What the migrations made, the later in the earlier's place."""

    triggers: dict[tuple[str, str], str] = field(default_factory=dict)
    functions: dict[str, tuple[str, bool]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=lambda: dict([PASSAGES]))
    arguments: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def tables(self) -> set[str]:
        """Every table whose changes are recorded."""
        return set(self.keys)


def expected() -> Expected:
    """Read from the migrations on disk, in their order; the database is not asked."""
    graph = MigrationLoader(None).graph
    plan = graph._generate_plan(graph.leaf_nodes(), at_end=True)
    return said_by(operation for place in plan for operation in graph.nodes[place].operations)


def said_by(operations: Iterable[Operation]) -> Expected:
    """What these operations, in their order, leave in the database."""
    found = Expected()
    for operation in operations:
        if isinstance(operation, AuditTriggers):
            found.triggers |= operation.triggers
        if isinstance(operation, AuditTable):
            found.keys[operation.table] = operation.key
            found.arguments[operation.table] = operation.arguments
        if isinstance(operation, AuditFunction):
            found.functions[operation.name] = (operation.body, operation.as_owner)
    return found


def missing() -> Iterator[str]:
    """Everything without which a change could be left unrecorded, or was; one sentence each."""
    wanted = expected()
    yield from _triggers(wanted)
    yield from _functions(wanted)
    waiting = _ask(WITHOUT_ENTRY)[0][0]
    if waiting:
        yield f"{waiting} payloads have no entry in the chain"
    for (sequence,) in _ask(OTHER_HEADER):
        yield f"entry {sequence}: the header of its payload says something else"
    present = set(connection.introspection.table_names())
    for table, key in sorted(wanted.keys.items()):
        if table in present:
            count, first = _ask(UNRECORDED.format(table=table, key=key))[0]
            if count:
                yield f"{table}: {count} rows were never recorded, the first is {first}"


def _triggers(wanted: Expected) -> Iterator[str]:
    found = {(table, name): (on, text) for table, name, on, text in _ask(TRIGGERS)}
    for (table, name), text in sorted(wanted.triggers.items()):
        on, stands = found.get((table, name), (False, ""))
        if not stands:
            yield f"{table}: the trigger {name} is missing"
        elif not on:
            yield f"{table}: the trigger {name} is disabled"
        elif stands != text:
            yield f"{table}: the trigger {name} is not the one that the migrations made"


def _functions(wanted: Expected) -> Iterator[str]:
    found = {name: (body, as_owner) for name, body, as_owner in _ask(FUNCTIONS)}
    for name, made in sorted(wanted.functions.items()):
        if name not in found:
            yield f"the function {name} is missing"
        elif found[name] != made:
            yield f"the function {name} is not the one that the migrations made"


def _ask(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
