"""Two records side by side, before one becomes part of the other."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst

from incidents.actions.merge import counts
from incidents.actions.merge_columns import Column
from incidents.models import Actor, Incident
from incidents.models.base import Edited

FACTS: dict[type[Edited], tuple[str, ...]] = {
    Actor: (
        *("kind", "name_fr", "name_en", "short_name", "slug", "country", "wikidata_id"),
        *("party_facts_id", "public_label_fr"),
    ),
    Incident: (
        *("reference", "state", "title_fr", "title_en", "earliest", "latest", "jurisdiction"),
        *("election", "verdict", "synthetic_level"),
    ),
}
"""What is compared before two become one."""


def facts(loser: Any, winner: Any) -> list[tuple[str, str, str]]:
    """Label, the loser's value, the winner's, where either has one."""
    found = []
    for name in FACTS[type(loser)]:
        label = capfirst(str(loser._meta.get_field(name).verbose_name))
        theirs, ours = (_said(record, name) for record in (loser, winner))
        if theirs or ours:
            found.append((label, theirs, ours))
    return found


def _said(record: Any, name: str) -> str:
    display = getattr(record, f"get_{name}_display", None)
    value = display() if display else getattr(record, name)
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return "" if value is None else str(value)


def numbers(loser: Any, winner: Any) -> list[tuple[str, int, int]]:
    """What points to them: label, how many move, how many are there already."""
    return [(_label(column), theirs, ours) for column, theirs, ours in counts(loser, winner)]


def _label(column: Column) -> str:
    """What the rows are, and as what they name the record."""
    owner: Any = column.model
    if column.model._meta.auto_created:
        owner = column.model._meta.auto_created
        relation = next(f for f in owner._meta.many_to_many if _through(f) is column.model)
    else:
        relation = owner._meta.get_field(column.name)
    kinds = capfirst(str(owner._meta.verbose_name_plural))
    if relation.name in ("actor", "incident", "incidents"):
        return kinds
    return f"{kinds} ({relation.verbose_name})"


def _through(relation: Any) -> Any:
    return relation.remote_field.through
