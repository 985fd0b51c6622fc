"""The page of review: what would become public beside what was last approved or published."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from incidents.actions.reviewers import may_ask
from incidents.admin import incident_desk, review_compare
from incidents.admin.asking import ReviewersForm
from incidents.canonical import digest
from incidents.codes import State
from incidents.models import Incident
from incidents.projection import document
from incidents.publication import Move, find

ANSWERS = ("approve_editorial", "approve_legal", "request_changes", "reject")
"""What a reviewer may answer, in the order of the buttons."""


def view(page: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    """Reading changes nothing: each answer is sent, with the digest of what was read, to the page
    of its move, which refuses it when the content is another by then."""

    @require_safe
    def review(request: HttpRequest, pk: int) -> HttpResponse:
        incident = get_object_or_404(
            Incident.objects.select_related("editorial_reviewer", "legal_reviewer", "created_by"),
            pk=pk,
        )
        if not page.has_view_permission(request, incident):
            raise PermissionDenied
        content = document(incident)
        context = {
            **page.admin_site.each_context(request),
            "title": pgettext("of an incident", "Review"),
            "opts": page.opts,
            "incident": incident,
            "back": reverse("admin:incidents_incident_change", args=[pk]),
            "media": page.media,
            **_compared(incident, content),
            **_answers(incident, request.user, content),
        }
        return TemplateResponse(request, "admin/incidents/incident/review.html", context)

    return review


def _compared(incident: Incident, content: Any) -> dict[str, Any]:
    found = digest(content)
    before = review_compare.basis(incident, found)
    parts = review_compare.compare(before.content if before else None, content)
    return {
        "digest": incident_desk.seen(incident, content),
        "basis": before,
        "parts": parts,
        "differs": any(part.changed for part in parts),
    }


def _answers(incident: Incident, user: Any, content: Any) -> dict[str, Any]:
    """What this person may answer; whoever wrote it or edited it last approves nothing."""
    desk = incident_desk.desk(incident, user, content)
    may = [button for button in desk.buttons if button.name in ANSWERS]
    reviewed = find(Move.APPROVE, State(incident.state)) is not None
    return {
        "desk": desk,
        "answers": sorted(may, key=lambda button: ANSWERS.index(button.name)),
        "ask": ReviewersForm(incident=incident) if reviewed and may_ask(user) else None,
    }
