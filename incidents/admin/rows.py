"""Rows of records inside the form of another: one level, never deeper."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext

from incidents.admin.base import with_seen_version
from incidents.admin.guarded import plain_related
from incidents.admin.known_choice import KnownSelect
from incidents.admin.record_form import RecordForm


class NamedRows(BaseInlineFormSet):
    """Rows whose box for taking them out says what it is, to a screen reader too."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = gettext("Take this row out")


class RecordRows(admin.TabularInline):
    """Rows of an edited record, each with its hidden version."""

    formset = NamedRows
    form: type[Any] = RecordForm
    extra = 0
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = list(super().get_fieldsets(request, obj))
        if not self.has_change_permission(request, obj):
            return fieldsets
        return with_seen_version(fieldsets)

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        return plain_related(super().formfield_for_dbfield(db_field, request, **kwargs), db_field)

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """The choices of a short list are read once, not once a row; a long one's only if new."""
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = KnownSelect(db_field, self.admin_site)
        found = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if found is not None and db_field.name not in self.autocomplete_fields:
            rows: QuerySet[Any] = db_field.related_model._default_manager.all()
            found.queryset = rows.complex_filter(db_field.get_limit_choices_to())
            found.choices = list(found.choices)  # type: ignore[arg-type]
        return found


class AddedRows(RecordRows):
    """Rows that are added or taken out, never changed: what they say was checked when added."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
