"""Imports: the list of files, the pages of one, and the mappings that were kept."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from incidents.admin import importing_moves, importing_page, importing_take_in
from incidents.admin.guarded import ReadOnlyAdmin, UnlistedMixin
from incidents.codes import LineOutcome
from incidents.models import Import, SavedMapping
from incidents.templatetags.wording import visible


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    """Newest first. A new one begins with its file; the page of each says how far it came."""

    list_display = ("file", "dataset", "state", "what", "staged_by", "staged_at", "ended")
    list_select_related = ("staged_by",)
    list_filter = ("state", "format", ("staged_by", admin.RelatedOnlyFieldListFilter))
    search_fields = ("file_name", "dataset")
    sortable_by = ()
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/incidents/import/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Import]:
        return super().get_queryset(request).defer("mapping", "warnings")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("incidents.add_import")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path(f"<int:pk>/{name}/", view(page(self)), name=f"incidents_import_{name}")
            for name, page in importing_moves.PAGES.items()
        ]
        return own + super().get_urls()

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Not one form but the way from a file to what would come of it."""
        return importing_take_in.view(self)(request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return importing_page.view(self)(request, object_id)

    @admin.display(description=_("file"))
    def file(self, batch: Import) -> str:
        return visible(batch.file_name)

    @admin.display(description=_("settled at"))
    def ended(self, batch: Import) -> datetime | None:
        """Carried out, discarded, or failed."""
        return batch.ended_at

    @admin.display(description=_("what came of it"))
    def what(self, batch: Import) -> str:
        """The numbers that matter first."""
        counts = batch.counts
        made, wrong = counts.get(LineOutcome.CREATE, 0), counts.get(LineOutcome.REFUSED, 0)
        drafts = ngettext("%(n)d draft", "%(n)d drafts", made) % {"n": made}
        refused = ngettext("%(n)d refused", "%(n)d refused", wrong) % {"n": wrong} if wrong else ""
        return ", ".join(filter(None, (drafts, refused)))


@admin.register(SavedMapping)
class SavedMappingAdmin(UnlistedMixin, ReadOnlyAdmin):
    """How files were read, under a name. Kept on the page of the columns, where one of the same
    name takes its place; what nobody wants any more is taken out here."""

    list_display = ("name", "dataset", "columns", "updated_by", "updated_at")
    list_select_related = ("updated_by",)
    list_filter = (("updated_by", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("name",)
    fields = ("name", "dataset", "columns", "updated_by", "updated_at")
    readonly_fields = ("dataset", "columns")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("incidents.delete_savedmapping")

    @admin.display(description=_("dataset"))
    def dataset(self, kept: SavedMapping) -> str:
        return str(kept.content.get("dataset", ""))

    @admin.display(description=_("columns"))
    def columns(self, kept: SavedMapping) -> str:
        """What is read, by its headings."""
        headings = [str(each.get("header", "")) for each in kept.content.get("columns", ())]
        return visible(", ".join(headings)) or gettext("none")
