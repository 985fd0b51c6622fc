"""A choice with search whose label is known already: many rows ask the database nothing more."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Model


class KnownSelect(AutocompleteSelect):
    """Shows the record that the form was loaded with; any other choice is looked up as usual."""

    known: Model | None = None

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        known = self.known
        if known is None or [str(chosen) for chosen in value] != [str(known.pk)]:
            return super().optgroups(name, value, attrs)
        blank = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*blank, self.create_option(name, known.pk, str(known), True, 1)], 0)]


def tell(form: Any) -> None:
    """Hand each such choice of a model form the record that its instance was loaded with."""
    for name, field in form.fields.items():
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, KnownSelect):
            widget.known = form.instance._state.fields_cache.get(name)
