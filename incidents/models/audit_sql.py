"""How a table's changes reach the audit: the operation by which a migration attaches its triggers.

A migration that makes a table of records also says ``AuditTable("incidents_tag")``;
``tests/house/test_audited.py`` fails while it does not. The functions themselves are in migration
0009. Trigger arguments: the key's column, columns shown by their SHA-256 only, columns that are no
change of the record, and, for a row with a column too heavy to read twice, the others.
"""

from collections.abc import Sequence

from django.db.migrations.operations import RunSQL

ROW = """
CREATE TRIGGER vigie_audit AFTER INSERT OR UPDATE OR DELETE ON "{table}"
    FOR EACH ROW EXECUTE FUNCTION vigie_audit_row('{key}', '{digested}', '{ignored}', '{columns}');
"""
STAYS = """
CREATE TRIGGER vigie_no_truncate BEFORE TRUNCATE ON "{table}"
    FOR EACH STATEMENT EXECUTE FUNCTION vigie_audit_refuse();
"""
GONE = """
DROP TRIGGER vigie_audit ON "{table}";
DROP TRIGGER vigie_no_truncate ON "{table}";
"""


class AuditTable(RunSQL):
    """Every insert, update and delete of ``table`` leaves an entry; it is never truncated."""

    def __init__(
        self,
        table: str,
        key: str = "id",
        digested: Sequence[str] = (),
        ignored: Sequence[str] = (),
        columns: Sequence[str] = (),
    ) -> None:
        words = {
            "table": table,
            "key": key,
            "digested": ",".join(digested),
            "ignored": ",".join(ignored),
            "columns": ",".join(columns),
        }
        super().__init__((ROW + STAYS).format(**words), GONE.format(**words))
        self.table = table

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        """As plain SQL: a squashed migration needs no more."""
        return "RunSQL", [], {"sql": self.sql, "reverse_sql": self.reverse_sql}
