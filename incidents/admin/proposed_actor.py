"""Names that imports used and no actor bears: a list of work, those used most first, and a page for
each on which somebody decides whose it is."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin import proposed_page
from incidents.admin.asked import whole_number
from incidents.admin.guarded import ReadOnlyAdmin
from incidents.codes import ProposalState, Role
from incidents.labels import choices, label
from incidents.models import ProposedActor
from incidents.templatetags.wording import visible

ALL = "all"


class StateFilter(admin.SimpleListFilter):
    """What is to be decided, unless something else is asked for."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*choices(ProposalState), (ALL, _("all of them"))]

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Without the choice of nothing, which would be the same as the first."""
        for value, words in self.lookup_choices:
            yield {
                "selected": (self.value() or ProposalState.OPEN) == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": words,
            }

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[ProposedActor]
    ) -> QuerySet[ProposedActor]:
        asked = self.value() or ProposalState.OPEN
        return queryset.filter(state=asked) if asked in list(ProposalState) else queryset


class UsedByFilter(admin.SimpleListFilter):
    """Names that drafts of one import use; the page of the import leads here."""

    title = _("import")
    parameter_name = "import"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        asked = request.GET.get(self.parameter_name)
        return [(asked, _("the one that you came from"))] if asked else []

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[ProposedActor]
    ) -> QuerySet[ProposedActor]:
        asked = self.value()
        if asked is None:
            return queryset
        return queryset.filter(uses__batch=whole_number(asked) or 0).distinct()


@admin.register(ProposedActor)
class ProposedActorAdmin(ReadOnlyAdmin):
    """Each name once, however many files use it. Many are those of private persons."""

    list_display = ("called", "used", "roles", "state", "decided_by", "decided_at")
    list_select_related = ("decided_by",)
    list_filter = (StateFilter, UsedByFilter)
    search_fields = ("name",)
    sortable_by = ()
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProposedActor]:
        """With how often a name is used, and as what."""
        return ProposedActor.objects.annotate(
            times=Count("uses", distinct=True), as_what=ArrayAgg("uses__role", distinct=True)
        )

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Those used most first."""
        return ("-times", "name", "pk")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return proposed_page.view(self)(request, object_id)

    @admin.display(description=_("name"))
    def called(self, proposal: ProposedActor) -> str:
        return visible(proposal.name) or gettext("(forgotten)")

    @admin.display(description=_("used"))
    def used(self, proposal: Any) -> int:
        return proposal.times

    @admin.display(description=_("roles"))
    def roles(self, proposal: Any) -> str:
        return ", ".join(label(Role(role)) for role in proposal.as_what if role)
