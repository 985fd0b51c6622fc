"""Merging, for the pages of actors and of incidents: choose what remains, compare, say why."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions.merge import is_for_publishers, merge_actors, merge_incidents
from incidents.admin.asked import whole_number
from incidents.admin.guarded import ReadOnlyAdmin
from incidents.admin.merge_compare import facts, numbers
from incidents.admin.merge_doubts import doubts
from incidents.admin.record_form import say
from incidents.admin.sign_in_again import signs_in_again
from incidents.codes import State
from incidents.input_error import InputError
from incidents.models import Actor, Incident, Merger
from incidents.models.base import Edited
from incidents.publication import Move, find


class ChoiceForm(forms.Form):
    """Which record remains."""

    into = forms.ModelChoiceField(Actor.objects.none(), label=_("The one that remains"))

    def __init__(self, *args: Any, loser: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into"]
        others: Any = type(loser).objects
        field.queryset = others.unmerged().exclude(pk=loser.pk)
        relation = loser._meta.get_field("merged_into")
        field.widget = AutocompleteSelect(relation, admin.site)
        field.widget.choices = field.choices


class ReasonForm(forms.Form):
    """Why they are one; ``into`` is the record that was compared. Where something speaks against
    it, a box has to be ticked as well."""

    into = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason (internal)"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why the two are one. It stays in the history of merges, for staff."),
    )
    same = forms.BooleanField(
        label=_("They are one and the same all the same"),
        error_messages={"required": _("Something speaks against it: tick this box as well.")},
    )

    def __init__(self, *args: Any, doubtful: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not doubtful:
            del self.fields["same"]


@dataclass(frozen=True)
class Merging:
    """What the page of a record says about merges: the button, where it went, what it took in."""

    url: str
    merger: Merger | None
    into: Edited | None
    into_url: str
    took_in: list[Merger]


class MergeAccess:
    """For the admin of a record that can be merged."""

    admin_site: admin.AdminSite
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(_view(self))
        own = [path("<int:pk>/merge/", view, name=f"incidents_{self.opts.model_name}_merge")]
        return own + super().get_urls()  # type: ignore[misc]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """What was merged is found in the list, and is no choice any more."""
        match = request.resolver_match
        if match is not None and match.url_name == "autocomplete":
            queryset = queryset.filter(merged_into__isnull=True)
        found: tuple[QuerySet[Any], bool] = super().get_search_results(  # type: ignore[misc]
            request, queryset, search_term
        )
        return found

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With what the page says about merges, for a record that exists."""
        record = context.get("original")
        if record is not None:
            context["merging"] = merging(record, request.user)
        found: HttpResponse = super().render_change_form(  # type: ignore[misc]
            request, context, *args, **kwargs
        )
        return found


def may_merge(record: Any, user: Any) -> bool:
    """Whether this person may make it part of another, as far as can be said before choosing."""
    if record.merged_into_id is not None:
        return False
    if isinstance(record, Incident) and find(Move.MERGE, State(record.state)) is None:
        return False
    return bool(user.has_perm(f"incidents.merge_{record._meta.model_name}"))


def merging(record: Any, user: Any) -> Merging:
    """What the page of a record says; two queries."""
    name = record._meta.model_name
    took_in = Merger.objects.filter(**{f"{name}__merged_into": record})
    return Merging(
        url=reverse(f"admin:incidents_{name}_merge", args=[record.pk])
        if may_merge(record, user)
        else "",
        merger=Merger.objects.select_related("merged_by").filter(**{name: record}).first()
        if record.merged_into_id
        else None,
        into=record.merged_into,
        into_url=_page(record.merged_into) if record.merged_into_id else "",
        took_in=list(took_in.select_related("merged_by", name)),
    )


