"""Tags: words by which staff group incidents; never public."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from incidents.admin.guarded import GuardedAdmin
from incidents.admin.work_filters import TagInUseFilter
from incidents.models import Tag


@admin.register(Tag)
class TagAdmin(GuardedAdmin):
    """Mostly made in passing, from the list of incidents; renamed and taken away here."""

    list_display = ("name", "number")
    list_filter = (TagInUseFilter,)
    search_fields = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return super().get_queryset(request).annotate(number=Count("incidents"))

    @admin.display(description=_("incidents"), ordering="number")
    def number(self, tag: Any) -> int:
        return int(tag.number)
