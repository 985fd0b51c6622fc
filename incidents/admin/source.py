"""Where something was learned: the source, its transcripts, and taking in a new page."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from incidents.admin import quick_page, source_page, source_version
from incidents.admin.base import RecordAdmin
from incidents.admin.incident_desk import when
from incidents.models import Citation, SourceMedia


@admin.register(SourceMedia)
class SourceMediaAdmin(RecordAdmin):
    """A video, an article, a judgment. Its original bytes and its transcripts do not change."""

    list_display = ("__str__", "kind", "publisher", "published", "language", "captured_at")
    list_select_related = ("publisher",)
    list_filter = ("kind", "language", "public_extent")
    search_fields = ("title", "description", "url", "public_id")
    autocomplete_fields = ("publisher",)
    readonly_fields = ("original_digest",)
    fieldsets = (
        (None, {"fields": (("kind", "language"), "title", "publisher", "url", "archived_url")}),
        (
            _("What the page says"),
            {"fields": ("description", "category", ("earliest", "latest", "precision"))},
        ),
        (_("Kept"), {"fields": ("captured_at", "original_digest")}),
        (
            _("In public"),
            {
                "fields": ("public_extent", "public_extent_ground"),
                "description": _(
                    "Cited passages: what a claim, an event or a fact cites is shown, with a "
                    "little around it. The full text needs a ground in copyright. A change is "
                    "public with the next publication of each incident that cites the source."
                ),
            },
        ),
    )

    @admin.display(description=_("published"), ordering="earliest")
    def published(self, source: SourceMedia) -> str:
        return when(source)

    @admin.display(description=_("SHA-256 of the original"))
    def original_digest(self, source: SourceMedia) -> str:
        return source.original_id or "–"

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourceMedia]:
        return super().get_queryset(request).select_related("publisher")

    def has_delete_permission(self, request: HttpRequest, obj: SourceMedia | None = None) -> bool:
        """What was taken in stays."""
        return False

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(source_page.view(self))
        version = self.admin_site.admin_view(source_version.view(self))
        begin = self.admin_site.admin_view(quick_page.begin_view(self))
        return [
            path("<int:pk>/begin/", begin, name="incidents_sourcemedia_begin"),
            path("page/", page, name="incidents_sourcemedia_page"),
            path("<int:pk>/transcript/", version, name="incidents_sourcemedia_transcript"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        extra = {"may_take_in": self.has_add_permission(request)} | (extra_context or {})
        return super().changelist_view(request, extra)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the transcripts and the records that cite it."""
        source = context.get("original")
        if source is not None:
            context["transcripts"] = source.transcripts.defer("raw_cues", "problems", "warnings")
            context["may_add"] = request.user.has_perm("incidents.add_transcript")
            context["cited"] = Citation.objects.filter(source=source).count()
        return super().render_change_form(request, context, *args, **kwargs)
