"""How a table's changes reach the audit: the operations by which a migration attaches its triggers
and makes their functions.

A migration that makes a table of records also says ``AuditTable("incidents_tag")``;
``tests/house/test_audited.py`` fails while it does not. The functions are in migration 0009; one
that replaces them says ``AuditFunction`` again. ``stored_guards.py`` reads these operations and
asks the database whether it still has what they say: so triggers are written the way
``pg_get_triggerdef`` prints them, and bodies stand between ``$$``. A squashed migration has them as
they are, not as plain SQL, in which nobody would look.
"""

import re
from collections.abc import Sequence

from django.db.migrations.operations import RunSQL

TRIGGER = re.compile(r"CREATE (?:CONSTRAINT )?TRIGGER (\w+) .*? ON (\w+) ")
FUNCTION = re.compile(r"FUNCTION (\w+)\(")

ROW = (
    "CREATE TRIGGER vigie_audit AFTER INSERT OR DELETE OR UPDATE ON {table} FOR EACH ROW"
    " EXECUTE FUNCTION vigie_audit_row('{key}', '{digested}', '{ignored}', '{columns}')"
)
STAYS = (
    "CREATE TRIGGER vigie_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
    " EXECUTE FUNCTION vigie_audit_refuse()"
)


class AuditTriggers(RunSQL):
    """Triggers that ``verify_audit`` misses where they are gone, disabled or not as written."""

    def __init__(self, made: Sequence[str]) -> None:
        """Each statement in one line, as the database prints it back."""
        self.made = tuple(made)
        self.triggers: dict[tuple[str, str], str] = {}
        for statement in made:
            found = TRIGGER.match(statement)
            if found is None:
                raise ValueError(f"not a trigger: {statement}")
            self.triggers[found[2], found[1]] = statement
        gone = [f"DROP TRIGGER {name} ON {table}" for table, name in self.triggers]
        super().__init__(";\n".join(made), ";\n".join(gone))

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return type(self).__name__, [self.made], {}


class AuditTable(AuditTriggers):
    """Every insert, update and delete of ``table`` leaves an entry; it is never truncated.

    ``key``: the column that names the row; ``digested``: columns shown by their SHA-256 only;
    ``ignored``: columns that are no change of the record; ``columns``: for a row with a column too
    heavy to read twice, the others.
    """

    def __init__(
        self,
        table: str,
        key: str = "id",
        digested: Sequence[str] = (),
        ignored: Sequence[str] = (),
        columns: Sequence[str] = (),
    ) -> None:
        self.table, self.key = table, key
        self.arguments = (key, ",".join(digested), ",".join(ignored), ",".join(columns))
        words = dict(zip(("key", "digested", "ignored", "columns"), self.arguments, strict=True))
        super().__init__((ROW.format(table=table, **words), STAYS.format(table=table)))

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        listed = [tuple(filter(None, each.split(","))) for each in self.arguments[1:]]
        return type(self).__name__, [self.table, self.key, *listed], {}


class AuditFunction(RunSQL):
    """A function of the audit; ``name`` with the types of its arguments, as DROP wants it; one that
    replaces another says what it replaced (``before``), and comes back to it."""

    def __init__(self, name: str, made: str, before: str = "") -> None:
        self.name = name.partition("(")[0]
        self.signature, self.made, self.before = name, made, before
        self.body = made.split("$$")[1]
        self.as_owner = "SECURITY DEFINER" in made
        again = before.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
        super().__init__(made, again or f"DROP FUNCTION {name}")

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return type(self).__name__, [self.signature, self.made, self.before], {}
