"""Where content was seen: appearances, what happened to them, and readings of their reach."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from incidents.admin.access import PartAccess
from incidents.admin.base import RecordAdmin
from incidents.admin.before_facts import warn_early
from incidents.admin.citation import CitationRows
from incidents.admin.guarded import UnlistedMixin
from incidents.admin.rows import RecordRows
from incidents.models import Appearance, AppearanceEvent, Incident, Observation


class AppearanceEventRows(RecordRows):
    """What happened there, in dated steps; each is opened to cite its source."""

    model = AppearanceEvent
    fields = ("kind", "precision", "earliest", "latest", "note_fr", "note_en")
    show_change_link = True


class ObservationRows(RecordRows):
    """Readings; contradictory ones all stay, one is the headline and says why."""

    model = Observation
    fields = (
        "measure",
        "value",
        "as_of",
        "is_headline",
        "headline_reason_fr",
        "headline_reason_en",
    )
    show_change_link = True


@admin.register(Appearance)
class AppearanceAdmin(PartAccess, RecordAdmin):
    """One place where the content was seen."""

    list_display = ("__str__", "kind", "incident", "account_masked", "last_saved")
    list_select_related = ("platform", "incident")
    list_filter = ("kind", "account_masked", ("platform", admin.RelatedOnlyFieldListFilter))
    search_fields = ("account", "incident__title_fr", "incident__reference")
    autocomplete_fields = ("incident", "platform")
    inlines = (AppearanceEventRows, ObservationRows)
    fieldsets = (
        (None, {"fields": ("incident", ("platform", "kind"), ("account", "account_masked"))}),
        (_("Addresses"), {"fields": ("url", "archived_url")}),
        (_("What told viewers"), {"fields": ("disclosure",)}),
    )

    def incidents_of(self, obj: Appearance) -> Iterable[Incident]:
        return [obj.incident]

    def save_related(self, request: HttpRequest, form: Any, *args: Any) -> None:
        """An event before the facts is saved, and said."""
        super().save_related(request, form, *args)
        warn_early(request, form.instance.incident, form.instance)


class AppearancePartAdmin(UnlistedMixin, PartAccess, RecordAdmin):
    """An event or a reading of one appearance, with the sources that say so."""

    inlines = (CitationRows,)
    list_select_related = ("appearance__platform",)
    readonly_fields = ("appearance",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Added in the form of the appearance."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found = super().get_queryset(request)
        return found.select_related("appearance__platform", "appearance__incident")

    def incidents_of(self, obj: AppearanceEvent | Observation) -> Iterable[Incident]:
        return [obj.appearance.incident]


@admin.register(AppearanceEvent)
class AppearanceEventAdmin(AppearancePartAdmin):
    """Seen, removed, restored, labelled, suspended."""

    list_display = ("__str__", "appearance", "earliest", "precision")
    list_filter = ("kind", "precision")
    search_fields = ("appearance__account", "appearance__incident__title_fr")
    fields = ("appearance", "kind", ("earliest", "latest", "precision"), "note_fr", "note_en")

    def save_related(self, request: HttpRequest, form: Any, *args: Any) -> None:
        """Before the facts, it is saved, and said."""
        super().save_related(request, form, *args)
        warn_early(request, form.instance.appearance.incident, form.instance.appearance)


@admin.register(Observation)
class ObservationAdmin(AppearancePartAdmin):
    """One reading of one measure."""

    list_display = ("__str__", "appearance", "as_of", "is_headline")
    list_filter = ("measure", "is_headline")
    search_fields = ("appearance__account", "appearance__incident__title_fr")
    fields = (
        "appearance",
        ("measure", "value", "as_of"),
        "is_headline",
        "headline_reason_fr",
        "headline_reason_en",
    )
