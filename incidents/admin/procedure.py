"""Legal follow-up: a procedure, and its events, which are only added."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin import event_source, procedure_event
from incidents.admin.access import PartAccess
from incidents.admin.base import ReadOnlyAdmin, RecordAdmin, UnlistedMixin
from incidents.admin.citation import CitationRows
from incidents.labels import label
from incidents.models import Incident, LegalBasis, Procedure, ProcedureEvent
from incidents.procedures import is_overdue, overall
from incidents.projection import in_force_at


@admin.register(Procedure)
class ProcedureAdmin(PartAccess, RecordAdmin):
    """One follow-up on one track. Its status follows from its events."""

    list_display = ("__str__", "status", "authority", "review_on", "overdue")
    list_select_related = ("authority",)
    list_filter = ("track", "against_x")
    search_fields = ("public_id", "authority_reference", "authority__name_fr")
    autocomplete_fields = (
        "incidents",
        "bases",
        "complainants",
        "respondents",
        "authority",
    )
    fieldsets = (
        (
            None,
            {
                "fields": ("incidents", ("track", "review_on")),
                "description": _(
                    "“We will see” is an announcement to be followed up: give a review date. "
                    "What happened is added above, as events, once the procedure is saved."
                ),
            },
        ),
        (
            _("Complainants and respondents"),
            {"fields": ("complainants", ("respondents", "against_x"))},
        ),
        (
            _("Authority and law"),
            {
                "fields": (("authority", "authority_reference"), "bases"),
                "description": _(
                    "A provision that was not in force on the day of the facts can be chosen; "
                    "the page then says so in words. To be checked by a lawyer."
                ),
            },
        ),
    )

    def incidents_of(self, obj: Procedure) -> Iterable[Incident]:
        return obj.incidents.all() if obj.pk else ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Procedure]:
        return (
            super()
            .get_queryset(request)
            .prefetch_related("events__respondent__merged_into", "incidents")
        )

    @admin.display(description=_("status"))
    def status(self, procedure: Procedure) -> str:
        return label(overall(procedure.steps()).status)

    @admin.display(description=_("to follow up"), boolean=True)
    def overdue(self, procedure: Procedure) -> bool:
        status = overall(procedure.steps()).status
        return is_overdue(status, procedure.review_on, timezone.localdate())

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(procedure_event.view(self))
        own = [path("<int:pk>/event/", view, name="incidents_procedure_event")]
        return own + super().get_urls()

    def has_delete_permission(self, request: HttpRequest, obj: Procedure | None = None) -> bool:
        """A procedure with events stays; events are never taken out."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.events.exists())

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With its events and a word on provisions that were not in force."""
        procedure = context.get("original")
        if procedure is not None:
            events = procedure.events.select_related("respondent", "superseded_by")
            context["events"] = events.prefetch_related("citations__source")
            context["warnings"] = list(_law_warnings(procedure))
            context["status"] = self.status(procedure)
            context["overdue"] = self.overdue(procedure)
            context["may_add_event"] = self.has_change_permission(request, procedure)
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(ProcedureEvent)
class ProcedureEventAdmin(UnlistedMixin, ReadOnlyAdmin):
    """One event, with its sources. It is corrected by an event that takes its place."""

    list_display = ("__str__", "procedure", "earliest", "is_public")
    list_select_related = ("procedure",)
    inlines = (CitationRows,)
    change_form_template = "admin/incidents/procedureevent/change_form.html"
    fields = (
        "procedure",
        "order",
        "kind",
        ("earliest", "latest", "precision"),
        "respondent",
        "outcome",
        "note_fr",
        "note_en",
        "is_public",
        "outside_table_reason_fr",
        "outside_table_reason_en",
        "supersedes",
    )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(event_source.view(self))
        own = [path("<int:pk>/cite/", view, name="incidents_procedureevent_cite")]
        return own + super().get_urls()

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProcedureEvent]:
        found = super().get_queryset(request)
        return found.select_related("procedure", "respondent", "supersedes").prefetch_related(
            "procedure__incidents"
        )


def _law_warnings(procedure: Procedure) -> Iterable[str]:
    """Provisions that were not in force on the days of the facts, in words."""
    for incident in procedure.incidents.all():
        for basis in LegalBasis.objects.filter(procedure=procedure):
            if in_force_at(basis, incident) is False:
                yield gettext(
                    "%(basis)s was not in force on the days of the facts of “%(incident)s”."
                ) % {"basis": basis, "incident": incident}
