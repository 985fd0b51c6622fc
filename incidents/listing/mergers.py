"""Where the old addresses of merged records lead, however often what remained was merged again."""

import json
from collections.abc import Iterable

from django.db import connection

from incidents.codes import RecordKind
from incidents.documents import Document
from incidents.models import Merger

LEADS_TO = f"""
WITH RECURSIVE way AS (
    SELECT old AS first, new, id, 1 AS step FROM {Merger._meta.db_table}
    WHERE kind = %s AND old = ANY(%s)
    UNION ALL
    SELECT way.first, merger.new, merger.id, way.step + 1
    FROM way JOIN {Merger._meta.db_table} AS merger ON merger.kind = %s AND merger.old = way.new
)
SELECT DISTINCT ON (way.first) way.first, merger.content::text, way.new
FROM way JOIN {Merger._meta.db_table} AS merger ON merger.id = way.id
ORDER BY way.first, way.step DESC
"""


def address_now(kind: RecordKind, old: str) -> str | None:
    """The address that an old one leads to, or None for one that was never merged."""
    return addresses_now(kind, [old]).get(old)


def addresses_now(kind: RecordKind, old: Iterable[str]) -> dict[str, str]:
    """By old address, the one that it leads to; one query, or none for none."""
    wanted = sorted(set(old))
    return {first: new for first, _content, new in _led(kind, wanted)} if wanted else {}


def actors_now(slugs: Iterable[str]) -> dict[str, Document]:
    """By old slug, the public record of the actor that remains as the merge froze it; one query."""
    wanted = sorted(set(slugs))
    if not wanted:
        return {}
    return {old: json.loads(content) for old, content, _new in _led(RecordKind.ACTOR, wanted)}


def _led(kind: RecordKind, old: list[str]) -> list[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(LEADS_TO, [kind.value, old, kind.value])
        return cursor.fetchall()
