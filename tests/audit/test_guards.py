"""What an owner of the tables could switch off, seen by verify_audit."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.optimizer import MigrationOptimizer
from django.db.migrations.writer import MigrationWriter

from incidents.models import AuditEntry, AuditPayload, Tag
from incidents.models.audit_sql import AuditFunction, AuditTriggers
from incidents.stored_guards import expected, missing, said_by
from tests.audit.stored import chained
from tests.factories import AuditStampFactory, IncidentFactory, StoredFileFactory, TagFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_unrecorded")]


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "ALTER TABLE incidents_tag DISABLE TRIGGER vigie_audit",
            "incidents_tag: the trigger vigie_audit is disabled",
        ),
        (
            "ALTER TABLE incidents_segment ENABLE REPLICA TRIGGER vigie_audit_update",
            "incidents_segment: the trigger vigie_audit_update is disabled",
        ),
        (
            "DROP TRIGGER vigie_no_truncate ON accounts_user",
            "accounts_user: the trigger vigie_no_truncate is missing",
        ),
        (
            "DROP TRIGGER vigie_audit_append ON incidents_auditpayload",
            "incidents_auditpayload: the trigger vigie_audit_append is missing",
        ),
        (
            "CREATE OR REPLACE TRIGGER vigie_audit AFTER INSERT OR DELETE OR UPDATE"
            " ON incidents_actor FOR EACH ROW"
            " EXECUTE FUNCTION vigie_audit_row('id', '', 'name_fr', '')",
            "incidents_actor: the trigger vigie_audit is not the one that the migrations made",
        ),
        (
            "CREATE OR REPLACE TRIGGER vigie_audit AFTER INSERT OR DELETE OR UPDATE"
            " ON incidents_actor FOR EACH ROW WHEN (current_user = 'nobody')"
            " EXECUTE FUNCTION vigie_audit_row('id', '', '', '')",
            "incidents_actor: the trigger vigie_audit is not the one that the migrations made",
        ),
        (
            "CREATE OR REPLACE FUNCTION vigie_audit_row() RETURNS trigger LANGUAGE plpgsql"
            " SECURITY DEFINER AS 'BEGIN RETURN NULL; END'",
            "the function vigie_audit_row is not the one that the migrations made",
        ),
        (
            "ALTER FUNCTION vigie_audit_append() SECURITY INVOKER",
            "the function vigie_audit_append is not the one that the migrations made",
        ),
        (
            "ALTER FUNCTION vigie_audit_erase(bigint[]) RENAME TO vigie_audit_erased",
            "the function vigie_audit_erase is missing",
        ),
    ],
)
def test_a_guard_that_is_not_as_it_was_is_named(statement: str, said: str) -> None:
    run(statement)

    assert list(missing()) == [said]


def test_a_squashed_migration_still_says_what_is_expected() -> None:
    """As ``squashmigrations`` writes it: optimized, as text, and read again."""
    graph = MigrationLoader(None).graph
    plan = graph._generate_plan(graph.leaf_nodes(), at_end=True)
    all_of_it = (operation for place in plan for operation in graph.nodes[place].operations)
    ours: list[Any] = [x for x in all_of_it if isinstance(x, AuditTriggers | AuditFunction)]
    squashed: Any = Migration("0001_squashed", "incidents")
    squashed.operations = MigrationOptimizer().optimize(ours, "incidents")
    written: dict[str, Any] = {}
    exec(MigrationWriter(squashed).as_string(), written)

    read = written["Migration"]("0001_squashed", "incidents").operations

    assert said_by(read) == expected()
    assert [(each.sql, each.reverse_sql) for each in read] == [
        (each.sql, each.reverse_sql) for each in ours
    ]


def test_a_row_that_was_written_past_the_audit_is_counted() -> None:
    IncidentFactory()
    chained()
    assert list(missing()) == []
    run("ALTER TABLE incidents_tag DISABLE TRIGGER USER")
    Tag.objects.create(pk=9, name="a")
    Tag.objects.create(pk=10, name="b")
    run("ALTER TABLE incidents_tag ENABLE TRIGGER USER")

    said = "incidents_tag: 2 rows were never recorded, the first is 9"
    assert list(missing()) == [said]


def test_a_payload_without_its_entry_is_counted() -> None:
    run("ALTER TABLE incidents_auditpayload DISABLE TRIGGER vigie_audit_append")
    TagFactory()
    run("ALTER TABLE incidents_auditpayload ENABLE TRIGGER vigie_audit_append")

    found = list(missing())
    assert found[0] == "1 payloads have no entry in the chain"
    assert found[1].startswith("incidents_tag: 1 rows were never recorded")


def test_a_header_that_says_something_else_than_its_entry_is_named() -> None:
    TagFactory()
    chained()
    run("ALTER TABLE incidents_auditpayload DISABLE TRIGGER vigie_audit_blank")
    AuditPayload.objects.update(header={"person": 7})
    run("ALTER TABLE incidents_auditpayload ENABLE TRIGGER vigie_audit_blank")

    assert list(missing()) == ["entry 1: the header of its payload says something else"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE incidents_audithead SET made_at = now()",
        "DELETE FROM incidents_auditstamp",
        "DELETE FROM incidents_auditentry",
        "UPDATE incidents_auditentry SET person = 7",
        "UPDATE incidents_auditpayload SET payload = 'x'",
        "TRUNCATE incidents_audithead CASCADE",
    ],
)
def test_what_is_in_the_audit_stays(statement: str) -> None:
    AuditStampFactory()
    chained()
    with pytest.raises(Exception, match=r"never|erased whole"), transaction.atomic():
        run(statement)


@pytest.mark.parametrize(
    ("count", "value", "previous"), [(2, "f" * 64, "0" * 64), (1, None, "f" * 64)]
)
def test_a_head_that_does_not_stand_in_the_chain_is_refused(
    count: int, value: str | None, previous: str
) -> None:
    TagFactory()
    chained()
    with pytest.raises(Exception, match=r"does not (stand|follow)"), transaction.atomic():
        run(
            "INSERT INTO incidents_audithead (count, hash, merkle_root, made_at, previous, digest)"
            f" SELECT {count}, coalesce({repr(value) if value else 'NULL'}, hash), hash, now(),"
            f" '{previous}', hash FROM incidents_auditentry"
        )


def test_other_bytes_under_a_files_digest_are_an_entry_too() -> None:
    """The columns that are shown say nothing of the content, too heavy to be read twice."""
    stored = StoredFileFactory()
    run("ALTER TABLE incidents_storedfile DISABLE TRIGGER ALL")
    run("ALTER TABLE incidents_storedfile ENABLE TRIGGER vigie_audit")
    run("UPDATE incidents_storedfile SET content = 'other'", "SET CONSTRAINTS ALL IMMEDIATE")

    entry = AuditEntry.objects.get(table_name="incidents_storedfile", operation="update")
    assert (entry.row_key, entry.payload.payload) == (stored.pk, '{"after": {}, "before": {}}')
