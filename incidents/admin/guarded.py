"""What every form of the admin shares: no key or text that cannot be; refusals beside fields."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.forms import CharField, CheckboxSelectMultiple, Field, MultipleChoiceField, Textarea
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin.asked import whole_number
from incidents.admin.guarded_lists import GuardedLists, check_no_nul
from incidents.input_error import InputError
from incidents.models import Jurisdiction, Term

SETTLED = (Term, Jurisdiction)
"""Records that are not made in passing."""


class GuardedAdmin(GuardedLists, admin.ModelAdmin):
    """A record of ours: what an action refuses comes back as an error of the form."""

    list_per_page = 50
    show_full_result_count = False
    view_on_site = False
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page is named after what it shows; what is done there, the buttons say."""
        name = capfirst(str(self.opts.verbose_name))
        new = gettext("New: %(name)s") % {"name": self.opts.verbose_name}
        context["title"] = name if context.get("original") else new
        return super().render_change_form(request, context, *args, **kwargs)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What an action refuses while saving comes back as an error of the same form."""
        check_no_nul(request)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except InputError as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What an address proposes for a relation are keys; what can be none is left out."""
        found = super().get_changeform_initial_data(request)
        kept = {name: self._possible(name, value) for name, value in found.items()}
        return {name: value for name, value in kept.items() if value is not None}

    def _possible(self, name: str, value: Any) -> Any:
        try:
            related: Any = self.opts.get_field(name).related_model
        except FieldDoesNotExist:
            return value
        if related is None or not isinstance(related._meta.pk, models.IntegerField):
            return value
        if isinstance(value, list):
            return [key for key in value if whole_number(key) is not None]
        return value if whole_number(value) is not None else None

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        """A list of codes is a list of boxes to tick; a list of texts has one to a line."""
        if isinstance(db_field, ArrayField):
            return _list_field(db_field)
        found = super().formfield_for_dbfield(db_field, request, **kwargs)
        return plain_related(found, db_field)


class ReadOnlyAdmin(GuardedAdmin):
    """A record that actions make and nobody edits."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class UnlistedMixin:
    """Reached from the record it belongs to; absent from the menu."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False


def plain_related(field: Field | None, db_field: models.Field) -> Field | None:
    """Beside a choice of another record: one may be added, never deleted from here; a term belongs
    to its vocabulary's own page."""
    widget = getattr(field, "widget", None)
    if isinstance(widget, RelatedFieldWidgetWrapper):
        widget.can_delete_related = False
        widget.can_view_related = False
        widget.can_change_related = False
        if db_field.related_model in SETTLED:
            widget.can_add_related = False
    return field


def _list_field(db_field: ArrayField) -> Field:
    label, required = capfirst(str(db_field.verbose_name)), not db_field.blank
    if db_field.base_field.choices:
        return MultipleChoiceField(
            choices=db_field.base_field.choices,
            widget=CheckboxSelectMultiple,
            label=label,
            required=required,
        )
    return SimpleArrayField(
        CharField(max_length=db_field.base_field.max_length),
        delimiter="\n",
        widget=Textarea(attrs={"rows": 3}),
        help_text=_("One to a line."),
        label=label,
        required=required,
    )
