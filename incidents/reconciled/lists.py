"""The public lists as they were at a cut-off: the rows of today, those that moved on since replaced
by the rows that their frozen documents are listed with. The filters know no difference."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.db.models.sql.datastructures import BaseTable
from django.http import QueryDict

from incidents.filters import IncidentFilter, Rows
from incidents.filters.choices import Choices
from incidents.models import ListedIncident
from incidents.open_data.flat import Kept, rows_as_they_were

TABLE = ListedIncident._meta.db_table
Asked = Sequence[tuple[str, str]]


class FilterThen(IncidentFilter):
    """The filter of the public list, for an address in the words of a frozen report.

    It asks for parties, elections and countries by what they were called then: an actor merged since
    by the address it had, and what nothing public has any more finds what it found.
    """

    def __init__(self, data: QueryDict, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.data = data

    def _choices(self, name: str) -> Choices:
        return [(value, value) for value in self.asked(name)]


class _WithOthers(BaseTable):
    """The table of the lists with other rows in the place of some; nothing is written."""

    def __init__(self, alias: str, without: Sequence[int], rows: str) -> None:
        super().__init__(TABLE, alias)
        self.given = [list(without), rows]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        table, alias = (connection.ops.quote_name(n) for n in (TABLE, self.table_alias))
        return (
            f"(SELECT * FROM {table} WHERE publication_id <> ALL(%s::bigint[]) UNION ALL "
            f"SELECT * FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)) AS {alias}",
            self.given,
        )

    def relabeled_clone(self, change_map: Any) -> "_WithOthers":
        alias = change_map.get(self.table_alias, self.table_alias)
        return _WithOthers(alias, *self.given)


@dataclass(frozen=True)
class Lists:
    """``without``: the keys of rows that are left out; ``kept``: the documents whose rows stand in
    their place. ``address`` says which part of the lists a report is about, as the public list is
    asked for it; ``day`` is the last one that the report knows of."""

    address: Asked
    day: date
    without: Sequence[int] = ()
    kept: Sequence[Kept] = field(default=())

    def count(self, *asked: tuple[str, str]) -> int:
        """How many incidents the public list finds for names and values of its address. Raises
        ValueError for what it cannot be asked."""
        return self.found(*asked).count()

    def found(self, *asked: tuple[str, str]) -> Rows:
        """The rows that it finds."""
        return self._filtered(self._rows, asked)

    @property
    def standing(self) -> Rows:
        """Of what the report is about, the rows of today that are as they were then."""
        rows = ListedIncident.objects.exclude(pk__in=self.without)
        return self._filtered(rows, ())

    def _filtered(self, rows: Rows, asked: Asked) -> Rows:
        address = urlencode([*self.address, *asked])
        found = FilterThen(QueryDict(address), queryset=rows, today=self.day)
        if not found.is_valid():
            raise ValueError(f"no valid filter: {address}: {found.problems}")
        return found.qs.order_by()

    @cached_property
    def _rows(self) -> Rows:
        rows: QuerySet[ListedIncident] = ListedIncident.objects.all()
        if not self.without and not self.kept:
            return rows
        alias = rows.query.get_initial_alias()
        listed = rows_as_they_were(self.kept)["listed"]
        rows.query.alias_map[alias] = _WithOthers(alias, self.without, listed)
        return rows
