"""The flat table of incidents, whose lines PostgreSQL writes: COPY, from narrow derived rows.

One table says where each column comes from. Cells follow the rule of ``cells``, in SQL; a test
holds the two together. Lines end as COPY ends them, with LF.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from incidents import cells
from incidents.codes import LegalStatus
from incidents.documents import Document
from incidents.listing import shown_all
from incidents.listing.details import detail_of
from incidents.listing.rows import row_of
from incidents.models import ListedDetail, ListedIncident, Publication
from incidents.open_data.asked import Asked, parts, publications, release
from incidents.open_data.documents import LANGUAGES, before_reference
from incidents.tables import INCIDENTS, Column

FIRST, THEN = 250, 5_000
"""Rows of the first part, and of each after it: some megabytes."""
LISTED, DETAIL = ListedIncident._meta.db_table, ListedDetail._meta.db_table

FROM: dict[str, str] = {
    "address_fr": "%(fr)s || listed.reference || '/'",
    "address_en": "%(en)s || listed.reference || '/'",
    "first_published_at": "listed.first_published_at",
    "updated_at": "listed.published_at",
    "facts_earliest": "listed.earliest",
    "facts_latest": "listed.latest",
    "country": "listed.jurisdiction",
    "legal_statuses": (
        "CASE WHEN listed.review_due_on <= %(day)s"
        f" THEN listed.legal_statuses || '{LegalStatus.NOTHING_FOLLOWED.value}'::varchar"
        " ELSE listed.legal_statuses END"
    ),
}
"""Where a column comes from that is not one of the listed row, or of its details, by its name."""
_OF_LISTED = {each.attname for each in ListedIncident._meta.concrete_fields}

JOINED = r"""
CASE WHEN cardinality({0}) = 0 THEN NULL
WHEN strpos(array_to_string({0}, ''), ';') + strpos(array_to_string({0}, ''), '\') > 0 THEN (
    SELECT string_agg(regexp_replace(value, '([\\;])', '\\\1', 'g'), '{between}' ORDER BY place)
    FROM unnest({0}) WITH ORDINALITY AS each(value, place)
) ELSE array_to_string({0}, '{between}') END
""".replace("{between}", cells.BETWEEN)
"""``cells.joined``: values are looked at one by one only where one of them needs it."""
_FORMULA = cells.FORMULA.replace("'", "''")
DEFUSED = f"""
CASE WHEN (ascii({{0}}) < 65 OR ascii({{0}}) > 65000) AND {{0}} ~ '^{_FORMULA}'
THEN '''' || {{0}} ELSE nullif({{0}}, '') END
"""
"""``cells.defused``; what is empty has no quotes. Most texts begin with a letter, which no formula
does: the number of a text's first character says so in a tenth of the time."""

NOW = f"""
FROM unnest(%(keys)s::bigint[]) WITH ORDINALITY AS asked(key, place)
JOIN {LISTED} AS listed ON listed.publication_id = asked.key
JOIN {DETAIL} AS detail ON detail.listed_id = asked.key
ORDER BY asked.place
"""
AS_IT_WAS = f"""
FROM unnest(%(keys)s::bigint[]) WITH ORDINALITY AS asked(key, place)
JOIN jsonb_populate_recordset(NULL::{LISTED}, %(listed)s::jsonb) AS listed
    ON listed.publication_id = asked.key
JOIN jsonb_populate_recordset(NULL::{DETAIL}, %(detail)s::jsonb) AS detail
    ON detail.listed_id = asked.key
ORDER BY asked.place
"""


def lines(asked: Asked) -> Iterator[bytes]:
    """The table as CSV, heading and byte order mark first: they go out before anything is asked."""
    yield ("\ufeff" + ",".join(INCIDENTS.names) + "\n").encode()
    yield from _written(asked, in_lines())


def objects(asked: Asked) -> Iterator[bytes]:
    """The same rows as JSON objects, a line each."""
    yield from _written(asked, in_objects())


def in_lines(source: str = NOW) -> str:
    """The statement that writes lines."""
    outer = ", ".join(_cell(column) for column in INCIDENTS.columns)
    return (
        f"COPY (SELECT {outer} FROM ({_inner(source, '')} OFFSET 0) AS row) TO STDOUT (FORMAT csv)"
    )


def in_objects(source: str = NOW) -> str:
    """The statement that writes objects. A byte that no JSON holds unescaped stands for quotes."""
    return (
        f"COPY (SELECT row_to_json(row) FROM ({_inner(source, 'json')} OFFSET 0) AS row) TO STDOUT"
        " (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')"
    )


def _inner(source: str, form: str) -> str:
    listed = [f"{_value(c, form)} AS {c.name}" for c in INCIDENTS.columns]
    return f"SELECT {', '.join(listed)} {source}"


def source_of(column: Column) -> str:
    """Where a column comes from."""
    owner = "listed" if column.name in _OF_LISTED else "detail"
    return FROM.get(column.name, f"{owner}.{column.name}")


def _value(column: Column, form: str) -> str:
    found = source_of(column)
    if column.type == "moment":
        return f"to_char({found} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    if column.type == "list" and not form:
        return JOINED.format(f"({found})")
    return found


def _cell(column: Column) -> str:
    if column.type in {"text", "list"}:
        return DEFUSED.format(f"row.{column.name}")
    return f"row.{column.name}::text" if column.type == "yes_no" else f"row.{column.name}"


def _written(asked: Asked, statement: str) -> Iterator[bytes]:
    other = in_lines(AS_IT_WAS) if statement == in_lines() else in_objects(AS_IT_WAS)
    for part in parts(asked, FIRST, THEN):
        given = given_for(part, asked.day)
        text, found = copied(statement, given)
        if found < len(part):
            text, _found = copied(other, given | _rows_as_they_were(_as_it_was(part)))
        release()
        yield text


def given_for(part: Sequence[int], day: date) -> dict[str, Any]:
    """What the statements ask for."""
    listed = {code: before_reference(code) for code in LANGUAGES}
    return {"keys": list(part), "day": day} | listed


def copied(statement: str, given: dict[str, Any]) -> tuple[bytes, int]:
    """What COPY writes, whole, and how many rows it is."""
    with connection.cursor() as wrapped, connection.wrap_database_errors:
        cursor = wrapped.cursor
        with cursor.copy(statement, given) as copy:
            text = b"".join(copy)
        return text, cursor.rowcount


class Kept(NamedTuple):
    """A Publication with a document of it, and the key it is asked for by."""

    key: int
    publication: Publication
    document: Document


def lines_as_they_were(found: Sequence[Kept], day: date) -> Iterator[bytes]:
    """Their lines, without a heading, be they listed or not: nothing is read but what is given."""
    given = given_for([each.key for each in found], day) | _rows_as_they_were(found)
    text, _found = copied(in_lines(AS_IT_WAS), given)
    yield text


def _rows_as_they_were(found: Sequence[Kept]) -> dict[str, str]:
    """The rows that documents are listed with, as JSON that PostgreSQL reads rows from."""
    listed, details = [], []
    for key, publication, document in found:
        row = ListedIncident(**row_of(publication, document))
        listed.append(_columns(row) | {"publication_id": key})
        details.append(_columns(ListedDetail(**detail_of(row, document))) | {"listed_id": key})
    return {"listed": json.dumps(listed, default=str), "detail": json.dumps(details, default=str)}


def _as_it_was(part: Sequence[int]) -> list[Kept]:
    """A part of which some are listed no more, all of it from its Publications."""
    found = publications(part)
    contents = shown_all(publication for _key, publication in found)
    return [Kept(*each, content) for each, content in zip(found, contents, strict=True)]


def _columns(row: ListedIncident | ListedDetail) -> dict[str, Any]:
    return {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields}
