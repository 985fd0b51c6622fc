"""What every admin of records shares: writing through actions, version by version."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from incidents.actions import record as records
from incidents.admin.guarded import GuardedAdmin
from incidents.admin.record_form import SEEN, RecordForm
from incidents.models.base import Edited


class RecordAdmin(GuardedAdmin):
    """An edited record: versioned form, saved by the action, with the incidents it belongs to."""

    form = RecordForm

    @admin.display(description=_("last saved"), ordering="updated_at")
    def last_saved(self, record: Any) -> datetime:
        return record.updated_at

    def incidents_of(self, obj: Any) -> Iterable[Any]:
        """The incidents whose content this record is part of; none for shared registers."""
        return ()

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[Any]:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"request": request})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        return with_seen_version(fieldsets)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the action; a form in which nothing changed makes no new version."""
        if not change or form.has_changed():
            records.save(record=obj, by=request.user)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Sequence[Any], change: bool
    ) -> None:
        """Rows that changed make a new version of the record they hang on, too.

        That version comes first: a row that is saved may itself touch the record's incidents.
        """
        rows_changed = any(f.has_changed() or f.deleted_forms for f in formsets)
        if rows_changed and change and not form.has_changed():
            records.save(record=form.instance, by=request.user)
        before = {incident.pk for incident in self.incidents_of(form.instance)}
        super().save_related(request, form, formsets, change)
        records.check_relations(form.instance)
        after = [i for i in self.incidents_of(form.instance) if i.pk not in before]
        if after:
            records.touch(incidents=after, by=request.user)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Each row through the action; a form that knows better (``write``) does it itself."""
        rows = formset.save(commit=False)
        for gone in formset.deleted_objects:
            gone.delete()
        by_row = {id(row_form.instance): row_form for row_form in formset.forms}
        for row in rows:
            write = getattr(by_row.get(id(row)), "write", None)
            if write is not None:
                write(by=request.user)
            elif isinstance(row, Edited):
                records.save(record=row, by=request.user)
            else:
                row.save()
        formset.save_m2m()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        incidents = list(self.incidents_of(obj))
        super().delete_model(request, obj)
        records.touch(incidents=incidents, by=request.user)


def with_seen_version(fieldsets: list[Any], hidden: str = SEEN) -> list[Any]:
    """The same field sets, the first of them with the hidden version, or another hidden field."""
    (name, options), *rest = fieldsets
    return [(name, options | {"fields": (*options["fields"], hidden)}), *rest]
