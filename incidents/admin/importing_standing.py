"""The drafts of an import on which something was built since, and what."""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext

from incidents.actions.importing_built import BUILT
from incidents.models import Import, ImportedRow

SHOWN = 50


@dataclass(frozen=True)
class Built:
    """One draft, and everything that stands against its being taken away."""

    row: ImportedRow
    why: list[str]


def built_on(batch: Import) -> tuple[list[Built], int]:
    """The first of them in the order of the file, and how many there are in all. A fixed number of
    queries."""
    found: dict[int, list[str]] = {}
    with connection.cursor() as cursor:
        for said, query in BUILT:
            cursor.execute(
                "SELECT came.line FROM incidents_importedrow AS came"
                f" WHERE came.batch_id = %(batch)s AND came.incident_id IN ({query})",
                {"batch": batch.pk, "at": batch.ended_at},
            )
            for (line,) in cursor.fetchall():
                found.setdefault(line, []).append(gettext(said))
    first = sorted(found)[:SHOWN]
    rows = ImportedRow.objects.filter(batch=batch, line__in=first).select_related("incident")
    return [Built(row, found[row.line]) for row in rows.order_by("line")], len(found)
