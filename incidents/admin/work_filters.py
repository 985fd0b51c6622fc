"""Filters of staff lists by the state of the work: whose it is, what waits, what is to be followed
up. Each has a closed set of answers: none lets anybody ask for a text letter by letter."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin.asked import whole_number
from incidents.admin.desk_lists import BY_NAME, LISTS
from incidents.codes import ImportState
from incidents.models import Citation, Import, Incident, Procedure, Tag

Choices = list[tuple[str, Any]]
OFFERED_IMPORTS = 10


class DeskFilter(admin.SimpleListFilter):
    """The lists of the first page, each for those who have it there."""

    title = _("list on the desk")
    parameter_name = "desk"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(each.name, each.heading) for each in LISTS if each.is_for(request.user)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Incident]) -> QuerySet[Incident]:
        found = BY_NAME.get(self.value() or "")
        if found is None:
            return queryset
        return queryset.filter(pk__in=found.find(request.user).values("pk"))


class AuthorFilter(admin.SimpleListFilter):
    """Incidents that the reader wrote."""

    title = _("author")
    parameter_name = "author"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("me", _("me"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Incident]) -> QuerySet[Incident]:
        return queryset.filter(created_by=request.user.pk) if self.value() == "me" else queryset


class AssignedFilter(admin.SimpleListFilter):
    """Whose incident it is to work on."""

    title = _("person in charge")
    parameter_name = "assigned"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("me", _("me")), ("nobody", _("nobody")), ("anybody", _("anybody"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Incident]) -> QuerySet[Incident]:
        match self.value():
            case "me":
                return queryset.filter(assigned_to=request.user.pk)
            case "nobody":
                return queryset.filter(assigned_to=None)
            case "anybody":
                return queryset.exclude(assigned_to=None)
        return queryset


class ReviewerFilter(admin.SimpleListFilter):
    """Who is asked to review."""

    title = _("reviewer")
    parameter_name = "reviewer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("me", _("me")), ("nobody", _("nobody")), ("anybody", _("anybody"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Incident]) -> QuerySet[Incident]:
        me, nobody = request.user.pk, Q(editorial_reviewer=None, legal_reviewer=None)
        match self.value():
            case "me":
                return queryset.filter(Q(editorial_reviewer=me) | Q(legal_reviewer=me))
            case "nobody":
                return queryset.filter(nobody)
            case "anybody":
                return queryset.exclude(nobody)
        return queryset


class ImportFilter(admin.SimpleListFilter):
    """Drafts that came from one file; of the imports, those carried out last are offered."""

    title = _("import")
    parameter_name = "import"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        made = Import.objects.filter(state=ImportState.CARRIED_OUT).order_by("-ended_at", "-pk")
        offered = made.only("file_name", "dataset", "ended_at")[:OFFERED_IMPORTS]
        found = {
            str(each.pk): f"{each.dataset}, {date_format(each.ended_at, 'SHORT_DATE_FORMAT')}"
            for each in offered
            if each.ended_at is not None
        }
        asked = request.GET.get(self.parameter_name)
        if asked and asked not in found:
            found[asked] = gettext("the one that you came from")
        return list(found.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Incident]) -> QuerySet[Incident]:
        if self.value() is None:
            return queryset
        return queryset.filter(imported__batch=whole_number(self.value()) or 0)


class FollowUpFilter(admin.SimpleListFilter):
    """Procedures on the follow-up list today, or the incidents of such procedures."""

    title = _("follow-up")
    parameter_name = "follow_up"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("due", _("due"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "due":
            return queryset
        due = Procedure.objects.to_follow_up(timezone.localdate())
        if queryset.model is Procedure:
            return queryset.filter(pk__in=due.values("pk"))
        return queryset.filter(pk__in=due.values("incidents"))


class UnsourcedFilter(admin.SimpleListFilter):
    """Claims without a citation: they can be drafted and not published."""

    title = _("sources")
    parameter_name = "sources"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("none", _("without source")), ("some", _("with a source"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        cited = Exists(Citation.objects.filter(claim=OuterRef("pk")))
        match self.value():
            case "none":
                return queryset.filter(~cited)
            case "some":
                return queryset.filter(cited)
        return queryset


class TagInUseFilter(admin.SimpleListFilter):
    """Tags that some incident has, and those that none has."""

    title = _("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("some", _("on incidents")), ("none", _("on no incident"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Tag]) -> QuerySet[Tag]:
        used = Exists(Tag.incidents.through.objects.filter(tag=OuterRef("pk")))
        match self.value():
            case "some":
                return queryset.filter(used)
            case "none":
                return queryset.filter(~used)
        return queryset
