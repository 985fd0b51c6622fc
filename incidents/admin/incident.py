"""The incident's page: its facts, what hangs on it, what stops it, and what may be done with it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions.permission import may_edit
from incidents.actions.reviewers import may_ask
from incidents.admin import (
    asking,
    incident_bulk,
    incident_desk,
    likely,
    notice_page,
    planning,
    quick_page,
    refusing,
    review,
    undo,
    work_filters,
)
from incidents.admin.appearance_rows import AppearanceRows
from incidents.admin.asked import whole_number
from incidents.admin.base import RecordAdmin, with_seen_version
from incidents.admin.before_facts import warn_early
from incidents.admin.citation import IncidentCitationRows
from incidents.admin.incident_form import IncidentForm
from incidents.admin.involvement import InvolvementRows
from incidents.admin.language import choose_language
from incidents.admin.merging import MergeAccess
from incidents.admin.warnings import WarnsOfLoadedWords
from incidents.codes import State
from incidents.models import Incident, Procedure, Term


@admin.register(Incident)
class IncidentAdmin(MergeAccess, WarnsOfLoadedWords, RecordAdmin):
    """The record that the public page is made from. What the public sees is its Publication."""

    form = IncidentForm
    list_display = (
        "__str__",
        "state",
        "assigned_to",
        "reviewers",
        "tagged",
        "election",
        "follow_up",
        "last_saved",
    )
    list_select_related = ("election", "assigned_to", "editorial_reviewer", "legal_reviewer")
    list_filter = (
        work_filters.DeskFilter,
        work_filters.AssignedFilter,
        work_filters.ReviewerFilter,
        "state",
        work_filters.FollowUpFilter,
        ("tags", admin.RelatedOnlyFieldListFilter),
        ("election", admin.RelatedOnlyFieldListFilter),
        work_filters.AuthorFilter,
        work_filters.ImportFilter,
        "verdict",
        "synthetic_level",
        ("jurisdiction", admin.RelatedOnlyFieldListFilter),
    )
    actions = incident_bulk.ACTIONS
    search_fields = ("reference", "title_fr", "title_en", "summary_fr", "summary_en")
    autocomplete_fields = ("jurisdiction", "election")
    inlines = (AppearanceRows, InvolvementRows, IncidentCitationRows)
    fieldsets = (
        (
            _("What happened"),
            {
                "fields": (
                    "original_language",
                    ("title_fr", "title_en"),
                    ("summary_fr", "summary_en"),
                ),
                "description": _(
                    "Facts only, neutrally. Who accuses whom, and who denies it, belongs to "
                    "claims; legal steps belong to procedures."
                ),
            },
        ),
        (
            _("When and where"),
            {
                "fields": (("earliest", "latest", "precision"), ("jurisdiction", "election")),
                "description": _(
                    "When the content was made or shown. One day is enough: the latest follows "
                    "from the precision."
                ),
            },
        ),
        (
            _("The content"),
            {
                "fields": (
                    ("synthetic_level", "presented_as", "persona"),
                    "techniques",
                    "media",
                    "ratings",
                    "goals",
                )
            },
        ),
        (
            _("Verdict and reach"),
            {
                "fields": (
                    ("verdict", "verdict_on"),
                    ("verdict_basis_fr", "verdict_basis_en"),
                    "spread",
                    "sensitivity",
                ),
                "description": _(
                    "What the tracker holds to be established about the content, and on what "
                    "basis; never who is responsible."
                ),
            },
        ),
        (_("For staff"), {"fields": ("internal_note",), "classes": ("collapse",)}),
    )

    @admin.display(description=_("tags"))
    def tagged(self, incident: Incident) -> str:
        return ", ".join(tag.name for tag in incident.tags.all())

    @admin.display(description=_("reviewers"))
    def reviewers(self, incident: Incident) -> str:
        asked = (incident.editorial_reviewer, incident.legal_reviewer)
        return ", ".join(str(person) for person in asked if person)

    @admin.display(description=_("to follow up"))
    def follow_up(self, incident: Any) -> str:
        return gettext("due") if incident.follow_up_due else ""

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """What only the rows of the list show is asked for once."""
        found = super().get_changelist_instance(request)
        due = Procedure.objects.to_follow_up(timezone.localdate())
        among = ExpressionWrapper(Q(pk__in=due.values("incidents")), BooleanField())
        shown: Any = found.result_list
        found.result_list = shown.prefetch_related("tags").annotate(follow_up_due=among)
        return found

    def get_fieldsets(self, request: HttpRequest, obj: Incident | None = None) -> Any:
        found = super().get_fieldsets(request, obj)
        return found if obj else with_seen_version(list(found), likely.SEEN)

    def incidents_of(self, obj: Incident) -> Iterable[Incident]:
        """Saving the incident itself makes its new version."""
        return ()

    def save_related(self, request: HttpRequest, form: Any, *args: Any) -> None:
        """Facts that are dated anew may have left an appearance before them: saved, and said."""
        super().save_related(request, form, *args)
        if {"earliest", "latest", "precision"} & set(form.changed_data):
            warn_early(request, form.instance)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        moves = refusing.every_move(self, planning.PAGES)
        own = [
            path("likely/<str:kind>/", view(likely.view(self)), name="incidents_incident_likely"),
            path(
                "<int:pk>/notice/", view(notice_page.view(self)), name="incidents_incident_notice"
            ),
            path("language/", view(choose_language), name="staff_language"),
            path("<int:pk>/review/", view(review.view(self)), name="incidents_incident_review"),
            path("<int:pk>/ask/", view(asking.view(self)), name="incidents_incident_ask"),
            path("undo/<str:token>/", view(undo.view(self)), name="incidents_incident_undo"),
            path(
                "<int:pk>/quick/<str:kind>/",
                view(quick_page.add_view(self)),
                name="incidents_incident_quick",
            ),
            *(
                path(f"<int:pk>/{name}/", view(moved), name=f"incidents_incident_{name}")
                for name, moved in moves.items()
            ),
        ]
        return own + super().get_urls()

    def has_change_permission(self, request: HttpRequest, obj: Incident | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_edit(request.user, obj))

    def has_ask_permission(self, request: HttpRequest) -> bool:
        return may_ask(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Incident | None = None) -> bool:
        """A draft that was never public, by whoever may edit it."""
        allowed = super().has_delete_permission(request, obj)
        if not allowed or obj is None:
            return allowed
        never_public = obj.reference is None and obj.state == State.DRAFT
        return never_public and may_edit(request.user, obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The country of the author's last incident, and the language they work in."""
        last = Incident.objects.filter(created_by=request.user.pk).order_by("-pk").first()
        known = {"jurisdiction": last.jurisdiction_id, "election": last.election_id} if last else {}
        language = {"original_language": (get_language() or "fr")[:2]}
        return (
            {"jurisdiction": "FR"} | known | language | super().get_changeform_initial_data(request)
        )

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField | None:
        """Terms are boxes to tick; one that is no longer valid shows only where it was chosen."""
        if db_field.related_model is Term:
            kwargs["widget"] = CheckboxSelectMultiple
            kwargs["queryset"] = self._terms(db_field.name, request)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _terms(self, name: str, request: HttpRequest) -> QuerySet[Term]:
        today = timezone.localdate()
        valid = models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=today)
        match = request.resolver_match
        pk = match.kwargs.get("object_id") if match else None
        if (incident := whole_number(pk)) is not None:
            through = getattr(Incident, name).through.objects.filter(incident=incident)
            valid |= models.Q(pk__in=through.values("term"))
        return Term.objects.filter(valid)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the panel beside the form, for an incident that exists."""
        incident = context.get("original")
        if incident is not None:
            context["desk"] = incident_desk.desk(incident, request.user)
        return super().render_change_form(request, context, *args, **kwargs)