def _view(page: Any) -> Callable[..., HttpResponse]:
    def merge(request: HttpRequest, pk: int) -> HttpResponse:
        loser = get_object_or_404(page.model, pk=pk)
        if not page.has_view_permission(request, loser):
            raise PermissionDenied
        refused = _refused(loser, request.user)
        if refused:
            messages.error(request, refused)
            return HttpResponseRedirect(_page(loser))
        asked = request.POST if request.method == "POST" else request.GET
        chosen = whole_number(asked.get("into")) is not None
        choice = ChoiceForm(asked if chosen else None, loser=loser)
        winner = choice.cleaned_data["into"] if choice.is_valid() else None
        against = doubts(loser, winner) if winner and isinstance(loser, Actor) else []
        initial = {"into": winner.pk if winner else None}
        reason = ReasonForm(request.POST or None, initial=initial, doubtful=bool(against))
        if winner is not None and reason.is_valid() and _merged(loser, winner, request, reason):
            return HttpResponseRedirect(_page(winner))
        return TemplateResponse(
            request,
            "admin/incidents/merge.html",
            {
                **page.admin_site.each_context(request),
                "title": gettext("Merge into another"),
                "opts": page.opts,
                "loser": loser,
                "winner": winner,
                "choice": choice,
                "form": reason,
                "media": choice.media,
                "facts": facts(loser, winner) if winner else (),
                "counts": numbers(loser, winner) if winner else (),
                "doubts": against,
                "unpublished": _until_published(loser, winner) if winner else "",
                "back": _page(loser),
            },
        )

    return signs_in_again(merge)


def _refused(loser: Any, user: Any) -> str:
    """Why this person cannot merge it, before anything is chosen or written; or ""."""
    if not may_merge(loser, user):
        return gettext("This is not possible now, or not for your role.")
    if is_for_publishers(loser) and not user.has_perm("incidents.publish_incident"):
        said = gettext(
            "The public reads “%(record)s”, and would be led to the other one at once: merging it "
            "is for publishers. Ask one of them."
        )
        return said % {"record": loser}
    return ""


def _merged(loser: Any, winner: Any, request: HttpRequest, form: ReasonForm) -> bool:
    """Do it; what the action refuses becomes an error of the form."""
    unpublished = _until_published(loser, winner)
    act: Any = merge_actors if isinstance(loser, Actor) else merge_incidents
    try:
        act(loser=loser, winner=winner, by=request.user, reason=form.cleaned_data["reason"])
    except InputError as error:
        form.add_error(None, say(error))
        return False
    said = gettext("“%(loser)s” is part of “%(winner)s” now.")
    messages.success(request, said % {"loser": loser, "winner": winner})
    if unpublished:
        messages.warning(request, unpublished)
    return True


def _until_published(loser: Any, winner: Any) -> str:
    """What is to be done after a merge into a public incident, or ""."""
    if not isinstance(winner, Incident) or winner.state != State.PUBLISHED:
        return ""
    said = gettext(
        "Publish “%(winner)s” as a development so that what came from “%(loser)s” is public: until "
        "then the public reads none of it."
    )
    return said % {"loser": loser, "winner": winner}


def _page(record: Any) -> str:
    return reverse(f"admin:incidents_{record._meta.model_name}_change", args=[record.pk])


@admin.register(Merger)
class MergerAdmin(ReadOnlyAdmin):
    """The history of merges: what became part of what, by whom and why."""

    list_display = ("what", "kind", "into", "merged_at", "merged_by", "reason")
    list_select_related = (*("merged_by", "actor__merged_into", "incident__merged_into"),)
    list_filter = ("kind",)
    search_fields = ("old", "new")
    fields = ("what", "into", "kind", ("old", "new"), "reason", ("merged_at", "merged_by"))
    readonly_fields = ("what", "into")

    @admin.display(description=_("merged"))
    def what(self, merger: Merger) -> str:
        return str(merger.actor or merger.incident)

    @admin.display(description=_("into"))
    def into(self, merger: Merger) -> str:
        """What it is part of today."""
        record: Any = merger.actor or merger.incident
        return str(record.merged_into)
