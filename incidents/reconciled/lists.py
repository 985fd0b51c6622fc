"""The public lists as they were at a cut-off: the rows of today, those that moved on since replaced
by the rows that their frozen documents are listed with. The filters know no difference."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Func, Model, QuerySet
from django.db.models.sql.datastructures import BaseTable
from django.http import QueryDict

from incidents import documents
from incidents.codes import ActorKind
from incidents.documents import Document
from incidents.filters import IncidentFilter, Rows
from incidents.filters.choices import Choices
from incidents.listing.claims import claim_rows
from incidents.listing.procedures import procedure_rows
from incidents.listing.rows import row_of
from incidents.listing.tallies import appearance_rows
from incidents.models import (
    ListedActor,
    ListedAppearance,
    ListedClaim,
    ListedFollowUp,
    ListedIncident,
    ListedProcedure,
)
from incidents.open_data.flat import Kept
from incidents.reconciled.scope import Scope

Asked = Sequence[tuple[str, str]]
Derive = Callable[[ListedIncident, Document], Iterable[Model]]

RECORDS: dict[type[Model], Derive] = {
    ListedAppearance: appearance_rows,
    ListedClaim: claim_rows,
    ListedProcedure: lambda row, document: procedure_rows(row, document)[0],
    ListedFollowUp: lambda row, document: procedure_rows(row, document)[1],
}
"""The lists of records, and what an incident is listed with in each."""


class FilterThen(IncidentFilter):
    """The filter of the public list, for an address in the words of a frozen report.

    Actors merged since are asked for by the address they had, and what nothing public has any more
    finds what it found. Nothing is looked up for it.
    """

    def __init__(self, data: QueryDict, **kwargs: Any) -> None:
        super().__init__(None, **kwargs)
        self.data, self.is_bound = data, True

    def _choices(self, name: str) -> Choices:
        return [(value, value) for value in self.asked(name)]


class _WithOthers(BaseTable):
    """The table of a list with other rows in the place of some; nothing is written."""

    def __init__(self, alias: str, model: type[Model], without: Sequence[int], rows: str) -> None:
        super().__init__(model._meta.db_table, alias)
        self.given = (model, without, rows)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        model, without, rows = self.given
        key = _key_of(model)
        table = connection.ops.quote_name(self.table_name)
        alias = compiler.quote_name_unless_alias(self.table_alias)
        return (
            f"(SELECT * FROM {table} WHERE {key} <> ALL(%s::bigint[]) UNION ALL "
            f"SELECT * FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)) AS {alias}",
            (list(without), rows),
        )

    def relabeled_clone(self, change_map: Any) -> "_WithOthers":
        return _WithOthers(change_map.get(self.table_alias, self.table_alias), *self.given)


@dataclass(frozen=True)
class Lists:
    """What the public list finds for a scope. ``without``: the keys of rows that are left out;
    ``kept``: the documents whose rows stand in their place. ``merged_since``: incidents that became
    parts of others after the report was frozen."""

    scope: Scope
    without: Sequence[int] = ()
    kept: Sequence[Kept] = ()
    merged_since: frozenset[str] = frozenset()

    @property
    def day(self) -> date:
        """The last day that the report knows of."""
        return self.scope.day

    def count(self, *asked: tuple[str, str]) -> int:
        """How many incidents the public list finds for names and values of its address. Raises
        ValueError for what it cannot be asked."""
        return self.found(*asked).count()

    def found(self, *asked: tuple[str, str]) -> Rows:
        """The rows that it finds."""
        return self._filtered(self._rows(ListedIncident), asked) if asked else self._all

    @cached_property
    def _all(self) -> Rows:
        return self._filtered(self._rows(ListedIncident), ())

    def records(self, model: type[Model]) -> QuerySet[Any]:
        """The rows of a list of records, those of these incidents."""
        return self._rows(model).filter(listed__in=self.found().values("pk")).order_by()

    @cached_property
    def total(self) -> int:
        """How many incidents there are in all."""
        return self.count()

    @cached_property
    def moments(self) -> dict[str, datetime]:
        """By reference, when the version that is counted was published."""
        return dict(self.found().values_list("reference", "published_at"))

    @cached_property
    def parties(self) -> list[str]:
        """The addresses of the parties that these incidents name."""
        named = self.found().annotate(named=Func("actors", function="unnest"))
        listed = ListedActor.objects.filter(kind=ActorKind.PARTY, slug__in=named.values("named"))
        found = set(listed.values_list("slug", flat=True))
        for each in self.moved:
            involved = (actor for actor in documents.actors(each.document) if actor["slug"])
            found |= {actor["slug"] for actor in involved if actor["kind"] == ActorKind.PARTY}
        return sorted(found)

    @property
    def standing(self) -> Rows:
        """Of what the report is about, the rows of today that are as they were then."""
        return self._filtered(ListedIncident.objects.exclude(pk__in=self.without), ())

    @cached_property
    def moved(self) -> list[Kept]:
        """The documents that stand in the place of rows, as far as the report is about them."""
        if not self.kept:
            return []
        found = self.found().filter(pk__in=[each.key for each in self.kept])
        keys = set(found.values_list("pk", flat=True))
        return [each for each in self.kept if each.key in keys]

    def _filtered(self, rows: Rows, asked: Asked) -> Rows:
        address = QueryDict(mutable=True)
        for name, value in (*self.scope.address, *asked):
            address.appendlist(name, value)
        found = FilterThen(address, queryset=rows, today=self.day)
        if not found.is_valid():
            raise ValueError(f"no valid filter: {found.problems}")
        return found.qs.order_by()

    def _rows(self, model: type[Model]) -> QuerySet[Any]:
        rows: QuerySet[Any] = model._default_manager.order_by()
        if self.without or self.kept:
            alias = rows.query.get_initial_alias()
            given = _WithOthers(alias, model, self.without, self._others[model])
            rows.query.alias_map[alias] = given
        return rows

    @cached_property
    def _others(self) -> dict[type[Model], str]:
        """By list, the rows in the place of others, as PostgreSQL reads rows from JSON."""
        found: dict[type[Model], list[Model]] = {ListedIncident: []}
        found |= {model: [] for model in RECORDS}
        for _key, publication, document in self.kept:
            row = ListedIncident(**row_of(publication, document))
            found[ListedIncident].append(row)
            for model, derive in RECORDS.items():
                found[model] += derive(row, document)
        return {model: _as_json(rows) for model, rows in found.items()}


def _key_of(model: type[Model]) -> str:
    return "publication_id" if model is ListedIncident else "listed_id"


def _as_json(rows: Iterable[Model]) -> str:
    columns = (
        {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields}
        for row in rows
    )
    return json.dumps(list(columns), default=str)
