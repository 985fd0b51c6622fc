"""What the audit's list is narrowed by: record, person, period; many choices stand in a select."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin.asked import whole_number
from incidents.admin.history_parts import APPS
from incidents.admin.history_sight import models_by_table
from incidents.admin.history_words import kind_of
from incidents.models import AuditEntry, AuditPayload

NOBODY = "none"


class SelectFilter(admin.SimpleListFilter):
    """One of many values, in a form that keeps the other filters."""

    template = "admin/filter_select.html"

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """The whole form, as one thing for the template."""
        others = [
            (name, value)
            for name, values in changelist.filter_params.items()
            for value in values
            if name != self.parameter_name
        ]
        yield {
            "name": self.parameter_name,
            "value": self.value() or "",
            "options": [(str(key), label) for key, label in self.lookup_choices],
            "others": others + ([("q", changelist.query)] if changelist.query else []),
        }


class RecordFilter(SelectFilter):
    """The kind of record that an entry is about."""

    title = _("record")
    parameter_name = "record"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        found = [
            (table, kind_of(model, table))
            for table, model in models_by_table().items()
            if model._meta.app_label in APPS
            and model is not AuditPayload
            and not model.__name__.startswith("Listed")
        ]
        return sorted(found, key=lambda pair: pair[1].casefold())

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[AuditEntry]
    ) -> QuerySet[AuditEntry]:
        asked = self.value()
        return queryset.filter(table_name=asked) if asked else queryset


class PersonFilter(SelectFilter):
    """Whose doing it was; or nobody's: commands, and plain SQL."""

    title = _("person")
    parameter_name = "person"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        names = get_user_model()._default_manager.order_by("username").values_list("pk", "username")
        return [(NOBODY, gettext("nobody in particular")), *((str(pk), n) for pk, n in names)]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[AuditEntry]
    ) -> QuerySet[AuditEntry]:
        asked = self.value()
        if asked == NOBODY:
            return queryset.filter(person=None)
        key = whole_number(asked)
        if key is None:
            return queryset.none() if asked else queryset
        return queryset.filter(person=key)


class PeriodFilter(admin.ListFilter):
    """From one day to another, both included, in the time of the site. Either may be left out."""

    title = _("period")
    template = "admin/filter_period.html"
    parameter_names = ("from", "to")

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        for name in self.parameter_names:
            if name in params:
                self.used_parameters[name] = params.pop(name)[-1].strip()

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return list(self.parameter_names)

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[AuditEntry]
    ) -> QuerySet[AuditEntry]:
        """Nothing for what is no day: the filter says so."""
        if self._wrong():
            return queryset.none()
        first, last = (_day(self._given(name)) for name in self.parameter_names)
        if first:
            queryset = queryset.filter(at__gte=_begin(first))
        if last:
            queryset = queryset.filter(at__lt=_begin(last + timedelta(days=1)))
        return queryset

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """The whole form, as one thing for the template."""
        yield {
            "from": self._given("from"),
            "to": self._given("to"),
            "wrong": self._wrong(),
            "others": [
                (name, value)
                for name, values in changelist.filter_params.items()
                for value in values
                if name not in self.parameter_names
            ]
            + ([("q", changelist.query)] if changelist.query else []),
        }

    def _given(self, name: str) -> str:
        return str(self.used_parameters.get(name, ""))

    def _wrong(self) -> list[str]:
        return [
            gettext("“%(value)s” is not a day such as 2026-11-26") % {"value": text[:40]}
            for name in self.parameter_names
            if (text := self._given(name)) and _day(text) is None
        ]


def _day(text: str) -> date | None:
    """A day that the calendar and the database have, with a day after it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1970 <= day.year <= 9998 else None


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
