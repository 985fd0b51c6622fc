"""Copying staged records into their tables: one statement for each table and some thousand lines.

Provenance goes first. Whoever imports the same record at the same time waits on it, and then finds
the record taken: its line makes nothing. All that follows is made of the lines that were not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.models.fields import NOT_PROVIDED

from incidents import models as records
from incidents.actions.importing_progress import Told
from incidents.codes import ImportStage
from incidents.models import Import
from incidents.models.base import Person

CHUNK = 2000
AT_ONCE = (
    records.Actor,
    records.ActorAlias,
    records.Election,
    records.ElectionRound,
    records.SourceMedia,
    records.Incident,
    records.Incident.techniques.through,
    records.Incident.media.through,
    records.Incident.ratings.through,
    records.Incident.goals.through,
    records.Involvement,
    records.Appearance,
    records.AppearanceEvent,
    records.Observation,
    records.Claim,
    records.Claim.incidents.through,
    records.Claim.on_behalf_of.through,
    records.Claim.about.through,
    records.ClaimAnswer,
    records.Procedure,
    records.Procedure.incidents.through,
    records.Procedure.bases.through,
    records.Procedure.complainants.through,
    records.Procedure.respondents.through,
    records.Procedure.appearances.through,
    records.ProcedureEvent,
    records.StatementOfReasons,
    records.Citation,
)
"""Tables in the order in which one may refer to another."""
NUMBERED = frozenset(
    {
        *(records.SourceMedia, records.Incident, records.Involvement, records.Appearance),
        *(records.AppearanceEvent, records.Observation, records.Claim, records.Procedure),
        *(records.ProcedureEvent, records.Actor, records.Election, records.Citation),
    }
)
"""Tables whose rows have their keys already: others refer to them."""

CAME = """
INSERT INTO incidents_importedrow (
    dataset, external_id, incident_id, batch_id, line, digest, address
)
SELECT %(dataset)s, l.external_id, (l."values"#>>'{incident,0,id}')::bigint, l.batch_id, l.line,
    l.digest, l.address
FROM incidents_importline AS l
WHERE l.batch_id = %(batch)s AND l.outcome = 'create' AND l.line > %(after)s
    AND l.line <= %(upto)s
ORDER BY l.line
ON CONFLICT (dataset, external_id) DO NOTHING
"""
COPIED = """
WITH base AS MATERIALIZED (
    SELECT jsonb_populate_record(NULL::{table}, %(base)s::jsonb) AS given
)
INSERT INTO {table} ({columns}) SELECT {shown}
FROM incidents_importline AS l
JOIN incidents_importedrow AS came ON came.batch_id = l.batch_id AND came.line = l.line,
    LATERAL jsonb_populate_recordset((SELECT given FROM base), l."values"->'{part}')
        WITH ORDINALITY AS made
WHERE l.batch_id = %(batch)s AND l.outcome = 'create' AND l.line > %(after)s
    AND l.line <= %(upto)s AND l."values" ? '{part}'
    AND came.batch_id = %(batch)s AND came.line > %(after)s AND came.line <= %(upto)s
ORDER BY l.line, made.ordinality
ON CONFLICT {conflict} DO NOTHING
"""
PARTS = """
SELECT array_agg(DISTINCT part) FROM incidents_importline, jsonb_object_keys("values") AS part
WHERE batch_id = %s AND outcome = 'create'
"""
SOURCES = """
INSERT INTO incidents_importedsource (batch_id, source_id)
SELECT DISTINCT l.batch_id, (made->>'id')::bigint
FROM incidents_importline AS l
JOIN incidents_importedrow AS came ON came.batch_id = l.batch_id AND came.line = l.line,
    jsonb_array_elements(l."values"->'sourcemedia') AS made
WHERE l.batch_id = %s AND l.outcome = 'create' AND l."values" ? 'sourcemedia'
"""
CHUNKS = """
SELECT max(line) FROM (
    SELECT line, (row_number() OVER (ORDER BY line) - 1) / %s AS chunk
    FROM incidents_importline WHERE batch_id = %s AND outcome = 'create'
) AS numbered GROUP BY chunk ORDER BY 1
"""


def write(batch: Import, by: Person | None, at: datetime, told: Told) -> int:
    """All rows of the lines that make something; how many incidents were made."""
    parts, ends = _present(batch), _ends(batch)
    of = batch.counts.get("create", 0)
    given: dict[str, Any] = {"batch": batch.pk, "dataset": batch.dataset}
    made = after = 0
    for number, upto in enumerate(ends, 1):
        lines = given | {"after": after, "upto": upto}
        with connection.cursor() as cursor:
            cursor.execute(CAME, lines)
            made += cursor.rowcount
            for model in AT_ONCE:
                if _part(model) in parts:
                    cursor.execute(_statement(model), lines | {"base": _base(model, by, at)})
        after = upto
        told(ImportStage.WRITING, min(number * CHUNK, of), of)
    with connection.cursor() as cursor:
        cursor.execute(SOURCES, [batch.pk])
    return made


def _statement(model: type[models.Model]) -> str:
    numbered = model in NUMBERED
    fields = [field for field in model._meta.concrete_fields if numbered or not field.primary_key]
    names = [connection.ops.quote_name(str(field.column)) for field in fields]
    return COPIED.format(
        table=model._meta.db_table,
        part=_part(model),
        columns=", ".join(names),
        shown=", ".join(f"made.{name}" for name in names),
        conflict="(id)" if numbered else "",
    )


def _base(model: type[models.Model], by: Person | None, at: datetime) -> str:
    """What a row has where its record says nothing: what the model gives a new one."""
    row: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.primary_key or field.null or field.unique:
            continue
        row[str(field.column)] = _usual(field)
    common: Mapping[str, Any] = {
        "created_at": at.isoformat(),
        "updated_at": at.isoformat(),
        "created_by_id": by.pk if by else None,
        "updated_by_id": by.pk if by else None,
        "version": 1,
    }
    columns = {field.column for field in model._meta.concrete_fields}
    row |= {name: value for name, value in common.items() if name in columns}
    return json.dumps(row)


def _usual(field: models.Field[Any, Any]) -> Any:
    if field.default is NOT_PROVIDED:
        return "" if field.empty_strings_allowed and not field.is_relation else None
    return field.default() if callable(field.default) else field.default


def _part(model: type[models.Model]) -> str:
    return model._meta.db_table.removeprefix("incidents_")


def _present(batch: Import) -> frozenset[str]:
    with connection.cursor() as cursor:
        cursor.execute(PARTS, [batch.pk])
        (found,) = cursor.fetchone()
    return frozenset(found or ())


def _ends(batch: Import) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(CHUNKS, [CHUNK, batch.pk])
        return [line for (line,) in cursor.fetchall()]
