"""A grouped migration does what its operations would do one after another."""

from typing import Any

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from incidents.grouped_migration import Group, GroupedMigration, grouped

pytestmark = pytest.mark.django_db

FIELDS: list[tuple[str, Any]] = [("id", models.BigAutoField(primary_key=True))]
MADE = [migrations.CreateModel(name, FIELDS) for name in ("First", "Second")]
ADDED: list[Any] = [
    migrations.AddField("first", "second", models.ForeignKey("trial.second", models.CASCADE)),
    migrations.AddField("second", "count", models.IntegerField(default=3)),
]
CONSTRAINTS = [
    migrations.AddConstraint(
        "second",
        models.CheckConstraint(condition=models.Q(count__gt=least), name=f"count_above_{least}"),
    )
    for least in (1, 2)
]


class Trial(GroupedMigration):
    operations = [*MADE, migrations.RunSQL("SELECT 1", ""), *ADDED, *CONSTRAINTS]


def tables() -> dict[str, list[str]]:
    """Columns and constraints of the tables that the migration makes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_name LIKE 'trial_%%' UNION ALL"
            " SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid::regclass::text LIKE 'trial_%%' ORDER BY 1, 2"
        )
        found = dict[str, list[str]]()
        for table, what in cursor.fetchall():
            found.setdefault(table, []).append(what)
        return found


def test_consecutive_operations_of_one_kind_are_one_group_in_their_order() -> None:
    kinds = [
        operation.operations if isinstance(operation, Group) else operation
        for operation in grouped(Trial.operations)
    ]

    assert [len(k) if isinstance(k, list) else 1 for k in kinds] == [2, 1, 2, 2]
    assert kinds[0] == MADE and kinds[2] == ADDED and kinds[3] == CONSTRAINTS


def test_what_changes_something_is_never_in_a_group() -> None:
    removed = [migrations.RemoveField("first", "second"), migrations.RemoveField("second", "count")]

    assert grouped(removed) == removed


def test_it_makes_the_tables_that_the_operations_make_and_undoes_them() -> None:
    before = ProjectState()
    with connection.schema_editor(atomic=True) as editor:
        after = migrations.Migration.apply(Trial("0001_trial", "trial"), before.clone(), editor)
    made = tables()
    with connection.schema_editor(atomic=True) as editor:
        Trial("0001_trial", "trial").unapply(before.clone(), editor)

    assert tables() == {}
    assert set(made) == {"trial_first", "trial_second"}
    assert "second_id" in made["trial_first"]
    assert "CHECK ((count > 2))" in made["trial_second"]
    assert list(after.models["trial", "second"].options["constraints"]) == [
        operation.constraint for operation in CONSTRAINTS
    ]


def test_it_can_be_undone_only_if_each_of_it_can() -> None:
    forever = migrations.RunSQL("SELECT 1")

    assert Group(ADDED).reversible
    assert not Group([*ADDED, forever]).reversible
