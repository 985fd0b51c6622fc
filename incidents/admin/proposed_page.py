"""The page of a proposed name: where it is used, whose it may be, and what is decided."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import importing_actor, importing_names, likely
from incidents.admin.asked import whole_number
from incidents.admin.guarded_lists import check_no_nul
from incidents.admin.likely import WHY
from incidents.admin.proposed_forms import NewActorForm
from incidents.admin.record_form import say
from incidents.codes import ProposalState
from incidents.input_error import InputError
from incidents.models import Actor, Involvement, ProposedActor
from incidents.templatetags.wording import is_mark

SHOWN_USES = 20


class MatchForm(forms.Form):
    """An actor of the register."""

    actor = forms.ModelChoiceField(
        Actor.objects.unmerged(),
        label=_("Another actor"),
        widget=AutocompleteSelect(Involvement._meta.get_field("actor"), admin.site),
    )


def view(page: admin.ModelAdmin) -> Callable[[HttpRequest, str], HttpResponse]:
    """For who may see proposed names; decided by who may change them."""

    def show(request: HttpRequest, key: str) -> HttpResponse:
        check_no_nul(request)
        if not page.has_view_permission(request):
            raise PermissionDenied
        proposal = _of_key(whole_number(key))
        may_decide = request.user.has_perm("incidents.change_proposedactor")
        match, new = _forms(request, proposal)
        if request.method == "POST":
            if not may_decide:
                raise PermissionDenied
            if _decided(request, proposal, match, new):
                return HttpResponseRedirect(_next(proposal))
        uses = proposal.uses.select_related("incident", "source", "batch")
        context = {
            **page.admin_site.each_context(request),
            "title": gettext("Whose name is this?"),
            "opts": page.opts,
            "proposal": proposal,
            "uses": uses[:SHOWN_USES],
            "more": max(0, uses.count() - SHOWN_USES),
            "may_decide": may_decide and proposal.state == ProposalState.OPEN,
            "may_add": request.user.has_perm("incidents.add_actor"),
            "likely": _likely(proposal),
            "match": match,
            "new": new,
            "media": page.media + match.media + new.media,
        }
        return TemplateResponse(request, "admin/incidents/proposedactor/page.html", context)

    return show


def _likely(proposal: ProposedActor) -> list[tuple[Actor, str]]:
    """Actors whose name comes near, each with the reason why it is shown."""
    found = likely.actors(names=[proposal.name]) if proposal.name else []
    return [(each.record, str(WHY[each.why])) for each in found if isinstance(each.record, Actor)]


def _of_key(key: int | None) -> ProposedActor:
    if key is None:
        raise Http404
    shown = ProposedActor.objects.select_related("actor", "decided_by", "first_batch")
    found: ProposedActor = get_object_or_404(shown, pk=key)
    return found


def _forms(request: HttpRequest, proposal: ProposedActor) -> tuple[MatchForm, NewActorForm]:
    """Each is filled only when its own button was pressed."""
    sent: Any = request.POST if request.method == "POST" else None
    match = MatchForm(sent if sent is not None and "match" in sent else None)
    new = NewActorForm(
        sent if sent is not None and "make" in sent else None,
        initial={"new_name_fr": "".join(c for c in proposal.name if not is_mark(c))},
    )
    return match, new


def _decided(
    request: HttpRequest, proposal: ProposedActor, match: MatchForm, new: NewActorForm
) -> bool:
    """What the button says is done; False where its form, or the action, refuses."""
    by = request.user
    try:
        if "dismiss" in request.POST:
            importing_names.dismiss(proposal=proposal, by=by)
            messages.success(request, gettext("Dismissed, and forgotten."))
            return True
        if "match" in request.POST and match.is_valid():
            actor = match.cleaned_data["actor"]
            count = importing_names.match(proposal=proposal, actor=actor, by=by)
        elif "make" in request.POST and new.is_valid():
            actor = new.made
            count = importing_actor.match_new(proposal=proposal, actor=actor, by=by)
        else:
            return False
    except InputError as error:
        messages.error(request, say(error))
        return False
    said = ngettext(
        "%(actor)s is involved in %(count)d draft now.",
        "%(actor)s is involved in %(count)d drafts now.",
        count,
    )
    messages.success(request, said % {"actor": actor, "count": count})
    return True


def _next(decided: ProposedActor) -> str:
    """The page of the next name, of those used most; the list where none is left."""
    waiting = ProposedActor.objects.filter(state=ProposalState.OPEN).exclude(pk=decided.pk)
    found = waiting.annotate(times=Count("uses")).order_by("-times", "name", "pk").first()
    if found is None:
        return reverse("admin:incidents_proposedactor_changelist")
    return reverse("admin:incidents_proposedactor_change", args=[found.pk])
