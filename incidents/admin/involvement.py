"""Who is involved in an incident and how, with the sources of each involvement."""

from collections.abc import Iterable

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from incidents.admin.access import PartAccess
from incidents.admin.base import RecordAdmin
from incidents.admin.citation import CitationRows
from incidents.admin.guarded import UnlistedMixin
from incidents.admin.rows import RecordRows
from incidents.models import Incident, Involvement


class InvolvementRows(RecordRows):
    """Who is involved and how."""

    model = Involvement
    step = "people"
    autocomplete_fields = ("actor",)
    fields = ("actor", "role", "target_kind", "note_fr", "note_en")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Involvement]:
        return super().get_queryset(request).select_related("actor")


@admin.register(Involvement)
class InvolvementAdmin(UnlistedMixin, PartAccess, RecordAdmin):
    """One involvement with its sources: an alleged or promoted one cannot be published without."""

    list_display = ("__str__", "incident", "role")
    list_select_related = ("actor", "incident")
    list_filter = ("role",)
    search_fields = ("actor__name_fr", "actor__public_label_fr", "incident__title_fr")
    autocomplete_fields = ("actor",)
    readonly_fields = ("incident",)
    fields = ("incident", ("actor", "role"), "target_kind", "note_fr", "note_en")
    inlines = (CitationRows,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Added in the form of the incident."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Involvement]:
        return super().get_queryset(request).select_related("actor", "incident")

    def incidents_of(self, obj: Involvement) -> Iterable[Incident]:
        return [obj.incident]
