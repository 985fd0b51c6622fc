"""What has to be said so that the rows of a table and its total make sense together."""

from django.utils.translation import gettext, ngettext

from incidents.reports import wording
from incidents.reports.exhibit import Bilingual, both
from incidents.reports.tables import Table


def notes(table: Table, printed: int) -> tuple[Bilingual, ...]:
    """For a table of incidents under which ``printed`` stands as the distinct total."""
    found = []
    added = sum(row.incidents for row in table.rows)
    if added > printed:
        found.append(
            both(lambda: gettext("An incident can stand in several rows: their sum is greater."))
        )
    elif added > table.covered:
        found.append(both(lambda: gettext("Some incidents stand in several rows.")))
    if missing := table.total - table.covered:
        found.append(both(lambda: _missing(missing)))
    return tuple(found)


def _missing(count: int) -> str:
    said = ngettext(
        "%(count)s incident stands in no row.", "%(count)s incidents stand in no row.", count
    )
    return said % {"count": wording.number(count)}
