"""A migration whose operations of one kind are done together.

After each operation Django draws the class of every related model anew, and here nearly all records
are related: that is most of what a first start waits for. Consecutive operations that only add, and
do not look at what the others add, need the classes once, before and after all of them.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

KINDS: tuple[tuple[type[Operation], ...], ...] = (
    (migrations.CreateModel,),
    (migrations.AddField,),
    (migrations.AddConstraint, migrations.AddIndex, AddTrigger),
)


class Group(Operation):
    """Operations of one kind, in their order; undone in the opposite one."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    @property
    def reversible(self) -> bool:  # type: ignore[override]
        return all(operation.reversible for operation in self.operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # the classes drawn before: made when next asked for
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(operation.describe() for operation in self.operations)


class GroupedMigration(migrations.Migration):
    """Write its operations as in any migration."""

    def __init__(self, name: str, app_label: str) -> None:
        super().__init__(name, app_label)
        self.operations = grouped(self.operations)  # type: ignore[misc]


def grouped(operations: Sequence[Operation]) -> list[Operation]:
    """The same operations in the same order; what stands alone, or is of no kind, as it is."""
    found = list[Operation]()
    for kind, run in groupby(operations, key=_kind):
        together = list(run)
        found += together if kind is None or len(together) == 1 else [Group(together)]
    return found


def _kind(operation: Operation) -> int | None:
    for number, kinds in enumerate(KINDS):
        if isinstance(operation, kinds):
            return number
    return None
