"""The erasure desk: requests of persons, what is open, what is overdue, and the way to decide."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin import erasure_page
from incidents.admin.base import RecordAdmin, with_seen_version
from incidents.codes import ErasureState
from incidents.erasure import is_overdue
from incidents.models import ErasureRequest

PERSON = ("person_name", "person_contact", "asked", "values", ("label_fr", "label_en"))
WHERE = ("actors", "incidents", "sources")
"""Both are shown to those who may know who asks."""
DECISION = ("state", "ground", "reasons", "decided_by", "decided_at")
DONE = ("done_by", "done_at", "answered_on", "forgotten_at", "reports")


class StandingFilter(admin.SimpleListFilter):
    """What waits, and what waits too long."""

    title = _("where it stands")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("open")), ("overdue", _("answer overdue"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[ErasureRequest]:
        match self.value():
            case "open":
                return queryset.open()
            case "overdue":
                late = [each.pk for each in queryset.open() if late_today(each)]
                return queryset.filter(pk__in=late)
        return queryset


def late_today(request: ErasureRequest) -> bool:
    """Whether the person should have had an answer by now."""
    if request.answered_on is not None:
        return False
    today = timezone.localdate()
    return is_overdue(request.received_on, today, extended=request.extended)


@admin.register(ErasureRequest)
class ErasureRequestAdmin(RecordAdmin):
    """A request: written down here, decided and carried out on its own page. Its person is shown
    to legal reviewers only; nothing of it is searched."""

    list_display = ("__str__", "channel", "state", "due", "is_late", "decided_by", "done_at")
    list_select_related = ("decided_by",)
    list_filter = (StandingFilter, "state")
    autocomplete_fields = ("actors", "incidents", "sources")
    change_form_template = "admin/incidents/erasurerequest/change_form.html"
    readonly_fields = (*DECISION, *DONE)

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(erasure_page.view(self))
        own = path("<int:pk>/desk/", page, name="incidents_erasurerequest_desk")
        return [own, *super().get_urls()]

    def get_fieldsets(self, request: HttpRequest, obj: ErasureRequest | None = None) -> Any:
        parts: list[Any] = [(None, {"fields": ("received_on", "channel", "extended")})]
        if may_see_person(request):
            said = ErasureRequest._meta.get_field("values").help_text
            parts.append((_("The person"), {"fields": PERSON, "description": said}))
            parts.append((_("Concerned"), {"fields": WHERE}))
        if obj is not None:
            parts += [(_("Decision"), {"fields": DECISION}), (_("Carried out"), {"fields": DONE})]
        if obj is None or not self.has_change_permission(request, obj):
            return parts
        return with_seen_version(parts)

    def has_change_permission(
        self, request: HttpRequest, obj: ErasureRequest | None = None
    ) -> bool:
        """What is decided stays as it was when it was decided."""
        allowed = super().has_change_permission(request, obj) and may_see_person(request)
        return allowed and (obj is None or obj.state == ErasureState.RECEIVED)

    @admin.display(description=_("answer due on"), ordering="received_on")
    def due(self, request: ErasureRequest) -> Any:
        return request.due_on

    @admin.display(description=_("overdue"), empty_value="–")
    def is_late(self, request: ErasureRequest) -> str:
        return gettext("overdue") if late_today(request) else ""


def may_see_person(request: HttpRequest) -> bool:
    """Who asks, how to reach them, and what to look for."""
    return request.user.has_perm("incidents.view_erasure_person")
