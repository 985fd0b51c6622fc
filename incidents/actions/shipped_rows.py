"""Bring rows of one table to the values that the product ships."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from incidents.models.base import Edited

Key = tuple[Any, ...]
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of one table were created, changed, and found as they should be."""

    table: str
    created: int
    updated: int
    unchanged: int


@dataclass(slots=True)
class ShippedRows:
    """The shipped rows of ``queryset``'s model, found by ``keys``; call inside a transaction.

    ``write`` may be called again for values that could not be known at first (links between
    rows). A few queries whatever the number of rows; a row that is as it should be is not touched.
    """

    queryset: models.QuerySet[Any]
    keys: tuple[str, ...]
    by: AbstractBaseUser | None
    at: datetime
    found: dict[Key, Any] = field(init=False)
    seen: set[Key] = field(init=False, default_factory=set)
    created: set[Key] = field(init=False, default_factory=set)
    updated: set[Key] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        """Read the rows that exist, locked against editing until the transaction ends."""
        rows = self.queryset.select_for_update()
        self.found = {tuple(getattr(row, key) for key in self.keys): row for row in rows}

    def write(self, shipped: Iterable[Values]) -> None:
        """Create what is missing, change what differs, leave all other rows alone."""
        wanted = {tuple(values[key] for key in self.keys): values for values in shipped}
        self.seen.update(wanted)
        self._change({key: values for key, values in wanted.items() if key in self.found})
        self._create({key: values for key, values in wanted.items() if key not in self.found})

    def counts(self, table: str) -> Counts:
        """The result; a row created and then linked counts as created only."""
        touched = self.created | self.updated
        return Counts(
            table=table,
            created=len(self.created),
            updated=len(touched - self.created),
            unchanged=len(self.seen - touched),
        )

    def _create(self, missing: dict[Key, Values]) -> None:
        model = self.queryset.model
        stamp = {"created_by": self.by, "updated_by": self.by} if issubclass(model, Edited) else {}
        made = {key: model(**values, **stamp) for key, values in missing.items()}
        model._default_manager.bulk_create(made.values())
        self.found.update(made)
        self.created.update(made)

    def _change(self, wanted: dict[Key, Values]) -> None:
        changed: dict[Key, Any] = {}
        names: set[str] = set()
        for key, values in wanted.items():
            row = self.found[key]
            different = {name for name, value in values.items() if getattr(row, name) != value}
            for name in different:
                setattr(row, name, values[name])
            if different:
                changed[key] = row
                names |= different | self._stamp(key, row)
        if changed:
            fields = [name.removesuffix("_id") for name in names]
            self.queryset.model._default_manager.bulk_update(changed.values(), fields)
            self.updated.update(changed)

    def _stamp(self, key: Key, row: models.Model) -> set[str]:
        """One load is one version of a row, however often the row is written in it."""
        if not isinstance(row, Edited) or key in self.created | self.updated:
            return set()
        row.version += 1
        row.updated_at = self.at
        row.updated_by_id = self.by.pk if self.by else None
        return {"version", "updated_at", "updated_by"}
