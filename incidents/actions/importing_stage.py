"""Reading a file and keeping its records beside the register."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection

from incidents.actions.importing_progress import Told
from incidents.actions.importing_register import Names, known
from incidents.actions.importing_rows import Builder
from incidents.codes import ImportFormat, ImportStage, LineOutcome
from incidents.imports import ndjson, tabular
from incidents.imports.draft import Draft
from incidents.imports.flat import Reader
from incidents.imports.mapping import Mapping
from incidents.imports.problems import FileRefused, Problem
from incidents.imports.tabular import Row, Table
from incidents.input_error import gettext_noop
from incidents.models import Import

CHUNK = 1000
COPY = """COPY incidents_importline (batch_id, line, external_id, digest, address, title, outcome,
    "values", problems, warnings) FROM STDIN"""

REPEATED = """
UPDATE incidents_importline AS l SET "values" = '{}', outcome = CASE WHEN l.digest = first.digest
        THEN 'skipped' ELSE 'refused' END,
    problems = CASE WHEN l.digest = first.digest THEN l.problems
        ELSE l.problems || jsonb_build_array(jsonb_build_object('column', 0, 'name', '',
            'template', %(said)s::text,
            'params', jsonb_build_object('id', l.external_id, 'first', first.line))) END
FROM (
    SELECT external_id, min(line) AS line, (array_agg(digest ORDER BY line))[1] AS digest
    FROM incidents_importline WHERE batch_id = %(batch)s AND outcome = 'create'
    GROUP BY external_id HAVING count(*) > 1
) AS first
WHERE l.batch_id = %(batch)s AND l.outcome = 'create'
    AND l.external_id = first.external_id AND l.line > first.line
"""
SAID = gettext_noop("the id “%(id)s” stands in line %(first)s, with other values")
IMPORTED = """
UPDATE incidents_importline AS l SET incident_id = came.incident_id, "values" = '{}',
    outcome = CASE WHEN came.digest = l.digest THEN 'matched' ELSE 'changed' END
FROM incidents_importedrow AS came
WHERE l.batch_id = %(batch)s AND l.outcome = 'create'
    AND came.dataset = %(dataset)s AND came.external_id = l.external_id
"""
OURS = """
UPDATE incidents_importline AS l SET incident_id = ours.id, outcome = 'matched', "values" = '{}'
FROM incidents_incident AS ours
WHERE l.batch_id = %(batch)s AND l.outcome = 'create' AND ours.reference = l.external_id
    AND starts_with(l.address, %(site)s)
"""
COUNTS = """
SELECT outcome, count(*) FROM incidents_importline WHERE batch_id = %(batch)s GROUP BY outcome
"""
PROPOSED = """
SELECT count(DISTINCT use->>'key') FROM incidents_importline AS l,
    jsonb_array_elements(l."values"->'proposed') AS use
WHERE l.batch_id = %(batch)s AND l.outcome = 'create' AND l."values" ? 'proposed'
"""


def sha256(file: BinaryIO) -> tuple[str, int]:
    """Digest and size of a file, read from its beginning."""
    file.seek(0)
    found, size = hashlib.sha256(), 0
    while chunk := file.read(1 << 20):
        found.update(chunk)
        size += len(chunk)
    return found.hexdigest(), size


def fill(batch: Import, file: BinaryIO, mapping: Mapping, told: Told) -> None:
    """Keep the records of the file as lines of the batch, compared with the register; sets the
    batch's encoding, warnings and counts."""
    try:
        drafts = _drafts(batch, file, mapping)
    except FileRefused as refused:
        drafts = _wrong(refused.problems)
    builder = Builder(Names(), make_registers=mapping.make_registers)
    count = 0
    while chunk := list(islice(drafts, CHUNK)):
        builder.look_up(draft for draft in chunk if not draft.problems)
        _copy(batch, [_line(batch, draft, builder) for draft in chunk])
        count += len(chunk)
        told(ImportStage.READING, count, 0)
    told(ImportStage.CHECKING, 0, count)
    _compare(batch)
    told(ImportStage.CHECKING, count, count)


def _drafts(batch: Import, file: BinaryIO, mapping: Mapping) -> Iterator[Draft]:
    """Lines of a table or of NDJSON as drafts; problems of the file as drafts of their lines."""
    if batch.format == ImportFormat.NDJSON:
        text = ndjson.examined(file)
        batch.encoding = text.encoding
        return _with(text.problems, ndjson.drafts(file, text, mapping, known()))
    table = tabular.opened(file)
    reader = Reader(mapping, table.headers, known(), table.header_line)
    batch.encoding = table.text.encoding
    warnings = [*table.text.warnings, *reader.warnings]
    batch.warnings = [each.as_json() | {"line": each.line} for each in warnings]
    heading = [*table.problems, *reader.problems]
    whole = [*table.text.problems, *heading]
    return _with(whole, iter(()) if heading else _of(table, reader))


def _of(table: Table, reader: Reader) -> Iterator[Draft]:
    for row in table.rows():
        yield reader.read(row) if isinstance(row, Row) else Draft(row.line, problems=[row])


def _with(problems: Iterable[Problem], drafts: Iterator[Draft]) -> Iterator[Draft]:
    """The drafts, each with what is wrong with its line; then the lines that made none."""
    waiting: dict[int, list[Problem]] = {}
    for problem in problems:
        waiting.setdefault(problem.line, []).append(problem)
    for draft in drafts:
        draft.problems[:0] = waiting.pop(draft.line, ())
        yield draft
    yield from _wrong(each for found in waiting.values() for each in found)


def _wrong(problems: Iterable[Problem]) -> Iterator[Draft]:
    by_line: dict[int, list[Problem]] = {}
    for problem in problems:
        by_line.setdefault(problem.line, []).append(problem)
    return (Draft(line, problems=found) for line, found in by_line.items())


def _line(batch: Import, draft: Draft, builder: Builder) -> tuple[Any, ...]:
    values = {} if draft.problems else builder.rows(draft)
    refused = bool(draft.problems)
    return (
        batch.pk,
        draft.line,
        draft.external_id,
        "" if refused else draft.digest,
        draft.address,
        draft.title[:200],
        (LineOutcome.REFUSED if refused else LineOutcome.CREATE).value,
        json.dumps({} if refused else values),
        json.dumps([problem.as_json() for problem in draft.problems]),
        json.dumps([warning.as_json() for warning in draft.warnings]),
    )


def _copy(batch: Import, lines: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.cursor.copy(COPY) as copy:
        for line in lines:
            copy.write_row(line)


def _compare(batch: Import) -> None:
    """Each check is one statement over all lines. The planner knows nothing yet of lines that this
    very transaction added: left alone, it would compare each with each."""
    given: dict[str, Any] = {
        "batch": batch.pk,
        "dataset": batch.dataset,
        "said": SAID,
        "site": settings.SITE_URL,
    }
    counts = Counter[str]()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        for statement in (IMPORTED, OURS, REPEATED):
            cursor.execute(statement, given)
        cursor.execute("SET LOCAL enable_nestloop = on")
        cursor.execute(COUNTS, given)
        for outcome, count in cursor.fetchall():
            counts[outcome] = count
        cursor.execute(PROPOSED, given)
        counts["proposed"] = cursor.fetchone()[0]
    batch.counts = dict(counts)
