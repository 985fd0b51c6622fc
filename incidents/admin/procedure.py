"""Legal follow-up: a procedure, and its events, which are only added."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.db.models import Prefetch, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin import event_source, procedure_event, procedure_standing, statement_page
from incidents.admin.access import PartAccess
from incidents.admin.base import RecordAdmin
from incidents.admin.citation import CitationRows
from incidents.admin.guarded import ReadOnlyAdmin, UnlistedMixin
from incidents.admin.law_in_force import law_warnings
from incidents.admin.procedure_filters import DueFilter, StatusFilter
from incidents.admin.procedure_form import ProcedureForm
from incidents.admin.work_filters import FollowUpFilter
from incidents.codes import LegalStatus, Track
from incidents.labels import label
from incidents.models import Incident, Procedure, ProcedureEvent
from incidents.models.follow_up import FollowUpDue


@admin.register(Procedure)
class ProcedureAdmin(PartAccess, RecordAdmin):
    """One follow-up on one track. Its status follows from its events."""

    form = ProcedureForm
    list_display = (
        "__str__",
        "status",
        "since",
        "deadline",
        "follow_up",
        "review_on",
        "platform",
    )
    list_select_related = ("platform",)
    list_filter = (
        FollowUpFilter,
        StatusFilter,
        DueFilter,
        "track",
        ("platform", admin.RelatedOnlyFieldListFilter),
        "against_x",
    )
    search_fields = (
        "public_id",
        "authority_reference",
        "authority__name_fr",
        "incidents__reference",
        "incidents__title_fr",
        "incidents__title_en",
    )
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
            _("Platform notice"),
            {
                "fields": ("platform", "appearances"),
                "description": _("For the track “platform notice” only."),
            },
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

    def get_fieldsets(self, request: HttpRequest, obj: Procedure | None = None) -> Any:
        """What is asked of a platform notice is folded away on every other track."""
        found = super().get_fieldsets(request, obj)
        if obj is None or obj.track == Track.PLATFORM:
            return found
        return [
            (
                name,
                options | {"classes": ("collapse",)}
                if "platform" in options["fields"]
                else options,
            )
            for name, options in found
        ]

    def incidents_of(self, obj: Procedure) -> Iterable[Incident]:
        return obj.incidents.all() if obj.pk else ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Procedure]:
        """With its standing: ``status``, ``since``, ``deadline_on``."""
        return (
            super()
            .get_queryset(request)
            .with_standing()  # type: ignore[attr-defined]
            .annotate(follow_up_due=FollowUpDue(timezone.localdate()))
            .prefetch_related("incidents")
        )

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "appearances":
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=_("status"), ordering="status")
    def status(self, procedure: Any) -> str:
        return label(LegalStatus(procedure.status or LegalStatus.NONE))

    @admin.display(description=_("since"), ordering="since")
    def since(self, procedure: Any) -> date | None:
        return procedure.since

    @admin.display(description=_("next deadline"), ordering="deadline_on")
    def deadline(self, procedure: Any) -> date | None:
        return procedure.deadline_on

    @admin.display(description=_("to follow up"), ordering="follow_up_due")
    def follow_up(self, procedure: Any) -> str:
        return gettext("due") if procedure.follow_up_due else ""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(procedure_event.view(self))
        statement = self.admin_site.admin_view(statement_page.view(self))
        own = [
            path("<int:pk>/event/", view, name="incidents_procedure_event"),
            path("<int:pk>/statement/", statement, name="incidents_procedure_statement"),
        ]
        return own + super().get_urls()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A provision that was not in force is saved, and said."""
        super().save_related(request, form, formsets, change)
        if "bases" in form.changed_data or "incidents" in form.changed_data:
            for warning in law_warnings(Procedure.objects.get(pk=form.instance.pk)):
                check = gettext("To be checked by a lawyer.")
                messages.warning(request, f"{warning} {check}")

    def has_delete_permission(self, request: HttpRequest, obj: Procedure | None = None) -> bool:
        """A procedure with events stays; events are never taken out."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.events.exists())

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With where it stands, its events, and a word on provisions that were not in force."""
        procedure = context.get("original")
        if procedure is not None:
            procedure = _in_full(procedure)
            context["events"] = procedure.events.all()
            context["warnings"] = list(law_warnings(procedure))
            context["standing"] = procedure_standing.page(procedure)
            context["is_notice"] = procedure.track == Track.PLATFORM
            context["may_add_event"] = self.has_change_permission(request, procedure)
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(ProcedureEvent)
class ProcedureEventAdmin(UnlistedMixin, ReadOnlyAdmin):
    """One event, with its sources. It is corrected by an event that takes its place."""

    list_display = ("__str__", "procedure", "earliest", "is_public")
    list_filter = ("kind", "is_public")
    search_fields = ("procedure__public_id", "note_fr", "note_en")
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
        "channel",
        "decisions",
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


def _in_full(procedure: Procedure) -> Procedure:
    """The stored procedure with all that its page shows, whatever the form changed."""
    return Procedure.objects.prefetch_related(
        "incidents",
        "bases",
        Prefetch("events", ProcedureEvent.objects.select_related("respondent", "superseded_by")),
        "events__respondent__merged_into",
        "respondents",
        "events__citations__source",
        "events__statement_of_reasons",
    ).get(pk=procedure.pk)
