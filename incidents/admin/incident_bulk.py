"""What may be done to many incidents of the list at once. Each asks on a page of its own, without a
script; who may is asked again by the action that does it."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import assignment
from incidents.admin.asking import AskForm
from incidents.admin.bulk_forms import AssignForm, BulkForm, ElectionForm, TagForm, UntagForm
from incidents.admin.record_form import say
from incidents.input_error import InputError
from incidents.models import Incident

APPLY = "apply"
BACK = "back"


def _action(
    name: str, form_class: type[BulkForm], words: Any, permission: str = "change"
) -> Callable[..., Any]:
    @admin.action(description=words, permissions=[permission])
    def act(page: Any, request: HttpRequest, queryset: QuerySet[Incident]) -> HttpResponse | None:
        if not getattr(page, f"has_{permission}_permission")(request):
            raise PermissionDenied
        number = queryset.count()
        if number > assignment.LIMIT:
            said = gettext("%(number)d incidents are chosen: at most %(limit)d at once.")
            messages.error(request, said % {"number": number, "limit": assignment.LIMIT})
            return None
        incidents = list(queryset.select_related("election").order_by("pk"))
        sent = request.POST if APPLY in request.POST else None
        form = form_class(sent, request=request, incidents=incidents)
        if form.is_valid() and _ran(form) and getattr(form, "change", None) is None:
            return HttpResponseRedirect(_back(request))
        return _page(page, request, name, form)

    act.__name__ = name
    return act


def _ran(form: BulkForm) -> bool:
    """What the action refuses becomes an error of the form."""
    try:
        form.run()
    except InputError as error:
        form.add_error(None, say(error))
        return False
    return True


def _page(page: Any, request: HttpRequest, name: str, form: BulkForm) -> HttpResponse:
    context = {
        **page.admin_site.each_context(request),
        "title": form.title,
        "opts": page.opts,
        "form": form,
        "incidents": form.incidents,
        "action": name,
        "back": _back(request),
        "media": page.media,
    }
    return TemplateResponse(request, "admin/incidents/incident/bulk.html", context)


def _back(request: HttpRequest) -> str:
    """The list as it was filtered, on this site only."""
    asked = request.POST.get(BACK) or request.get_full_path()
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return reverse("admin:incidents_incident_changelist")


ACTIONS = (
    _action("assign", AssignForm, _("Assign to somebody…")),
    _action("add_tag", TagForm, _("Add a tag…")),
    _action("remove_tag", UntagForm, _("Take a tag off…")),
    _action("ask_reviewer", AskForm, _("Ask somebody to review…"), permission="ask"),
    _action("into_election", ElectionForm, _("Add to an election…")),
)
