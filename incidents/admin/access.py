"""Which incidents a member of staff may edit, beyond what the role says."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from incidents.actions.permission import ENDED, may_edit
from incidents.admin.asked import whole_number
from incidents.models import Incident


def may_edit_part(user: Any, incidents: Iterable[Incident], created_by: int | None) -> bool:
    """A part of several incidents: whoever made it, and whoever may edit one of them."""
    known = list(incidents)
    if created_by == user.pk:
        return not known or any(incident.state not in ENDED for incident in known)
    return not known or any(may_edit(user, incident) for incident in known)


OF = "of"
"""In the address of a form: the incident from whose page it was opened, to return there."""


class PartAccess:
    """For the admin of a record that is part of incidents (``incidents_of``)."""

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Back to the incident from whose page it was opened."""
        return _back(request) or super().response_post_save_add(request, obj)  # type: ignore[misc]

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Back to the incident from whose page it was opened."""
        back = _back(request)
        return back or super().response_post_save_change(request, obj)  # type: ignore[misc]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Without what only says where to return."""
        found: dict[str, Any] = super().get_changeform_initial_data(request)  # type: ignore[misc]
        return {name: value for name, value in found.items() if name != OF}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)  # type: ignore[misc]
        if not allowed or obj is None:
            return allowed
        made_by = getattr(obj, "created_by_id", None)
        return may_edit_part(request.user, self.incidents_of(obj), made_by)  # type: ignore[attr-defined]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for changing it. What was public stays in its Publications."""
        allowed = super().has_delete_permission(request, obj)  # type: ignore[misc]
        if not allowed or obj is None:
            return allowed
        incidents = list(self.incidents_of(obj))  # type: ignore[attr-defined]
        return may_edit_part(request.user, incidents, getattr(obj, "created_by_id", None))


def _back(request: HttpRequest) -> HttpResponseRedirect | None:
    asked = whole_number(request.GET.get(OF))
    if asked is None or not Incident.objects.filter(pk=asked).exists():
        return None
    return HttpResponseRedirect(reverse("admin:incidents_incident_change", args=[asked]))
