"""Tags: words by which staff group incidents; never public."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin.guarded import GuardedAdmin
from incidents.admin.work_filters import TagInUseFilter
from incidents.models import Tag


class TagForm(forms.ModelForm):
    """A tag has no version: whoever renames it says which name they saw."""

    seen_name = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = self.instance.name
        self.initial["seen_name"] = self.stored

    def clean(self) -> dict[str, Any] | None:
        """Refuse to rename what somebody renamed since; what was typed stays in the form."""
        cleaned = super().clean()
        if self.instance.pk and self.cleaned_data.get("seen_name") != self.stored:
            self.add_error("name", gettext("Saved meanwhile: %(value)s") % {"value": self.stored})
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data["seen_name"] = self.stored
            self.data = data
        return cleaned


@admin.register(Tag)
class TagAdmin(GuardedAdmin):
    """Mostly made in passing, from the list of incidents; renamed and taken away here."""

    form = TagForm
    fields = ("name", "seen_name")
    list_display = ("name", "number")
    list_filter = (TagInUseFilter,)
    search_fields = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return super().get_queryset(request).annotate(number=Count("incidents"))

    @admin.display(description=_("incidents"), ordering="number")
    def number(self, tag: Any) -> int:
        return int(tag.number)
