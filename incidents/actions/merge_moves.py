"""What points to a record that is merged points to the other: each column as its treatment says."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.db import models

from incidents.actions import merge_rows as rows
from incidents.actions.merge_actor import take_identity, take_names
from incidents.actions.merge_columns import Column, Treatment, columns, move
from incidents.actions.showing import incidents_showing
from incidents.models import (
    ActorAlias,
    Affiliation,
    Appearance,
    Citation,
    Involvement,
    PrivateIdentity,
)
from incidents.models.base import Person

Join = Callable[[Column, Any, Any, Person], set[int] | None]
JOINS: Mapping[type[models.Model], Join] = MappingProxyType(
    {
        Involvement: lambda column, lost, kept, by: rows.involvements(
            column.rows(lost).select_related("incident"), column.to(kept), by
        ),
        Citation: lambda column, lost, kept, by: rows.citations(
            column.rows(lost), column.to(kept), by
        ),
        Appearance: lambda column, lost, kept, by: rows.appearances(
            column.rows(lost), column.to(kept), by
        ),
        Affiliation: lambda column, lost, kept, by: rows.affiliations(
            column.rows(lost), column.to(kept), by
        ),
        ActorAlias: lambda _column, lost, kept, _by: take_names(lost, kept),
        PrivateIdentity: lambda _column, lost, kept, by: take_identity(lost, kept, by),
    }
)
"""How rows are joined, by their model: gives the incidents in which two became one, if any."""


def move_all(lost: Any, kept: Any, by: Person) -> set[int]:
    """Every column that points to the loser; gives the incidents in which rows were joined."""
    edited: set[int] = set()
    for column in columns(type(lost)):
        match column.treatment:
            case Treatment.MOVED:
                for joined in move(column, lost, kept, by):
                    edited |= set(incidents_showing(joined).values_list("pk", flat=True))
            case Treatment.JOINED:
                edited |= JOINS[column.model](column, lost, kept, by) or set()
            case Treatment.KEPT:
                pass
    return edited
