"""What was published, approved, withdrawn: made by moves of an incident, read only here."""

import json
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin.guarded import ReadOnlyAdmin, UnlistedMixin
from incidents.compared import compared
from incidents.listing import shown
from incidents.models import (
    Approval,
    IncidentMove,
    PlannedPublication,
    Publication,
    Withdrawal,
)


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    """What the public saw between two moments."""

    list_display = ("__str__", "kind", "title", "published_at", "ended_at", "published_by")
    list_select_related = ("published_by",)
    list_filter = ("kind",)
    search_fields = ("reference",)
    fields = (
        ("incident", "reference", "number", "kind"),
        ("published_at", "ended_at", "published_by"),
        "correction_class",
        ("notice_fr", "notice_en", "notice_by"),
        "changes",
        "silence_override",
        "approvals",
        "digest",
        "document",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Publication]:
        return super().get_queryset(request).select_related("incident", "published_by")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """410 for one whose content was erased: number, digest and dates are all that is left."""
        found = super().change_view(request, object_id, form_url, extra_context)
        shown = getattr(found, "context_data", None) or {}
        if shown.get("original") is not None and not shown["original"].content:
            found.status_code = HTTPStatus.GONE
        return found

    @admin.display(description=_("title"))
    def title(self, publication: Publication) -> str:
        if not publication.content:
            return gettext("(erased)")
        title: dict[str, str] = publication.content["title"]
        return title["fr"] or title["en"]

    @admin.display(description=_("old and new"))
    def changes(self, publication: Publication) -> SafeString:
        """What it changed of the Publication before it."""
        before = publication.incident.publications.filter(number=publication.number - 1).first()
        found = []
        if before is not None and before.content and publication.content:
            found = compared(shown(before), shown(publication))
        return render_to_string("public/parts/differences.html", {"differences": found})

    @admin.display(description=_("document"))
    def document(self, publication: Publication) -> SafeString:
        """The public document, readable; a sentence where it was erased."""
        if not publication.content:
            said = gettext("The content was erased at the request of a person concerned.")
            return format_html("<p>{}</p>", said)
        text = json.dumps(publication.content, ensure_ascii=False, indent=1, sort_keys=True)
        return format_html('<pre class="document">{}</pre>', text)


@admin.register(Approval)
class ApprovalAdmin(UnlistedMixin, ReadOnlyAdmin):
    """One person's agreement to one content."""

    list_display = ("incident", "kind", "approved_by", "approved_at")
    list_select_related = ("incident", "approved_by")
    list_filter = ("kind",)
    search_fields = ("incident__reference", "incident__title_fr", "incident__title_en")


@admin.register(Withdrawal)
class WithdrawalAdmin(ReadOnlyAdmin):
    """What stays of a withdrawn incident in public, and the reason, which stays inside."""

    list_display = ("reference", "withdrawn_at", "withdrawn_by", "confirmed_by", "reason_class")
    list_select_related = ("withdrawn_by", "confirmed_by", "reason_class")
    list_filter = (("reason_class", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("reference",)


@admin.register(PlannedPublication)
class PlannedPublicationAdmin(ReadOnlyAdmin):
    """What is planned, and what became of it; planned and cancelled on the incident's page."""

    list_display = ("incident", "at", "state", "held_until", "planned_by", "ended_at")
    list_select_related = ("incident", "planned_by")
    list_filter = ("state",)
    search_fields = ("incident__reference", "incident__title_fr", "incident__title_en")


@admin.register(IncidentMove)
class IncidentMoveAdmin(UnlistedMixin, ReadOnlyAdmin):
    """One move of an incident's state, with its reason."""

    list_display = ("incident", "move", "from_state", "to_state", "moved_by", "moved_at")
    list_select_related = ("incident", "moved_by")
    list_filter = ("move",)
    search_fields = ("incident__reference", "incident__title_fr", "incident__title_en")
