"""Which rows belong to the history of a record: itself, its parts, its ties, and those now gone.

A part is a row that goes when the record goes (``CASCADE``), or one of ``KEPT``: made for the
record, and staying. Of an incident, whatever points to it. Tables of many-to-many ties belong to
the model that declares them, and to the incident they tie to. Rows are found by what they point to
now, and by what the audit knows they pointed to.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection, models

from incidents.models import (
    Affiliation,
    Claim,
    ClaimAnswer,
    Incident,
    Merger,
    Procedure,
    ProcedureEvent,
    Redaction,
    ReportFile,
    Segment,
    StatementOfReasons,
    Transcript,
)

Model = type[models.Model]
Rows = dict[Model, set[str]]

APPS = ("incidents", "accounts", "auth", "account", "mfa")
KEPT: tuple[tuple[Model, str], ...] = (
    (Affiliation, "member"),
    (Affiliation, "body"),
    (ClaimAnswer, "claim"),
    (ClaimAnswer, "involvement"),
    (Merger, "actor"),
    (ProcedureEvent, "procedure"),
    (Redaction, "transcript"),
    (ReportFile, "report"),
    (StatementOfReasons, "event"),
    (Transcript, "source"),
)
TIED: tuple[Any, ...] = (Claim.incidents.through, Procedure.incidents.through)
"""Ties that belong to the history of the incident, too."""


class Part(NamedTuple):
    """Rows of ``model`` whose ``field`` points to the record."""

    model: Model
    field: models.ForeignKey

    @property
    def table(self) -> str:
        return self.model._meta.db_table


@cache
def parts_of(model: Model) -> tuple[Part, ...]:
    """The parts of a model's rows, in the order of the models."""
    return tuple(
        Part(other, field)
        for other in apps.get_models(include_auto_created=True)
        if other._meta.app_label in APPS and not other.__name__.startswith("Listed")
        for field in other._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is model
        if _is_part(model, other, field)
    )


def _is_part(model: Model, other: Model, field: models.ForeignKey) -> bool:
    owner = other._meta.auto_created
    if owner:
        return owner is model or (other in TIED and model is Incident)
    if model is Incident:
        return other is not Incident
    return (other, field.name) in KEPT or field.remote_field.on_delete is models.CASCADE


def rows_of(record: models.Model, may_see: Callable[[Model], bool]) -> Rows:
    """Keys of every row of the record's history, by model; one query for each level of parts.

    Only models that ``may_see`` allows.
    """
    found: Rows = {type(record): {str(record.pk)}}
    level: Rows = dict(found)
    while level:
        below = _below(level, may_see)
        level = {m: fresh for m, keys in below.items() if (fresh := keys - found.get(m, set()))}
        for model, keys in level.items():
            found.setdefault(model, set()).update(keys)
    if isinstance(record, get_user_model()):
        _add_roles(record, found, may_see)
    return found


def _below(level: Rows, may_see: Callable[[Model], bool]) -> Rows:
    """The parts of these rows."""
    below: Rows = {}
    arms: list[str] = []
    values: list[Any] = []
    ties: list[str] = []
    tables: dict[str, Model] = {}
    for model, keys in level.items():
        for part in parts_of(model):
            if not may_see(part.model):
                continue
            if part.model is Segment:  # the audit has one entry for the passages of a transcript
                below.setdefault(Segment, set()).update(keys)
                continue
            tables[part.table] = part.model
            arms.append(_arm(part))
            values += [part.table, _typed(part.field, keys)]
            ties += [f"{part.table}.{part.field.column}={key}" for key in keys]
    for table, key in _fetched(arms, values, ties) if arms else ():
        below.setdefault(tables[table], set()).add(key)
    return below


def _arm(part: Part) -> str:
    """The rows that point there now."""
    name = connection.ops.quote_name
    key, column = str(part.model._meta.pk.column), str(part.field.column)
    return (
        f"SELECT %s AS table_name, {name(key)}::text AS key FROM {name(part.table)} "
        f"WHERE {name(column)} = ANY(%s)"
    )


def _typed(field: models.ForeignKey, keys: Iterable[str]) -> list[Any]:
    return [field.target_field.to_python(key) for key in sorted(keys)]


def _fetched(arms: list[str], values: list[Any], ties: list[str]) -> list[tuple[str, str]]:
    told = (
        "SELECT header->>'table', header->>'row' FROM incidents_auditpayload "
        "WHERE vigie_audit_ties(header, payload) && %s::text[]"
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join([*arms, told]), [*values, ties])
        return cursor.fetchall()


def _add_roles(person: Any, found: Rows, may_see: Callable[[Model], bool]) -> None:
    """What the roles of an account may do changed: that is its history, too."""
    through = Group.permissions.through
    if not may_see(through):
        return
    told = (
        "SELECT header->>'table', header->>'row' FROM incidents_auditpayload "
        "WHERE vigie_audit_ties(header, payload) && (SELECT array_agg("
        "'auth_group_permissions.group_id=' || group_id) FROM accounts_user_groups "
        "WHERE user_id = %s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(told, [person.pk])
        found.setdefault(through, set()).update(key for _table, key in cursor.fetchall())
